/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/conflict/galley-reading.h"

#include "app/conflict/galley-conflict-words.h"
#include "app/conflict/galley-reading-blocks.h"
#include "core/wire/galley-picture-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes of a side that are said at once to who does not see it; its paragraphs can be read one by one. */
#define MAX_SPOKEN 2000

struct _GalleyReading
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkWidget *icon;
  GtkLabel *who;
  GtkLabel *origin;
  GtkBox *lines;
};

G_DEFINE_FINAL_TYPE (GalleyReading, galley_reading, GTK_TYPE_WIDGET)

static void
galley_reading_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_reading_parent_class)->dispose (object);
}

static void
galley_reading_class_init (GalleyReadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_reading_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "galley-reading");

  gtk_widget_class_set_template_from_resource (widget_class, "/org/galleyeditor/Galley/conflict/galley-reading.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyReading, icon);
  gtk_widget_class_bind_template_child (widget_class, GalleyReading, who);
  gtk_widget_class_bind_template_child (widget_class, GalleyReading, origin);
  gtk_widget_class_bind_template_child (widget_class, GalleyReading, lines);
}

static void
galley_reading_init (GalleyReading *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The table that stands there on the other side; what stood before is held against mine. */
static const GalleyTable *
get_other_table (const GalleyConflict *conflict,
                 GalleyConflictSide    side,
                 guint                 index)
{
  GPtrArray *other = galley_conflict_get_side_blocks (conflict, side == GALLEY_SIDE_MINE ? GALLEY_SIDE_THEIRS
                                                                                         : GALLEY_SIDE_MINE);

  return index < other->len ? galley_block_get_table (other->pdata[index]) : NULL;
}

static void
add_blocks (GalleyReading        *self,
            const GalleyConflict *conflict,
            GalleyConflictSide    side,
            const char           *text,
            GArray               *spans,
            GalleyMediaSource    *source)
{
  GPtrArray *blocks = galley_conflict_get_side_blocks (conflict, side);
  gsize start = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyBlock *block = blocks->pdata[i];
      gsize end = start + galley_block_get_n_bytes (block);

      if (galley_block_get_figure (block) != NULL)
        gtk_box_append (self->lines, galley_reading_make_picture (galley_block_get_figure (block), source));
      if (galley_block_get_enclosure (block) != NULL)
        gtk_box_append (self->lines, galley_reading_make_card (block, source));
      if (galley_block_get_table (block) != NULL)
        gtk_box_append (self->lines, galley_reading_make_table (galley_block_get_table (block),
                                                                get_other_table (conflict, side, i)));
      else if (galley_block_get_kind (block) == GALLEY_BLOCK_RULE)
        gtk_box_append (self->lines, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      else if (galley_block_get_kind (block) == GALLEY_BLOCK_PAGE_BREAK)
        gtk_box_append (self->lines, galley_reading_make_page_break ());
      else
        gtk_box_append (self->lines, galley_reading_make_label (text, start, end, spans, side == GALLEY_SIDE_BASE, block));
      start = end + 1;
    }
}

static const char *
get_value (const GalleyConflict *conflict,
           GalleyConflictSide    side)
{
  return side == GALLEY_SIDE_MINE ? conflict->mine : side == GALLEY_SIDE_THEIRS ? conflict->theirs : conflict->base;
}

static void
add_field (GalleyReading        *self,
           const GalleyConflict *conflict,
           GalleyConflictSide    side,
           const char           *text,
           GArray               *spans,
           GalleyMediaSource    *source)
{
  gboolean is_picture = g_str_equal (conflict->name, galley_field_get_name (GALLEY_FIELD_LEAD_PICTURE))
                        || g_str_equal (conflict->name, galley_field_get_name (GALLEY_FIELD_FOCUS_PICTURE));
  g_autoptr (GalleyFigure) figure = is_picture ? galley_picture_text_read (get_value (conflict, side)) : NULL;

  if (figure != NULL)
    gtk_box_append (self->lines, galley_reading_make_picture (figure, source));
  if (*text != '\0')
    gtk_box_append (self->lines, galley_reading_make_label (text, 0, strlen (text), spans, side == GALLEY_SIDE_BASE, NULL));
}

static void
set_name (GalleyReading *self,
          const char    *who,
          const char    *text)
{
  gsize length = MIN (strlen (text), MAX_SPOKEN);
  const char *end = text + length;
  g_autofree char *spoken = NULL;
  g_autofree char *name = NULL;

  while (*end != '\0' && (*end & 0xc0) == 0x80)
    end--;
  spoken = g_strndup (text, (gsize) (end - text));
  /* Translators: whose words, and what they say, as it is read aloud: "Mine: The bridge opens". */
  name = g_strdup_printf (_ ("%s: %s"), who, *spoken != '\0' ? spoken : _ ("(nothing)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
galley_reading_show (GalleyReading        *self,
                     GalleyWorkspace      *workspace,
                     const GalleyConflict *conflict,
                     GalleyConflictSide    side,
                     const GalleyState    *theirs)
{
  GalleySite *site;
  GtkWidget *child;
  gint64 now;
  g_autofree char *who = NULL, *origin = NULL, *text = NULL;
  g_autoptr (GArray) spans = NULL;

  g_return_if_fail (GALLEY_IS_READING (self) && GALLEY_IS_WORKSPACE (workspace) && conflict != NULL);

  site = galley_layout_get_site (galley_workspace_get_layout (workspace));
  who = galley_conflict_words_for_side (side, theirs);
  now = galley_clock_get_real_time (galley_workspace_get_clock (workspace));
  origin = galley_conflict_words_for_origin (side, theirs, now);
  text = galley_conflict_dup_side_text (conflict, side, site);
  spans = galley_conflict_mark_side (conflict, side, site);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
  gtk_label_set_text (self->who, who);
  gtk_label_set_text (self->origin, origin);
  if (galley_conflict_get_side_blocks (conflict, side) != NULL)
    add_blocks (self, conflict, side, text, spans, GALLEY_MEDIA_SOURCE (workspace));
  else
    add_field (self, conflict, side, text, spans, GALLEY_MEDIA_SOURCE (workspace));
  if (gtk_widget_get_first_child (GTK_WIDGET (self->lines)) == NULL)
    gtk_box_append (self->lines, galley_reading_make_nothing ());
  set_name (self, who, galley_conflict_get_side_blocks (conflict, side) != NULL ? get_value (conflict, side) : text);
}

void
galley_reading_set_fate (GalleyReading     *self,
                         GalleyReadingFate  fate)
{
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (GALLEY_IS_READING (self));

  gtk_widget_set_visible (self->icon, fate == GALLEY_READING_TAKEN);
  if (fate == GALLEY_READING_TAKEN)
    gtk_widget_add_css_class (widget, "taken");
  else
    gtk_widget_remove_css_class (widget, "taken");
  if (fate == GALLEY_READING_LEFT)
    gtk_widget_add_css_class (widget, "not-taken");
  else
    gtk_widget_remove_css_class (widget, "not-taken");
}
