/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-table-label.h"

#include "app/body/galley-match-tags.h"

#include <glib/gi18n.h>

/* @start and @end in characters, of @text; what reaches beyond it ends there. Takes @attribute. */
static void
insert_attribute (PangoAttrList  *attributes,
                  const char     *text,
                  guint           start,
                  guint           end,
                  PangoAttribute *attribute)
{
  guint length = (guint) g_utf8_strlen (text, -1);

  attribute->start_index = (guint) (g_utf8_offset_to_pointer (text, MIN (start, length)) - text);
  attribute->end_index = (guint) (g_utf8_offset_to_pointer (text, MIN (end, length)) - text);
  pango_attr_list_insert (attributes, attribute);
}

static PangoAttribute *
make_mark_attribute (GalleyMarkKind kind)
{
  switch (kind)
    {
    case GALLEY_MARK_BOLD:
      return pango_attr_weight_new (PANGO_WEIGHT_BOLD);
    case GALLEY_MARK_ITALIC:
      return pango_attr_style_new (PANGO_STYLE_ITALIC);
    default:
      return pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
    }
}

static void
insert_tint (PangoAttrList     *attributes,
             const char        *text,
             const GalleyMatch *match,
             const GdkRGBA     *tint)
{
  insert_attribute (attributes, text, match->start, match->end,
                    pango_attr_background_new ((guint16) (tint->red * G_MAXUINT16), (guint16) (tint->green * G_MAXUINT16),
                                               (guint16) (tint->blue * G_MAXUINT16)));
  insert_attribute (attributes, text, match->start, match->end,
                    pango_attr_background_alpha_new ((guint16) (tint->alpha * G_MAXUINT16)));
}

static gboolean
is_of_cell (const GalleyMatch *match,
            GalleyCell         cell)
{
  return match->cell.row == cell.row && match->cell.column == cell.column;
}

GtkWidget *
galley_table_label_new (void)
{
  /* Of one role all, also in the header: column headers are not told to screen readers by GTK 4.8. */
  return g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_CELL, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "yalign", 0.0, NULL);
}

void
galley_table_label_fill (GtkLabel          *label,
                         const GalleyTable *table,
                         GalleyCell         cell,
                         const char        *place,
                         GArray            *found,
                         const GalleyMatch *current)
{
  GalleyBlock *content = galley_table_get_cell (table, cell);
  const char *text = galley_block_get_text (content);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  /* Translators: a cell of a table and what stands in it, as it is read aloud. */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), place, text);
  guint n_marks;
  const GalleyMark *marks = galley_block_get_marks (content, &n_marks);

  if (galley_table_has_header (table) && cell.row == 0)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  for (guint i = 0; i < n_marks; i++)
    insert_attribute (attributes, text, marks[i].start, marks[i].end, make_mark_attribute (marks[i].kind));
  for (guint i = 0; i < found->len; i++)
    if (is_of_cell (&g_array_index (found, GalleyMatch, i), cell))
      insert_tint (attributes, text, &g_array_index (found, GalleyMatch, i), &galley_match_tint);
  if (current != NULL && is_of_cell (current, cell))
    {
      insert_tint (attributes, text, current, &galley_match_current_tint);
      insert_attribute (attributes, text, current->start, current->end,
                        pango_attr_underline_new (PANGO_UNDERLINE_DOUBLE));
      insert_attribute (attributes, text, current->start, current->end, pango_attr_overline_new (PANGO_OVERLINE_SINGLE));
    }
  gtk_label_set_text (label, text);
  gtk_label_set_attributes (label, attributes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

guint
galley_table_label_find_offset (GtkLabel *label,
                                double    x,
                                double    y)
{
  const char *text = gtk_label_get_text (label);
  int layout_x, layout_y, index, trailing;

  gtk_label_get_layout_offsets (label, &layout_x, &layout_y);
  pango_layout_xy_to_index (gtk_label_get_layout (label), ((int) x - layout_x) * PANGO_SCALE,
                            ((int) y - layout_y) * PANGO_SCALE, &index, &trailing);
  return (guint) (g_utf8_pointer_to_offset (text, text + index) + trailing);
}
