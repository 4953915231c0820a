/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-counts-popover.h"

#include <glib/gi18n.h>

enum
{
  ROW_WORDS,
  ROW_HAN,
  ROW_CHARACTERS,
  ROW_ALL_CHARACTERS,
  ROW_PARAGRAPHS,
  ROW_MINUTES,
  N_ROWS
};

struct _GalleyCountsPopover
{
  GtkPopover parent_instance;

  /* owned by the grid */
  GtkWidget *selection_title;
  GtkWidget *body_labels[N_ROWS];
  GtkWidget *selection_labels[N_ROWS];
};

G_DEFINE_FINAL_TYPE (GalleyCountsPopover, galley_counts_popover, GTK_TYPE_POPOVER)

static const char *const titles[N_ROWS] = {
  [ROW_WORDS] = N_ ("Words"),
  [ROW_HAN] = N_ ("Chinese Characters"),
  [ROW_CHARACTERS] = N_ ("Characters Without Blanks"),
  [ROW_ALL_CHARACTERS] = N_ ("Characters With Blanks"),
  [ROW_PARAGRAPHS] = N_ ("Paragraphs"),
  [ROW_MINUTES] = N_ ("Reading Time"),
};

static char *
make_figure (const GalleyLength *length,
             guint               row)
{
  guint minutes;

  switch (row)
    {
    case ROW_WORDS:
      return g_strdup_printf ("%'u", length->text.words);
    case ROW_HAN:
      return g_strdup_printf ("%'u", length->text.han);
    case ROW_CHARACTERS:
      return g_strdup_printf ("%'u", length->text.characters);
    case ROW_ALL_CHARACTERS:
      return g_strdup_printf ("%'u", length->all_characters);
    case ROW_PARAGRAPHS:
      return g_strdup_printf ("%'u", length->paragraphs);
    case ROW_MINUTES:
    default:
      minutes = galley_length_get_minutes (length);
      /* Translators: how long reading takes. */
      return g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
    }
}

static void
show_column (GtkWidget          *labels[N_ROWS],
             const GalleyLength *length)
{
  for (guint row = 0; row < N_ROWS; row++)
    {
      g_autofree char *figure = length != NULL ? make_figure (length, row) : NULL;

      gtk_label_set_text (GTK_LABEL (labels[row]), figure != NULL ? figure : "");
      gtk_widget_set_visible (labels[row], length != NULL);
    }
}

/* What a screen reader says of the popover as a whole: a table of labels is read only cell by cell. */
static void
describe (GalleyCountsPopover *self,
          const GalleyLength  *length)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint row = 0; row < N_ROWS; row++)
    {
      g_autofree char *figure = make_figure (length, row);

      g_string_append_printf (all, "%s%s %s", row > 0 ? ", " : "", _ (titles[row]), figure);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all->str, -1);
}

void
galley_counts_popover_show (GalleyCountsPopover *self,
                            const GalleyLength  *body,
                            const GalleyLength  *selected)
{
  g_return_if_fail (GALLEY_IS_COUNTS_POPOVER (self));
  g_return_if_fail (body != NULL);

  show_column (self->body_labels, body);
  show_column (self->selection_labels, selected);
  gtk_widget_set_visible (self->selection_title, selected != NULL);
  describe (self, selected != NULL ? selected : body);
}

static GtkWidget *
attach (GtkWidget  *grid,
        int         column,
        int         row,
        const char *text,
        const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
  return label;
}

static void
galley_counts_popover_class_init (GalleyCountsPopoverClass *klass)
{
}

static void
galley_counts_popover_init (GalleyCountsPopover *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "galley-counts");
  attach (grid, 1, 0, _ ("Body"), "heading");
  self->selection_title = attach (grid, 2, 0, _ ("Selection"), "heading");
  for (guint row = 0; row < N_ROWS; row++)
    {
      attach (grid, 0, (int) row + 1, _ (titles[row]), "dim-label");
      self->body_labels[row] = attach (grid, 1, (int) row + 1, "", "numeric");
      self->selection_labels[row] = attach (grid, 2, (int) row + 1, "", "numeric");
    }
  gtk_popover_set_child (GTK_POPOVER (self), grid);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Length of the Text"), -1);
}
