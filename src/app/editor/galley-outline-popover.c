/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-outline-popover.h"

#include <glib/gi18n.h>

#define BLOCK_KEY "galley-block"
#define MAX_HEIGHT 420
#define STEP 18 /* that a smaller heading is indented by */

struct _GalleyOutlinePopover
{
  GtkPopover parent_instance;

  /* owned by the popover */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (GalleyOutlinePopover, galley_outline_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_heading (GalleyBlock *block)
{
  GalleyBlockKind kind = galley_block_get_kind (block);

  return kind == GALLEY_BLOCK_HEADING_1 || kind == GALLEY_BLOCK_HEADING_2;
}

gboolean
galley_outline_has_headings (GalleyDocument *document)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (document), FALSE);

  for (guint i = 0; i < galley_document_get_n_blocks (document); i++)
    if (is_heading (galley_document_get_block (document, i)))
      return TRUE;
  return FALSE;
}

static void
row_activated_cb (GtkListBox           *list,
                  GtkListBoxRow        *row,
                  GalleyOutlinePopover *self)
{
  guint block = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), BLOCK_KEY));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, block);
}

static GtkWidget *
add_row (GalleyOutlinePopover *self,
         GalleyBlock          *block,
         guint                 index)
{
  const char *text = galley_block_get_text (block);
  GtkWidget *label = gtk_label_new (*text != '\0' ? text : _ ("Empty Heading"));
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (galley_block_get_kind (block) == GALLEY_BLOCK_HEADING_2)
    gtk_widget_set_margin_start (label, STEP);
  else
    gtk_widget_add_css_class (label, "heading");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
  g_object_set_data (G_OBJECT (row), BLOCK_KEY, GUINT_TO_POINTER (index));
  gtk_list_box_append (self->list, row);
  return row;
}

void
galley_outline_popover_show (GalleyOutlinePopover *self,
                             GalleyDocument       *document,
                             guint                 caret_block)
{
  GtkWidget *row, *chosen = NULL;

  g_return_if_fail (GALLEY_IS_OUTLINE_POPOVER (self));
  g_return_if_fail (GALLEY_IS_DOCUMENT (document));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < galley_document_get_n_blocks (document); i++)
    {
      GalleyBlock *block = galley_document_get_block (document, i);

      if (!is_heading (block))
        continue;
      row = add_row (self, block, i);
      if (chosen == NULL || i <= caret_block)
        chosen = row;
    }
  if (chosen == NULL)
    return;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (chosen));
  gtk_widget_grab_focus (chosen);
}

static void
galley_outline_popover_class_init (GalleyOutlinePopoverClass *klass)
{
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
galley_outline_popover_init (GalleyOutlinePopover *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Headings"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_add_css_class (GTK_WIDGET (self), "galley-outline");
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
}
