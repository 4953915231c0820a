/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/templates/galley-templates-dialog.h"

#include "app/templates/galley-template-row.h"
#include "app/words/galley-words.h"

#include <glib/gi18n.h>

struct _GalleyTemplatesDialog
{
  AdwWindow parent_instance;

  /* template widgets */
  GtkRevealer *error_revealer;
  GtkLabel *error_label;
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *keep_button;

  /* owned */
  GalleyWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (GalleyTemplatesDialog, galley_templates_dialog, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  KEEP_ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* A change of one row that the store has yet to answer. */
typedef struct
{
  GalleyTemplatesDialog *dialog;
  GalleyTemplateRow *row;
} Change;

static Change *
change_new (GalleyTemplatesDialog *self,
            GalleyTemplateRow     *row)
{
  Change *change = g_new0 (Change, 1);

  change->dialog = g_object_ref (self);
  change->row = g_object_ref (row);
  return change;
}

static void
change_free (Change *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->row);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

/* NULL: all is well again. */
static void
tell_error (GalleyTemplatesDialog *self,
            const GError          *error)
{
  g_autofree char *words = error != NULL ? galley_words_for_error (error) : NULL;

  if (words != NULL)
    gtk_label_set_text (self->error_label, words);
  gtk_revealer_set_reveal_child (self->error_revealer, words != NULL);
}

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       data)
{
  return g_utf8_collate (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (a)),
                         adw_preferences_row_get_title (ADW_PREFERENCES_ROW (b)));
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

static GalleyTemplateRow *
find_row (GalleyTemplatesDialog *self,
          const char            *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const GalleyTemplate *template = galley_template_row_get_template (GALLEY_TEMPLATE_ROW (row));

      if (g_str_equal (galley_revision_get_id (template->revision), id))
        return GALLEY_TEMPLATE_ROW (row);
    }
  return NULL;
}

static void
names_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GalleyTemplatesDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) templates =
      galley_workspace_load_templates_finish (GALLEY_WORKSPACE (source), result, &error);

  if (templates == NULL)
    {
      tell_error (self, error);
      return;
    }
  for (guint i = 0; i < templates->len; i++)
    {
      const GalleyTemplate *template = g_ptr_array_index (templates, i);
      GalleyTemplateRow *row = find_row (self, galley_revision_get_id (template->revision));

      if (row != NULL)
        galley_template_row_set_name (row, template->name);
    }
  gtk_list_box_invalidate_sort (self->list);
}

/* The store has the last word about a name. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;

  if (galley_workspace_keep_template_finish (GALLEY_WORKSPACE (source), result, &error))
    {
      if (galley_template_row_get_is_removed (change->row))
        galley_template_row_set_is_removed (change->row, FALSE);
      galley_workspace_load_templates_async (GALLEY_WORKSPACE (source), NULL, names_loaded_cb,
                                             g_object_ref (change->dialog));
    }
  tell_error (change->dialog, error);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;

  if (galley_workspace_remove_template_finish (GALLEY_WORKSPACE (source), result, &error))
    galley_template_row_set_is_removed (change->row, TRUE);
  tell_error (change->dialog, error);
}

static void
row_renamed_cb (GalleyTemplatesDialog *self,
                const char            *name,
                GalleyTemplateRow     *row)
{
  const GalleyTemplate *template = galley_template_row_get_template (row);
  g_autoptr (GalleyTemplate) renamed = galley_template_new (name, galley_revision_ref (template->revision));

  galley_workspace_keep_template_async (self->workspace, renamed, kept_cb, change_new (self, row));
}

static void
row_removed_cb (GalleyTemplatesDialog *self,
                GalleyTemplateRow     *row)
{
  const GalleyTemplate *template = galley_template_row_get_template (row);

  galley_workspace_remove_template_async (self->workspace, galley_revision_get_id (template->revision), removed_cb,
                                          change_new (self, row));
}

static void
row_restored_cb (GalleyTemplatesDialog *self,
                 GalleyTemplateRow     *row)
{
  galley_workspace_keep_template_async (self->workspace, galley_template_row_get_template (row), kept_cb,
                                        change_new (self, row));
}

static void
add_row (GalleyTemplatesDialog *self,
         const GalleyTemplate  *template)
{
  GtkWidget *row = galley_template_row_new (template);

  g_signal_connect_swapped (row, "renamed", G_CALLBACK (row_renamed_cb), self);
  g_signal_connect_swapped (row, "removed", G_CALLBACK (row_removed_cb), self);
  g_signal_connect_swapped (row, "restored", G_CALLBACK (row_restored_cb), self);
  gtk_list_box_append (self->list, row);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyTemplatesDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) templates =
      galley_workspace_load_templates_finish (GALLEY_WORKSPACE (source), result, &error);
  GtkListBoxRow *first;

  if (templates == NULL)
    {
      tell_error (self, error);
      return;
    }
  for (guint i = 0; i < templates->len; i++)
    add_row (self, g_ptr_array_index (templates, i));
  gtk_stack_set_visible_child_name (self->stack, templates->len > 0 ? "list" : "empty");
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
  /* Keys that go to a widget out of sight are lost, and Escape with them. */
  else if (gtk_widget_get_visible (self->keep_button))
    gtk_widget_grab_focus (self->keep_button);
}

/* --- leaving ----------------------------------------------------------------------------------------------------- */

static void
row_activated_cb (GalleyTemplatesDialog *self,
                  GtkListBoxRow         *row)
{
  g_autoptr (GalleyTemplate) template = galley_template_copy (galley_template_row_get_template (GALLEY_TEMPLATE_ROW (row)));

  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, template);
  g_object_unref (self);
}

static void
keep_cb (GalleyTemplatesDialog *self)
{
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[KEEP_ASKED], 0);
  g_object_unref (self);
}

static void
galley_templates_dialog_dispose (GObject *object)
{
  g_clear_object (&GALLEY_TEMPLATES_DIALOG (object)->workspace);

  G_OBJECT_CLASS (galley_templates_dialog_parent_class)->dispose (object);
}

static void
galley_templates_dialog_class_init (GalleyTemplatesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_templates_dialog_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[KEEP_ASKED] = g_signal_new ("keep-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/templates/galley-templates-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplatesDialog, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplatesDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplatesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplatesDialog, list);
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplatesDialog, keep_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_templates_dialog_init (GalleyTemplatesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
}

GtkWidget *
galley_templates_dialog_new (GtkWindow       *parent,
                             GalleyWorkspace *workspace,
                             gboolean         may_keep)
{
  GalleyTemplatesDialog *self;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (GALLEY_TYPE_TEMPLATES_DIALOG, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  gtk_widget_set_visible (self->keep_button, may_keep);
  galley_workspace_load_templates_async (workspace, NULL, loaded_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
