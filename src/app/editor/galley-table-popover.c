/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-table-popover.h"

#include "app/base/galley-text-guard.h"
#include "core/model/galley-table.h"

struct _GalleyTablePopover
{
  GtkPopover parent_instance;

  /* template widgets */
  GtkSpinButton *rows;
  GtkSpinButton *columns;
  GtkCheckButton *header;
};

G_DEFINE_FINAL_TYPE (GalleyTablePopover, galley_table_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static void
insert_cb (GalleyTablePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, (guint) gtk_spin_button_get_value_as_int (self->rows),
                 (guint) gtk_spin_button_get_value_as_int (self->columns),
                 gtk_check_button_get_active (self->header));
}

static void
galley_table_popover_class_init (GalleyTablePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/editor/galley-table-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyTablePopover, rows);
  gtk_widget_class_bind_template_child (widget_class, GalleyTablePopover, columns);
  gtk_widget_class_bind_template_child (widget_class, GalleyTablePopover, header);
  gtk_widget_class_bind_template_callback (widget_class, insert_cb);
}

/* Enter in it inserts. */
static void
prepare (GtkSpinButton *spin,
         guint          max)
{
  gtk_spin_button_set_range (spin, 1, max);
  gtk_spin_button_set_value (spin, 3);
  gtk_text_set_activates_default (galley_text_guard_install_in_editable (GTK_EDITABLE (spin)), TRUE);
}

static void
galley_table_popover_init (GalleyTablePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  prepare (self->rows, GALLEY_TABLE_MAX_ROWS);
  prepare (self->columns, GALLEY_TABLE_MAX_COLUMNS);
}
