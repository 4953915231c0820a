/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fields/galley-cell-counter.h"

#include "core/base/galley-text.h"

#include <glib/gi18n.h>

struct _GalleyCellCounter
{
  AdwBin parent_instance;

  GtkLabel *label;
  guint cells;
  guint limit;
};

G_DEFINE_FINAL_TYPE (GalleyCellCounter, galley_cell_counter, ADW_TYPE_BIN)

static void
update (GalleyCellCounter *self)
{
  gboolean is_shown = self->cells > 0 && self->limit > 0;
  g_autofree char *text = is_shown ? g_strdup_printf ("%u/%u", self->cells, self->limit) : g_strdup ("");
  g_autofree char *tip = NULL;

  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
  if (galley_cell_counter_get_is_over (self))
    gtk_widget_add_css_class (GTK_WIDGET (self), "over");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "over");
  if (!is_shown)
    return;

  if (galley_cell_counter_get_is_over (self))
    /* Translators: a headline that is too long; counted in full-width characters. */
    tip = g_strdup_printf (ngettext ("%u character too many for the page", "%u characters too many for the page",
                                     self->cells - self->limit),
                           self->cells - self->limit);
  else
    /* Translators: the length of a headline and the room for it, in full-width characters. */
    tip = g_strdup_printf (_ ("%u of %u full-width characters"), self->cells, self->limit);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
}

static void
galley_cell_counter_class_init (GalleyCellCounterClass *klass)
{
}

static void
galley_cell_counter_init (GalleyCellCounter *self)
{
  self->label = GTK_LABEL (gtk_label_new (""));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
  gtk_widget_add_css_class (GTK_WIDGET (self), "galley-counter");
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  update (self);
}

void
galley_cell_counter_set_text (GalleyCellCounter *self,
                              const char        *text)
{
  guint cells;

  g_return_if_fail (GALLEY_IS_CELL_COUNTER (self));

  cells = (galley_text_count_half_cells (text) + 1) / 2;
  if (cells == self->cells)
    return;
  self->cells = cells;
  update (self);
}

void
galley_cell_counter_set_limit (GalleyCellCounter *self,
                               guint              limit)
{
  g_return_if_fail (GALLEY_IS_CELL_COUNTER (self));

  if (limit == self->limit)
    return;
  self->limit = limit;
  update (self);
}

const char *
galley_cell_counter_get_label (GalleyCellCounter *self)
{
  g_return_val_if_fail (GALLEY_IS_CELL_COUNTER (self), "");

  return gtk_label_get_text (self->label);
}

gboolean
galley_cell_counter_get_is_over (GalleyCellCounter *self)
{
  g_return_val_if_fail (GALLEY_IS_CELL_COUNTER (self), FALSE);

  return self->limit > 0 && self->cells > self->limit;
}
