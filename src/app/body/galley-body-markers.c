/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-markers.h"

#include "app/base/galley-text-guard.h"
#include "core/model/galley-list.h"

#include <glib/gi18n.h>

#define RULE_ALPHA 0.35
#define PLACEHOLDER_ALPHA 0.4
/* Of the line of a page break, in em. */
#define DASH 0.4
/* As the tags have them. */
#define CAPTION_SCALE 0.92
#define CREDIT_SCALE 0.79
#define BREAK_SCALE 0.79
/* Between a marker and its text, in em; a full-width bracket and a circled number have it in themselves. */
#define GAP 0.45

/* A counter that has seen the items before @line. */
static GalleyListCounter
count_to (GalleyDocument *document,
          guint           line)
{
  GalleyListCounter counter = { 0 };
  guint first = line;

  while (first > 0 && galley_block_is_item (galley_document_get_block (document, first - 1)))
    first--;
  for (; first < line; first++)
    galley_list_counter_step (&counter, galley_document_get_block (document, first));
  return counter;
}

static void
paint_marker (GtkTextView       *view,
              GtkSnapshot       *snapshot,
              const GtkTextIter *start,
              const GalleyBlock *block,
              guint              number,
              int                em,
              const GdkRGBA     *colour)
{
  g_autofree char *marker
      = galley_list_dup_marker (galley_block_get_kind (block), galley_block_get_level (block), number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), marker);
  gboolean is_wide = galley_block_get_kind (block) == GALLEY_BLOCK_NUMBERED && galley_block_get_level (block) == 1;
  GdkRectangle place;
  int width, height;

  gtk_text_view_get_iter_location (view, start, &place);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place.x - width - (is_wide ? 0 : (int) (em * GAP)),
                                                          place.y + (place.height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
paint_rule (GtkTextView   *view,
            GtkSnapshot   *snapshot,
            int            y,
            int            height,
            const GdkRGBA *colour)
{
  GdkRGBA quiet = *colour;
  int left = gtk_text_view_get_left_margin (view);
  int width = gtk_widget_get_width (GTK_WIDGET (view)) - left - gtk_text_view_get_right_margin (view);

  quiet.alpha *= RULE_ALPHA;
  gtk_snapshot_append_color (snapshot, &quiet, &GRAPHENE_RECT_INIT (left, y + height / 2, MAX (width, 0), 1));
}

/* A dashed line on both sides of the word, so that nobody takes it for a rule, which readers see. */
static void
paint_page_break (GtkTextView   *view,
                  GtkSnapshot   *snapshot,
                  int            y,
                  int            height,
                  int            em,
                  const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), C_ ("block", "Page Break"));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA quiet = *colour;
  int left = gtk_text_view_get_left_margin (view);
  int right = gtk_widget_get_width (GTK_WIDGET (view)) - gtk_text_view_get_right_margin (view);
  int words_width, words_height, start, dash = MAX ((int) (em * DASH), 2);

  quiet.alpha *= PLACEHOLDER_ALPHA;
  pango_attr_list_insert (attributes, pango_attr_scale_new (BREAK_SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &words_width, &words_height);
  start = left + (right - left - words_width) / 2;
  for (int x = left; x + dash <= right; x += 2 * dash)
    if (x + dash <= start - dash || x >= start + words_width + dash)
      gtk_snapshot_append_color (snapshot, &quiet, &GRAPHENE_RECT_INIT (x, y + height / 2, dash, 1));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (start, y + (height - words_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &quiet);
  gtk_snapshot_restore (snapshot);
}

/* Says at @iter, in the middle of an empty line, what belongs there. */
static void
paint_placeholder (GtkTextView       *view,
                   GtkSnapshot       *snapshot,
                   const GtkTextIter *iter,
                   const char        *words,
                   double             scale,
                   const GdkRGBA     *colour)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), words);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA quiet = *colour;
  GdkRectangle place;
  int width, height;

  quiet.alpha *= PLACEHOLDER_ALPHA;
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_layout_set_attributes (layout, attributes);
  gtk_text_view_get_iter_location (view, iter, &place);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place.x - width / 2, place.y + (place.height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &quiet);
  gtk_snapshot_restore (snapshot);
}

/* What is being composed in an empty line stands there already. */
static gboolean
is_composed_at (GtkTextView       *view,
                const GtkTextIter *iter)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  return gtk_text_iter_equal (&caret, iter) && galley_text_guard_has_preedit (GTK_WIDGET (view));
}

static void
paint_figure (GtkTextView       *view,
              GtkSnapshot       *snapshot,
              const GtkTextIter *start,
              const GalleyBlock *block,
              const GdkRGBA     *colour)
{
  guint caption = galley_block_get_caption_length (block);
  GtkTextIter credit = *start;

  gtk_text_iter_set_line_offset (&credit, caption + 1);
  if (caption == 0 && !is_composed_at (view, start))
    paint_placeholder (view, snapshot, start, _ ("Caption"), CAPTION_SCALE, colour);
  if (caption + 1 == galley_block_get_n_characters (block) && !is_composed_at (view, &credit))
    /* Translators: who took a picture, or whose it is. */
    paint_placeholder (view, snapshot, &credit, _ ("Photo credit"), CREDIT_SCALE, colour);
}

void
galley_body_markers_snapshot (GtkTextView    *view,
                              GalleyDocument *document,
                              int             em,
                              GtkSnapshot    *snapshot)
{
  guint n_lines = MIN ((guint) gtk_text_buffer_get_line_count (gtk_text_view_get_buffer (view)),
                       galley_document_get_n_blocks (document));
  GalleyListCounter counter;
  GdkRectangle visible;
  GtkTextIter iter;
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (view)), &colour);
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &iter, visible.y, NULL);
  gtk_text_iter_set_line_offset (&iter, 0);
  counter = count_to (document, gtk_text_iter_get_line (&iter));
  for (guint line = gtk_text_iter_get_line (&iter); line < n_lines; line++)
    {
      GalleyBlock *block = galley_document_get_block (document, line);
      guint number = galley_list_counter_step (&counter, block);
      int y, height;

      gtk_text_view_get_line_yrange (view, &iter, &y, &height);
      if (y > visible.y + visible.height)
        break;
      if (number > 0)
        paint_marker (view, snapshot, &iter, block, number, em, &colour);
      else if (galley_block_get_kind (block) == GALLEY_BLOCK_RULE)
        paint_rule (view, snapshot, y, height, &colour);
      else if (galley_block_get_kind (block) == GALLEY_BLOCK_PAGE_BREAK)
        paint_page_break (view, snapshot, y, height, em, &colour);
      else if (galley_block_get_kind (block) == GALLEY_BLOCK_FIGURE)
        paint_figure (view, snapshot, &iter, block, &colour);
      else if (galley_block_get_enclosure (block) != NULL && galley_block_get_n_characters (block) == 0
               && !is_composed_at (view, &iter))
        paint_placeholder (view, snapshot, &iter, _ ("Title"), CAPTION_SCALE, &colour);
      gtk_text_iter_forward_line (&iter);
    }
}
