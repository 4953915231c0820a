/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/galley-versions-window.h"

#include "app/history/galley-changes-view.h"
#include "app/history/galley-version-row.h"
#include "app/words/galley-words.h"
#include "core/base/galley-error.h"
#include "core/model/galley-restore.h"

#include <glib/gi18n.h>

/* Typing in the article is followed when it pauses. */
#define FOLLOW_PAUSE (300 * G_TIME_SPAN_MILLISECOND)

struct _GalleyVersionsWindow
{
  AdwWindow parent_instance;

  /* template widgets */
  AdwToastOverlay *toasts;
  GtkWidget *looks;
  GtkWidget *restore_button;
  GtkWidget *reading_bar;
  GtkStack *pages;
  GtkListBox *list;
  GtkRange *slider;
  GtkLabel *time_label;
  GtkWidget *columns;
  GtkLabel *then_label;
  GtkStack *stack;
  GalleyChangesView *changes;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript;
  GCancellable *listing;
  GCancellable *comparing;
  GalleyDifference *difference; /* NULL: none is shown */

  gint64 wanted_row; /* 0: none is chosen */
  guint follow_timeout;
  gboolean has_changed; /* the article, by this window's doing */
  gboolean is_choosing; /* list and slider follow each other */
};

G_DEFINE_FINAL_TYPE (GalleyVersionsWindow, galley_versions_window, ADW_TYPE_WINDOW)

enum
{
  RESTORED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void compare (GalleyVersionsWindow *self);
static void load_list (GalleyVersionsWindow *self);

static GalleyArticle *
get_article (GalleyVersionsWindow *self)
{
  return galley_manuscript_get_article (self->manuscript);
}

static gboolean
may_restore (GalleyVersionsWindow *self)
{
  return galley_manuscript_may_edit (self->manuscript) && !galley_manuscript_get_is_trashed (self->manuscript);
}

static void
update_state (GalleyVersionsWindow *self)
{
  gboolean may = may_restore (self);

  gtk_widget_set_visible (self->reading_bar, !may);
  galley_changes_view_set_may_restore (self->changes, may);
  gtk_widget_set_sensitive (self->restore_button,
                            may && self->difference != NULL && !galley_difference_is_empty (self->difference));
}

static void
show_page (GalleyVersionsWindow *self,
           const char           *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  update_state (self);
}

static void
set_difference (GalleyVersionsWindow *self,
                GalleyDifference     *difference)
{
  g_clear_pointer (&self->difference, galley_difference_unref);
  if (difference != NULL)
    self->difference = galley_difference_ref (difference);
  galley_changes_view_set_difference (self->changes, difference);
}

/* The line that was taken back is gone, and the focus with it: the keyboard stays with the versions. */
static void
keep_focus (GalleyVersionsWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);

  if (selected != NULL && (focus == NULL || !gtk_widget_get_mapped (focus) ||
                           gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list))))
    gtk_widget_grab_focus (GTK_WIDGET (selected));
}

/* --- one version ------------------------------------------------------------------------------------------------- */

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GalleyVersionsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDifference) difference =
      galley_workspace_compare_version_finish (GALLEY_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL)
    return;
  set_difference (self, difference);
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    load_list (self);
  else if (difference == NULL)
    {
      g_info ("%s", error->message);
      show_page (self, "unreadable");
    }
  else
    show_page (self, galley_difference_is_empty (difference) ? "same" : "changes");
  keep_focus (self);
}

static void
compare (GalleyVersionsWindow *self)
{
  g_autoptr (GalleyRevision) now = galley_article_snapshot (get_article (self));

  g_cancellable_cancel (self->comparing);
  g_clear_object (&self->comparing);
  if (self->wanted_row == 0)
    return;
  self->comparing = g_cancellable_new ();
  galley_workspace_compare_version_async (self->workspace, self->wanted_row, now, self->comparing, compared_cb,
                                          g_object_ref (self));
}

static GalleyVersionRow *
get_row (GalleyVersionsWindow *self,
         int                   index)
{
  return GALLEY_VERSION_ROW (gtk_list_box_get_row_at_index (self->list, index));
}

static int
count_rows (GalleyVersionsWindow *self)
{
  int n_rows = 0;

  while (gtk_list_box_get_row_at_index (self->list, n_rows) != NULL)
    n_rows++;
  return n_rows;
}

static void
show_chosen (GalleyVersionsWindow *self,
             GalleyVersionRow     *row)
{
  const char *time = galley_version_row_get_time (row);
  int last = count_rows (self) - 1;
  /* Translators: %s is when: "Today, 14:05". */
  g_autofree char *then = g_strdup_printf (_ ("Then: %s"), time);

  self->is_choosing = TRUE;
  gtk_range_set_value (self->slider, last - gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
  self->is_choosing = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, time, -1);
  gtk_label_set_text (self->time_label, time);
  gtk_label_set_text (self->then_label, then);
}

static void
row_selected_cb (GalleyVersionsWindow *self,
                 GtkListBoxRow        *row)
{
  if (row == NULL || self->is_choosing)
    return;
  self->wanted_row = galley_version_row_get_row (GALLEY_VERSION_ROW (row));
  show_chosen (self, GALLEY_VERSION_ROW (row));
  compare (self);
}

static void
slider_moved_cb (GalleyVersionsWindow *self)
{
  int index = count_rows (self) - 1 - (int) (gtk_range_get_value (self->slider) + 0.5);
  GalleyVersionRow *row = self->is_choosing ? NULL : get_row (self, index);

  if (row != NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}

/* Tab would go through every version, and choose it on the way. */
static gboolean
list_key_cb (GalleyVersionsWindow *self,
             guint                 key)
{
  if (key == GDK_KEY_Tab)
    return gtk_widget_grab_focus (GTK_WIDGET (self->slider));
  if (key == GDK_KEY_ISO_Left_Tab)
    return gtk_widget_child_focus (self->restore_button, GTK_DIR_TAB_BACKWARD) ||
           gtk_widget_child_focus (self->looks, GTK_DIR_TAB_BACKWARD);
  return FALSE;
}

/* --- the list ---------------------------------------------------------------------------------------------------- */

static void
fill_list (GalleyVersionsWindow *self,
           GPtrArray            *entries)
{
  gint64 now = galley_clock_get_real_time (galley_workspace_get_clock (self->workspace));
  GalleyVersionRow *chosen = NULL;
  GtkListBoxRow *old;

  self->is_choosing = TRUE;
  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  for (guint i = 0; i < entries->len; i++)
    {
      const GalleyVersionEntry *entry = entries->pdata[i];
      GtkWidget *row = galley_version_row_new (entry, now);

      gtk_list_box_append (self->list, row);
      if (entry->row == self->wanted_row)
        chosen = GALLEY_VERSION_ROW (row);
    }
  gtk_range_set_range (self->slider, 0, MAX (1, (int) entries->len - 1));
  gtk_widget_set_sensitive (GTK_WIDGET (self->slider), entries->len > 1);
  if (chosen != NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (chosen));
  self->is_choosing = FALSE;
  if (chosen != NULL)
    show_chosen (self, chosen);
  else if (entries->len > 0)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (get_row (self, 0)));
}

static void
tell_error (GalleyVersionsWindow *self,
            const GError         *error)
{
  g_autofree char *words = galley_words_for_error (error);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyVersionsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      galley_workspace_list_versions_finish (GALLEY_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL)
    return;
  if (entries == NULL)
    {
      tell_error (self, error);
      return;
    }
  gtk_stack_set_visible_child_name (self->pages, entries->len > 0 ? "versions" : "empty");
  gtk_widget_set_visible (self->looks, entries->len > 0);
  gtk_widget_set_visible (self->restore_button, entries->len > 0);
  fill_list (self, entries);
  keep_focus (self);
  update_state (self);
}

static void
load_list (GalleyVersionsWindow *self)
{
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  galley_workspace_list_versions_async (self->workspace, galley_article_get_id (get_article (self)), self->listing,
                                        listed_cb, g_object_ref (self));
}

/* --- following the article --------------------------------------------------------------------------------------- */

static gboolean
follow_cb (gpointer data)
{
  GalleyVersionsWindow *self = data;

  self->follow_timeout = 0;
  compare (self);
  return G_SOURCE_REMOVE;
}

static void
article_changed_cb (GalleyVersionsWindow *self)
{
  if (self->follow_timeout == 0)
    self->follow_timeout =
        galley_clock_add_timeout (galley_workspace_get_clock (self->workspace), FOLLOW_PAUSE, follow_cb, self);
}

static void
stored_cb (GalleyVersionsWindow *self,
           const char           *id)
{
  if (g_str_equal (id, galley_article_get_id (get_article (self))))
    load_list (self);
}

/* --- restoring --------------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyVersionsWindow *window;
  GalleyRevision *seen;
  GalleyRevision *wanted;
} Restore;

static void
restore_free (Restore *self)
{
  g_object_unref (self->window);
  galley_revision_unref (self->seen);
  galley_revision_unref (self->wanted);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Restore, restore_free)

static void
tell_restored (GalleyVersionsWindow *self)
{
  AdwToast *toast = adw_toast_new (_ ("Restored"));

  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "versions.undo");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Only now, when what stands is safe. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (Restore) restore = data;
  GalleyVersionsWindow *self = restore->window;
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_keep_version_finish (GALLEY_WORKSPACE (source), result, &error))
    {
      if (self->workspace != NULL)
        tell_error (self, error);
      return;
    }
  if (self->workspace == NULL || !may_restore (self))
    return;
  if (!galley_restore (get_article (self), galley_manuscript_get_history (self->manuscript), restore->seen,
                       restore->wanted, &error))
    {
      tell_error (self, error);
      return;
    }
  tell_restored (self);
  self->has_changed = TRUE;
  load_list (self);
  compare (self);
}

static void
restore (GalleyVersionsWindow *self,
         GalleyRevision       *wanted)
{
  Restore *restore;

  if (self->difference == NULL || !may_restore (self))
    return;
  restore = g_new0 (Restore, 1);
  restore->window = g_object_ref (self);
  restore->seen = galley_revision_ref (self->difference->later);
  restore->wanted = galley_revision_ref (wanted);
  galley_workspace_keep_version_async (self->workspace, galley_article_get_id (get_article (self)),
                                       GALLEY_VERSION_RESTORE, kept_cb, restore);
}

static void
restore_asked_cb (GalleyVersionsWindow *self,
                  GalleyRevision       *wanted)
{
  restore (self, wanted);
}

static void
restore_all_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  GalleyVersionsWindow *self = GALLEY_VERSIONS_WINDOW (widget);
  g_autoptr (GalleyRevision) wanted = NULL;

  if (self->difference == NULL)
    return;
  wanted = galley_difference_take_all (self->difference);
  restore (self, wanted);
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  GalleyVersionsWindow *self = GALLEY_VERSIONS_WINDOW (widget);
  GalleyHistory *history = galley_manuscript_get_history (self->manuscript);

  if (!may_restore (self))
    return;
  if (g_str_equal (name, "versions.undo") ? galley_history_undo (history, NULL) : galley_history_redo (history, NULL))
    {
      self->has_changed = TRUE;
      compare (self);
    }
}

/* --- how it is shown --------------------------------------------------------------------------------------------- */

static void
side_by_side_cb (GalleyVersionsWindow *self,
                 GParamSpec           *pspec,
                 GtkToggleButton      *button)
{
  gboolean is_side_by_side = gtk_toggle_button_get_active (button);

  gtk_widget_set_visible (self->columns, is_side_by_side);
  galley_changes_view_set_side_by_side (self->changes, is_side_by_side);
}

static void
whole_text_cb (GalleyVersionsWindow *self,
               GParamSpec           *pspec,
               GtkToggleButton      *button)
{
  galley_changes_view_set_only_changes (self->changes, !gtk_toggle_button_get_active (button));
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static gboolean
galley_versions_window_close_request (GtkWindow *window)
{
  GalleyVersionsWindow *self = GALLEY_VERSIONS_WINDOW (window);

  if (self->has_changed)
    g_signal_emit (self, signals[RESTORED], 0);
  return GTK_WINDOW_CLASS (galley_versions_window_parent_class)->close_request (window);
}

static void
galley_versions_window_dispose (GObject *object)
{
  GalleyVersionsWindow *self = GALLEY_VERSIONS_WINDOW (object);

  if (self->follow_timeout != 0)
    galley_clock_remove_timeout (galley_workspace_get_clock (self->workspace), self->follow_timeout);
  self->follow_timeout = 0;
  g_cancellable_cancel (self->listing);
  g_cancellable_cancel (self->comparing);
  g_clear_object (&self->listing);
  g_clear_object (&self->comparing);
  g_clear_pointer (&self->difference, galley_difference_unref);
  g_clear_object (&self->manuscript);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (galley_versions_window_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GalleyVersionsWindow, name)

static void
galley_versions_window_class_init (GalleyVersionsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_versions_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = galley_versions_window_close_request;

  signals[RESTORED] = g_signal_new ("restored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);

  g_type_ensure (GALLEY_TYPE_CHANGES_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/history/galley-versions-window.ui");
  BIND (toasts);
  BIND (looks);
  BIND (restore_button);
  BIND (reading_bar);
  BIND (pages);
  BIND (list);
  BIND (slider);
  BIND (time_label);
  BIND (columns);
  BIND (then_label);
  BIND (stack);
  BIND (changes);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, slider_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, side_by_side_cb);
  gtk_widget_class_bind_template_callback (widget_class, whole_text_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_asked_cb);

  gtk_widget_class_install_action (widget_class, "versions.restore", NULL, restore_all_action);
  gtk_widget_class_install_action (widget_class, "versions.undo", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "versions.redo", NULL, step_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "versions.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "versions.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "versions.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "versions.restore", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "versions.restore", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_versions_window_init (GalleyVersionsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
galley_versions_window_new (GtkWindow        *parent,
                            GalleyWorkspace  *workspace,
                            GalleyManuscript *manuscript)
{
  GalleyVersionsWindow *self;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (manuscript), NULL);

  self = g_object_new (GALLEY_TYPE_VERSIONS_WINDOW, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  self->manuscript = g_object_ref (manuscript);
  g_signal_connect_object (get_article (self), "changed", G_CALLBACK (article_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manuscript, "record-changed", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "article-changed", G_CALLBACK (stored_cb), self, G_CONNECT_SWAPPED);
  load_list (self);
  return GTK_WIDGET (self);
}
