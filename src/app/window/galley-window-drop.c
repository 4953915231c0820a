/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are dropped on the window, wherever on it: pictures go into the article that is open, each hand-out becomes
 * an article, and a hand-over file brings one. A whole folder's worth is a slip of the hand, and is said to be one. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#include <glib/gi18n.h>

#define MOST_FILES 20

static gboolean
dropped_cb (GtkDropTarget *target,
            const GValue  *value,
            double         x,
            double         y,
            GalleyWindow  *self)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  guint n_files = g_slist_length (files);

  if (self->workspace == NULL || n_files == 0)
    return FALSE;
  if (n_files > MOST_FILES)
    {
      /* Translators: %1$u is how many files were dropped, %2$u how many may be. */
      g_autofree char *words =
          g_strdup_printf (_ ("%1$u files are too many at once: nothing was opened. Drop at most %2$u."), n_files,
                           MOST_FILES);

      galley_window_add_toast (self, adw_toast_new (words));
      return TRUE;
    }
  if (galley_editor_page_take_files (self->editor, files, GTK_WIDGET (self), x, y))
    return TRUE;
  galley_window_finish_typing (self);
  for (GSList *file = files; file != NULL; file = file->next)
    galley_window_import_file (self, file->data);
  return TRUE;
}

void
galley_window_init_drop (GalleyWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  /* Before the text, which would take the files' names. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
