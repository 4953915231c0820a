/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/conflict/galley-reading-blocks.h"

#include "app/body/galley-card-view.h"
#include "app/body/galley-figure-view.h"
#include "app/body/galley-table-view.h"
#include "core/model/galley-find.h"
#include "core/model/galley-list.h"

#include <glib/gi18n.h>

/* Of a picture, which is as high as a few lines at most: it is to be told apart, not to be looked at. */
#define PICTURE_WIDTH 240
#define PICTURE_EM 7
#define CARD_EM 14
#define MAX_NAMED_CELLS 5

static GtkWidget *
make_label (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0,
                       "yalign", 0.0, NULL);
}

GtkWidget *
galley_reading_make_page_break (void)
{
  GtkWidget *label = gtk_label_new (C_ ("block", "Page Break"));

  gtk_widget_add_css_class (label, "caption");
  return label;
}

static const char *
get_class (const GalleyBlock *block)
{
  switch ((int) galley_block_get_kind (block))
    {
    case GALLEY_BLOCK_HEADING_1:
    case GALLEY_BLOCK_HEADING_2:
      return "heading";
    case GALLEY_BLOCK_QUOTE:
      return "quote";
    case GALLEY_BLOCK_FIGURE:
    case GALLEY_BLOCK_ATTACHMENT:
    case GALLEY_BLOCK_VIDEO:
      return "caption";
    default:
      return "paragraph";
    }
}

GtkWidget *
galley_reading_make_label (const char        *text,
                           gsize              start,
                           gsize              end,
                           GArray            *spans,
                           gboolean           is_before,
                           const GalleyBlock *block)
{
  guint n_marks = 0;
  const GalleyMark *marks = block != NULL ? galley_block_get_marks (block, &n_marks) : NULL;
  PangoAttrList *attributes = NULL;
  g_autofree char *shown
      = galley_conflict_text_show (text, start, end, spans, is_before, marks, n_marks, &attributes);
  GtkWidget *label = make_label (shown), *row, *marker;
  g_autofree char *bullet = NULL;

  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_widget_add_css_class (label, block != NULL ? get_class (block) : "field");
  if (block == NULL || !galley_block_is_item (block))
    return label;
  bullet = galley_list_dup_marker (galley_block_get_kind (block), galley_block_get_level (block), 1);
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  marker = make_label (bullet);
  gtk_widget_set_margin_start (row, 12 * (int) galley_block_get_level (block));
  gtk_widget_set_valign (marker, GTK_ALIGN_START);
  gtk_widget_add_css_class (marker, get_class (block));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), marker);
  gtk_box_append (GTK_BOX (row), label);
  return row;
}

GtkWidget *
galley_reading_make_picture (GalleyFigure      *figure,
                             GalleyMediaSource *source)
{
  GtkWidget *view = galley_figure_view_new ();
  int width, height;

  galley_figure_fit (figure, PICTURE_WIDTH, PICTURE_EM, &width, &height);
  galley_object_view_set_source (GALLEY_OBJECT_VIEW (view), source);
  galley_figure_view_set_figure (GALLEY_FIGURE_VIEW (view), figure);
  galley_object_view_set_near (GALLEY_OBJECT_VIEW (view), TRUE);
  gtk_widget_set_size_request (view, width, height);
  gtk_widget_set_halign (view, GTK_ALIGN_START);
  return view;
}

GtkWidget *
galley_reading_make_card (GalleyBlock       *block,
                          GalleyMediaSource *source)
{
  GtkWidget *view = galley_card_view_new ();

  galley_object_view_set_source (GALLEY_OBJECT_VIEW (view), source);
  galley_object_view_set_block (GALLEY_OBJECT_VIEW (view), block);
  galley_object_view_set_near (GALLEY_OBJECT_VIEW (view), TRUE);
  gtk_widget_set_size_request (view, -1, GALLEY_CARD_HEIGHT (CARD_EM));
  return view;
}

/* --- tables ------------------------------------------------------------------------------------------------------ */

/* (element-type GalleyMatch) */
static GArray *
find_other_cells (const GalleyTable *table,
                  const GalleyTable *other)
{
  guint n_rows = galley_table_get_n_rows (table), n_columns = galley_table_get_n_columns (table);
  GArray *found = g_array_new (FALSE, TRUE, sizeof (GalleyMatch));

  for (guint i = 0; other != NULL && i < n_rows * n_columns; i++)
    {
      GalleyCell cell = { i / n_columns, i % n_columns };
      GalleyBlock *content = galley_table_get_cell (table, cell);
      gboolean is_there = cell.row < galley_table_get_n_rows (other) && cell.column < galley_table_get_n_columns (other);
      GalleyMatch match = { .place = GALLEY_MATCH_IN_BODY, .is_in_cell = TRUE, .cell = cell };

      if (is_there && galley_block_equal (content, galley_table_get_cell (other, cell)))
        continue;
      match.end = galley_block_get_n_characters (content);
      g_array_append_val (found, match);
    }
  return found;
}

static char *
name_cells (GArray *found)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (found->len, MAX_NAMED_CELLS); i++)
    {
      g_autofree char *name = galley_table_view_dup_cell_name (g_array_index (found, GalleyMatch, i).cell);

      if (i > 0)
        /* Translators: stands between the names of cells in a row. */
        g_string_append (names, _ ("; "));
      g_string_append (names, name);
    }
  if (found->len > MAX_NAMED_CELLS)
    g_string_append (names, "…");
  /* Translators: the cells of a table in which two sides differ: "Differs: Row 2, column 3; Row 4, column 1". */
  return g_strdup_printf (_ ("Differs: %s"), names->str);
}

GtkWidget *
galley_reading_make_table (GalleyTable       *table,
                           const GalleyTable *other)
{
  g_autoptr (GArray) found = find_other_cells (table, other);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *view = galley_table_view_new (), *label;
  g_autofree char *names = NULL;

  galley_table_view_set_table (GALLEY_TABLE_VIEW (view), table);
  galley_table_view_set_found (GALLEY_TABLE_VIEW (view), found);
  gtk_box_append (GTK_BOX (box), view);
  if (found->len == 0)
    return box;
  names = name_cells (found);
  label = make_label (names);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

GtkWidget *
galley_reading_make_nothing (void)
{
  GtkWidget *label = make_label (_ ("(nothing)"));

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}
