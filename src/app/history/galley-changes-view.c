/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/galley-changes-view.h"

#include "app/history/galley-change-row.h"

#include <glib/gi18n.h>

struct _GalleyChangesView
{
  GtkWidget parent_instance;

  /* children */
  GtkWidget *scrolled;
  GtkListView *list;

  /* owned */
  GalleyDifference *difference;

  gboolean is_side_by_side;
  gboolean only_changes;
  gboolean may_restore;
};

G_DEFINE_FINAL_TYPE (GalleyChangesView, galley_changes_view, GTK_TYPE_WIDGET)

enum
{
  RESTORE_ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
restore_asked_cb (GalleyChangesView *self,
                  GalleyChangeItem  *item)
{
  g_autoptr (GalleyRevision) wanted = galley_change_item_take (item);

  g_signal_emit (self, signals[RESTORE_ASKED], 0, wanted);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          GalleyChangesView        *self)
{
  GtkWidget *row = galley_change_row_new ();

  g_signal_connect_object (row, "restore-asked", G_CALLBACK (restore_asked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         GalleyChangesView        *self)
{
  galley_change_row_set_item (GALLEY_CHANGE_ROW (gtk_list_item_get_child (list_item)),
                              gtk_list_item_get_item (list_item), self->is_side_by_side, self->may_restore);
}

static void
show (GalleyChangesView *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  double place = gtk_adjustment_get_value (adjustment);
  GtkSelectionModel *model = NULL;

  if (self->difference != NULL)
    model = GTK_SELECTION_MODEL (
        gtk_no_selection_new (galley_change_items_new (self->difference, self->only_changes)));
  gtk_list_view_set_model (self->list, model);
  g_clear_object (&model);
  gtk_adjustment_set_value (adjustment, place);
}

static void
galley_changes_view_dispose (GObject *object)
{
  GalleyChangesView *self = GALLEY_CHANGES_VIEW (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->difference, galley_difference_unref);

  G_OBJECT_CLASS (galley_changes_view_parent_class)->dispose (object);
}

static void
galley_changes_view_class_init (GalleyChangesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_changes_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[RESTORE_ASKED] = g_signal_new ("restore-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, GALLEY_TYPE_REVISION);
}

static void
galley_changes_view_init (GalleyChangesView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  self->only_changes = TRUE;
  self->may_restore = TRUE;
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "galley-changes");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Changes"), -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

void
galley_changes_view_set_difference (GalleyChangesView *self,
                                    GalleyDifference  *difference)
{
  g_return_if_fail (GALLEY_IS_CHANGES_VIEW (self));

  if (difference != NULL)
    galley_difference_ref (difference);
  g_clear_pointer (&self->difference, galley_difference_unref);
  self->difference = difference;
  show (self);
}

static void
set_flag (GalleyChangesView *self,
          gboolean          *flag,
          gboolean           value)
{
  if (*flag == value)
    return;
  *flag = value;
  show (self);
}

void
galley_changes_view_set_side_by_side (GalleyChangesView *self,
                                      gboolean           is_side_by_side)
{
  g_return_if_fail (GALLEY_IS_CHANGES_VIEW (self));

  set_flag (self, &self->is_side_by_side, is_side_by_side != FALSE);
}

void
galley_changes_view_set_only_changes (GalleyChangesView *self,
                                      gboolean           only_changes)
{
  g_return_if_fail (GALLEY_IS_CHANGES_VIEW (self));

  set_flag (self, &self->only_changes, only_changes != FALSE);
}

void
galley_changes_view_set_may_restore (GalleyChangesView *self,
                                     gboolean           may_restore)
{
  g_return_if_fail (GALLEY_IS_CHANGES_VIEW (self));

  set_flag (self, &self->may_restore, may_restore != FALSE);
}
