/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-hand-over-dialog.h"

#include <string.h>

struct _GalleyHandOverDialog
{
  AdwWindow parent_instance;

  /* template widgets */
  GtkEditable *search;
  GtkStack *stack;
  GtkListBox *list;
  GtkCheckButton *all;

  /* owned */
  GalleyWorkspace *workspace;
  GPtrArray *people; /* (element-type GalleyUser) in the order of the rows; NULL: not there yet */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (GalleyHandOverDialog, galley_hand_over_dialog, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
contains (const char *text,
          const char *wanted)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, wanted) != NULL;
}

static gboolean
is_wanted (GtkListBoxRow *row,
           gpointer       data)
{
  GalleyHandOverDialog *self = data;
  const GalleyUser *person = g_ptr_array_index (self->people, gtk_list_box_row_get_index (row));
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (self->search), -1);

  g_strstrip (wanted);
  return contains (person->name, wanted) || contains (person->department, wanted) || contains (person->id, wanted);
}

static void
choose (GalleyHandOverDialog *self,
        GtkListBoxRow        *row)
{
  const GalleyUser *person = g_ptr_array_index (self->people, gtk_list_box_row_get_index (row));

  g_signal_emit (self, signals[CHOSEN], 0, person->id, person->name, gtk_check_button_get_active (self->all));
  gtk_window_close (GTK_WINDOW (self));
}

static void
row_activated_cb (GalleyHandOverDialog *self,
                  GtkListBoxRow        *row)
{
  choose (self, row);
}

static void
search_changed_cb (GalleyHandOverDialog *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static void
search_activated_cb (GalleyHandOverDialog *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (is_wanted (row, self))
      {
        choose (self, row);
        return;
      }
}

static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  const GalleyUser *one = *(GalleyUser *const *) a, *other = *(GalleyUser *const *) b;

  return g_utf8_collate (one->name, other->name);
}

static void
add_row (GalleyHandOverDialog *self,
         const GalleyUser     *person)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), person->department);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
}

static void
people_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GalleyHandOverDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = galley_workspace_load_people_finish (GALLEY_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->people != NULL)
    return;
  /* A store that cannot be read says so where it matters: here it knows nobody. */
  if (people == NULL)
    people = g_ptr_array_new ();
  g_ptr_array_sort (people, compare_people);
  self->people = g_steal_pointer (&people);
  for (guint i = 0; i < self->people->len; i++)
    add_row (self, g_ptr_array_index (self->people, i));
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  gtk_stack_set_visible_child_name (self->stack, self->people->len > 0 ? "list" : "empty");
}

static void
galley_hand_over_dialog_dispose (GObject *object)
{
  GalleyHandOverDialog *self = GALLEY_HAND_OVER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (galley_hand_over_dialog_parent_class)->dispose (object);
}

static void
galley_hand_over_dialog_finalize (GObject *object)
{
  GalleyHandOverDialog *self = GALLEY_HAND_OVER_DIALOG (object);

  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (galley_hand_over_dialog_parent_class)->finalize (object);
}

static void
galley_hand_over_dialog_class_init (GalleyHandOverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_hand_over_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_hand_over_dialog_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", GALLEY_TYPE_HAND_OVER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/window/galley-hand-over-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyHandOverDialog, search);
  gtk_widget_class_bind_template_child (widget_class, GalleyHandOverDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GalleyHandOverDialog, list);
  gtk_widget_class_bind_template_child (widget_class, GalleyHandOverDialog, all);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_hand_over_dialog_init (GalleyHandOverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
galley_hand_over_dialog_new (GtkWindow       *parent,
                             GalleyWorkspace *workspace)
{
  GalleyHandOverDialog *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (GALLEY_TYPE_HAND_OVER_DIALOG, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  galley_workspace_load_people_async (workspace, self->cancellable, people_loaded_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
