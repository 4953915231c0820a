/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-tags.h"

#include "app/body/galley-body-stretches.h"
#include "app/body/galley-card-view.h"
#include "app/body/galley-figure-view.h"

/* Worn by plain lines while the view's indent is another's. */
#define PLAIN_TAG "plain"
/* Worn by a figure's credit. */
#define CREDIT_TAG "credit"
/* The beginning of the names of those that leave room for a picture: one for each size, "room-1600x900". */
#define ROOM_TAG "room-"
#define TABLE_ROOM_KEY "galley-table-room"

static const char *const kind_tags[GALLEY_N_BLOCK_KINDS] = {
  [GALLEY_BLOCK_HEADING_1] = "heading-1",
  [GALLEY_BLOCK_HEADING_2] = "heading-2",
  [GALLEY_BLOCK_QUOTE] = "quote",
  [GALLEY_BLOCK_RULE] = "rule",
  [GALLEY_BLOCK_FIGURE] = "figure",
  [GALLEY_BLOCK_TABLE] = "table",
  [GALLEY_BLOCK_ATTACHMENT] = "enclosed",
  [GALLEY_BLOCK_VIDEO] = "enclosed",
  [GALLEY_BLOCK_PAGE_BREAK] = "page-break",
};

static const char *const item_tags[GALLEY_MAX_LEVEL + 1] = { "item-0", "item-1", "item-2" };

static const char *const mark_tags[GALLEY_N_MARK_KINDS] = {
  [GALLEY_MARK_LINK] = "link",
  [GALLEY_MARK_BOLD] = "bold",
  [GALLEY_MARK_ITALIC] = "italic",
  [GALLEY_MARK_UNDERLINE] = "underline",
};

static const char *
get_kind_tag (GalleyBlock *block)
{
  return galley_block_is_item (block) ? item_tags[galley_block_get_level (block)]
                                      : kind_tags[galley_block_get_kind (block)];
}

static GtkTextTag *
lookup (GtkTextBuffer *buffer,
        const char    *name)
{
  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);
}

void
galley_body_tags_install (GtkTextBuffer *buffer)
{
  if (lookup (buffer, "bold") != NULL)
    return;

  /* The first give way to all others. */
  galley_body_stretches_install (buffer);
  gtk_text_buffer_create_tag (buffer, PLAIN_TAG, NULL);
  gtk_text_buffer_create_tag (buffer, "heading-1", "weight", PANGO_WEIGHT_BOLD, "scale", 1.2, "indent", 0,
                              "justification", GTK_JUSTIFY_LEFT, NULL);
  gtk_text_buffer_create_tag (buffer, "heading-2", "weight", PANGO_WEIGHT_BOLD, "scale", 1.05, "indent", 0,
                              "justification", GTK_JUSTIFY_LEFT, NULL);
  gtk_text_buffer_create_tag (buffer, "quote", NULL);
  gtk_text_buffer_create_tag (buffer, "rule", "indent", 0, NULL);
  gtk_text_buffer_create_tag (buffer, "page-break", "indent", 0, NULL);
  gtk_text_buffer_create_tag (buffer, "figure", "indent", 0, "scale", 0.92, "justification", GTK_JUSTIFY_CENTER, NULL);
  gtk_text_buffer_create_tag (buffer, "table", "indent", 0, "scale", 0.2, NULL);
  gtk_text_buffer_create_tag (buffer, "enclosed", "indent", 0, "scale", 0.92, "justification", GTK_JUSTIFY_CENTER, NULL);
  gtk_text_buffer_create_tag (buffer, CREDIT_TAG, "scale", 0.86, NULL);
  for (guint level = 0; level <= GALLEY_MAX_LEVEL; level++)
    gtk_text_buffer_create_tag (buffer, item_tags[level], "indent", 0, NULL);
  gtk_text_buffer_create_tag (buffer, "bold", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (buffer, "italic", "style", PANGO_STYLE_ITALIC, NULL);
  gtk_text_buffer_create_tag (buffer, "underline", "underline", PANGO_UNDERLINE_SINGLE, NULL);
  gtk_text_buffer_create_tag (buffer, "link", "underline", PANGO_UNDERLINE_SINGLE, NULL);
}

static gboolean
is_tail_deep (GtkTextBuffer *buffer)
{
  gboolean is_deep;

  g_object_get (lookup (buffer, PLAIN_TAG), "indent-set", &is_deep, NULL);
  return is_deep;
}

/* --- figures ----------------------------------------------------------------------------------------------------- */

/* What a buffer's pictures have to know: kept with its table, for tags that are made later. */
typedef struct
{
  int room, em;
} Metrics;

static Metrics *
get_metrics (GtkTextBuffer *buffer)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (buffer);
  Metrics *metrics = g_object_get_data (G_OBJECT (table), "galley-metrics");

  if (metrics == NULL)
    {
      metrics = g_new0 (Metrics, 1);
      g_object_set_data_full (G_OBJECT (table), "galley-metrics", metrics, g_free);
    }
  return metrics;
}

/* Nobody knows yet how wide the view is: no line is seen before it does. */
static void
set_room (GtkTextTag    *tag,
          const Metrics *metrics)
{
  GalleyFigure *figure = g_object_get_data (G_OBJECT (tag), "galley-figure");
  int width, height;

  if (figure == NULL || metrics->em == 0)
    return;
  galley_figure_fit (figure, metrics->room, metrics->em, &width, &height);
  g_object_set (tag, "pixels-above-lines", height + 2 * GALLEY_FIGURE_GAP (metrics->em), NULL);
}

static void
update_room_cb (GtkTextTag *tag,
                gpointer    metrics)
{
  set_room (tag, metrics);
}

/* The tag that leaves room for @figure; those of one size share it. */
static const char *
ensure_room_tag (GtkTextBuffer *buffer,
                 GalleyFigure  *figure)
{
  char name[32];

  g_snprintf (name, sizeof name, ROOM_TAG "%ux%u", galley_figure_get_width (figure), galley_figure_get_height (figure));
  if (lookup (buffer, name) == NULL)
    {
      GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, name, NULL);

      g_object_set_data_full (G_OBJECT (tag), "galley-figure", galley_figure_ref (figure),
                              (GDestroyNotify) galley_figure_unref);
      set_room (tag, get_metrics (buffer));
    }
  return g_intern_string (name);
}

static void
apply_figure (GtkTextBuffer     *buffer,
              guint              line,
              GalleyBlock       *block,
              const GtkTextIter *start,
              const GtkTextIter *end)
{
  GtkTextIter credit;

  gtk_text_buffer_apply_tag_by_name (buffer, ensure_room_tag (buffer, galley_block_get_figure (block)), start, end);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &credit, (int) line, (int) galley_block_get_caption_length (block) + 1);
  gtk_text_buffer_apply_tag_by_name (buffer, CREDIT_TAG, &credit, end);
}

/* --- tables ------------------------------------------------------------------------------------------------------ */

/* The tag that leaves room above the table's line at @iter, or NULL. Each line has its own; they go with the buffer. */
static GtkTextTag *
find_table_room (const GtkTextIter *iter)
{
  g_autoptr (GSList) tags = gtk_text_iter_get_tags (iter);

  for (GSList *i = tags; i != NULL; i = i->next)
    if (g_object_get_data (i->data, TABLE_ROOM_KEY) != NULL)
      return i->data;
  return NULL;
}

/* How high the table is nobody knows before it has been laid out. */
static void
apply_table (GtkTextBuffer     *buffer,
             GtkTextTag        *room,
             const GtkTextIter *start,
             const GtkTextIter *end)
{
  if (room == NULL)
    {
      room = gtk_text_buffer_create_tag (buffer, NULL, NULL);
      g_object_set_data (G_OBJECT (room), TABLE_ROOM_KEY, room);
    }
  gtk_text_buffer_apply_tag (buffer, room, start, end);
}

void
galley_body_tags_set_table_room (GtkTextBuffer *buffer,
                                 guint          line,
                                 int            pixels)
{
  GtkTextIter iter;
  GtkTextTag *room;
  int old;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) line);
  room = find_table_room (&iter);
  g_return_if_fail (room != NULL);
  g_object_get (room, "pixels-above-lines", &old, NULL);
  if (old != pixels)
    g_object_set (room, "pixels-above-lines", pixels, NULL);
}

/* --- all --------------------------------------------------------------------------------------------------------- */

void
galley_body_tags_set_metrics (GtkTextBuffer *buffer,
                              int            margin,
                              int            room,
                              int            em)
{
  gboolean is_deep = is_tail_deep (buffer);
  Metrics *metrics = get_metrics (buffer);

  if (metrics->room != room || metrics->em != em)
    {
      *metrics = (Metrics){ room, em };
      gtk_text_tag_table_foreach (gtk_text_buffer_get_tag_table (buffer), update_room_cb, metrics);
    }

  g_object_set (lookup (buffer, "enclosed"), "pixels-above-lines", GALLEY_CARD_HEIGHT (em) + 2 * GALLEY_CARD_GAP (em),
                NULL);
  g_object_set (lookup (buffer, "quote"), "left-margin", margin + 2 * em, "right-margin", margin + 2 * em, NULL);
  /* Text begins where the first line of a paragraph does, and 2 em further in with each level. */
  for (guint level = 0; level <= GALLEY_MAX_LEVEL; level++)
    g_object_set (lookup (buffer, item_tags[level]), "left-margin", margin + 2 * em * (int) (level + 1), NULL);
  g_object_set (lookup (buffer, PLAIN_TAG), "indent", 2 * em, "indent-set", is_deep, NULL);
}

void
galley_body_tags_set_tail (GtkTextBuffer *buffer,
                           gboolean       is_deep)
{
  GtkTextIter start, end;

  g_object_set (lookup (buffer, PLAIN_TAG), "indent-set", is_deep, NULL);
  if (!is_deep)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_apply_tag_by_name (buffer, PLAIN_TAG, &start, &end);
}

void
galley_body_tags_set_colours (GtkTextBuffer *buffer,
                              const GdkRGBA *text,
                              const GdkRGBA *accent)
{
  GdkRGBA quiet = *text;

  quiet.alpha *= 0.72;
  g_object_set (lookup (buffer, "quote"), "foreground-rgba", &quiet, NULL);
  g_object_set (lookup (buffer, CREDIT_TAG), "foreground-rgba", &quiet, NULL);
  g_object_set (lookup (buffer, "link"), "foreground-rgba", accent, NULL);
}

gboolean
galley_body_tags_are_needed (GalleyBlock *block)
{
  guint n_marks;

  galley_block_get_marks (block, &n_marks);
  return n_marks > 0 || get_kind_tag (block) != NULL;
}

static void
apply (GtkTextBuffer *buffer,
       guint          line,
       GalleyBlock   *block,
       gboolean       is_tagged)
{
  GtkTextIter start, end;
  const GalleyMark *marks;
  guint n_marks;
  const char *kind_tag = get_kind_tag (block);
  GtkTextTag *room = NULL;

  gtk_text_buffer_get_iter_at_line (buffer, &start, line);
  end = start;
  gtk_text_iter_forward_line (&end);

  if (galley_block_get_table (block) != NULL)
    room = find_table_room (&start);
  if (is_tagged)
    gtk_text_buffer_remove_all_tags (buffer, &start, &end);
  if (is_tagged && kind_tag == NULL && is_tail_deep (buffer))
    gtk_text_buffer_apply_tag_by_name (buffer, PLAIN_TAG, &start, &end);
  if (kind_tag != NULL)
    gtk_text_buffer_apply_tag_by_name (buffer, kind_tag, &start, &end);
  if (galley_block_get_figure (block) != NULL)
    apply_figure (buffer, line, block, &start, &end);
  if (galley_block_get_table (block) != NULL)
    apply_table (buffer, room, &start, &end);

  marks = galley_block_get_marks (block, &n_marks);
  for (guint i = 0; i < n_marks; i++)
    {
      GtkTextIter from, to;

      gtk_text_buffer_get_iter_at_line_offset (buffer, &from, line, marks[i].start);
      gtk_text_buffer_get_iter_at_line_offset (buffer, &to, line, marks[i].end);
      gtk_text_buffer_apply_tag_by_name (buffer, mark_tags[marks[i].kind], &from, &to);
    }
}

void
galley_body_tags_apply (GtkTextBuffer *buffer,
                        guint          line,
                        GalleyBlock   *block,
                        gboolean       is_tagged)
{
  if (is_tagged || galley_body_tags_are_needed (block))
    apply (buffer, line, block, is_tagged);
  galley_body_stretches_mark (buffer, line, galley_block_get_n_characters (block));
}
