/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/galley-story-window.h"

#include "app/base/galley-file-dialog.h"
#include "app/history/galley-story-words.h"
#include "app/words/galley-sync-words.h"
#include "app/words/galley-words.h"
#include "core/base/galley-file.h"

#include <glib/gi18n.h>

#include <string.h>

struct _GalleyStoryWindow
{
  AdwWindow parent_instance;

  /* template widgets */
  AdwToastOverlay *toasts;
  GtkLabel *stand;
  GtkSpinner *spinner;
  GtkListBox *list;
  GtkWidget *export_button;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyStory *story; /* NULL: not there yet */
  GCancellable *cancellable;
  char *article;

  gboolean is_asking;
  gboolean is_changed;     /* since it was asked */
  gboolean is_served_anew; /* and the server has more to tell */
};

G_DEFINE_FINAL_TYPE (GalleyStoryWindow, galley_story_window, ADW_TYPE_WINDOW)

static GtkWidget *
make_row (const char *words,
          const char *circumstances)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), circumstances);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static GtkWidget *
get_row (GalleyStoryWindow *self,
         guint              index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) index));
}

static gboolean
is_row_of (GtkWidget  *row,
           const char *words,
           const char *circumstances)
{
  return strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), words) == 0
         && g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), circumstances) == 0;
}

/* From the last one up: what stands there already stays, so that nobody who reads it loses his place. */
static void
show_events (GalleyStoryWindow *self,
             gint64             now)
{
  guint n_rows = 0, n_kept = 0;
  guint n_events = self->story->events->len;

  while (get_row (self, n_rows) != NULL)
    n_rows++;
  for (guint i = n_events; i-- > 0;)
    {
      const GalleyEvent *event = g_ptr_array_index (self->story->events, i);
      g_autofree char *words = galley_story_words_for_event (event);
      g_autofree char *circumstances = galley_story_words_for_circumstances (event, now);

      if (n_kept == n_events - 1 - i && n_kept < n_rows
          && is_row_of (get_row (self, n_rows - 1 - n_kept), words, circumstances))
        {
          n_kept++;
          continue;
        }
      while (n_rows > n_kept)
        {
          gtk_list_box_remove (self->list, get_row (self, 0));
          n_rows--;
        }
      gtk_list_box_prepend (self->list, make_row (words, circumstances));
      n_rows++;
      n_kept++;
    }
  for (; n_rows > n_events; n_rows--)
    gtk_list_box_remove (self->list, get_row (self, 0));
}

/* Where it stands, and where it waits for the server, when that is asked next. */
static void
show_stand (GalleyStoryWindow *self)
{
  GalleySyncEngine *engine = galley_workspace_get_engine (self->workspace);
  g_autofree char *stand = galley_story_words_for_stand (self->story);
  g_autofree char *next_try =
    engine != NULL && self->story->is_dirty ? galley_words_for_next_try (engine) : NULL;
  g_autofree char *words = g_strjoin ("\n", stand, next_try, NULL);

  gtk_label_set_text (self->stand, words);
}

static void
show_story (GalleyStoryWindow *self)
{
  gint64 now = galley_clock_get_real_time (galley_workspace_get_clock (self->workspace));

  show_stand (self);
  show_events (self, now);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->story->events->len > 0);
  gtk_widget_set_sensitive (self->export_button, TRUE);
}

static void
set_is_waiting (GalleyStoryWindow *self,
                gboolean           is_waiting)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_waiting);
  gtk_spinner_set_spinning (self->spinner, is_waiting);
}

static void ask (GalleyStoryWindow *self,
                 gboolean           is_server_asked);

/* Again for what has changed meanwhile. */
static void
ask_again (GalleyStoryWindow *self)
{
  gboolean is_served_anew = self->is_served_anew;

  if (self->is_asking || (!self->is_changed && !is_served_anew))
    return;
  self->is_changed = self->is_served_anew = FALSE;
  ask (self, is_served_anew);
}

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GalleyStoryWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyStory) earlier = NULL;
  g_autofree char *words = NULL;
  GalleyStory *story = galley_workspace_explain_finish (GALLEY_WORKSPACE (source), result, &error);

  self->is_asking = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_is_waiting (self, FALSE);
  if (story == NULL)
    {
      words = galley_words_for_error (error);
      gtk_label_set_text (self->stand, words);
      return;
    }
  earlier = g_steal_pointer (&self->story);
  self->story = story;
  if (earlier != NULL)
    galley_story_keep_served (story, earlier);
  /* What this computer knows is there; now the server's part, once. */
  else if (galley_workspace_get_engine (self->workspace) != NULL)
    self->is_served_anew = TRUE;
  show_story (self);
  ask_again (self);
}

static void
ask (GalleyStoryWindow *self,
     gboolean           is_server_asked)
{
  self->is_asking = TRUE;
  set_is_waiting (self, is_server_asked || self->story == NULL);
  galley_workspace_explain_async (self->workspace, self->article, is_server_asked, self->cancellable, told_cb,
                                  g_object_ref (self));
}

static void
article_changed_cb (GalleyStoryWindow *self,
                    const char        *id,
                    int                origin)
{
  if (strcmp (id, self->article) != 0)
    return;
  self->is_changed = TRUE;
  if (origin == GALLEY_STORE_ORIGIN_SYNC)
    self->is_served_anew = TRUE;
  ask_again (self);
}

static void
outbox_changed_cb (GalleyStoryWindow *self)
{
  self->is_changed = TRUE;
  ask_again (self);
}

static void
path_chosen_cb (const char *path,
                gpointer    data)
{
  GalleyStoryWindow *self = GALLEY_STORY_WINDOW (data);
  char *text = galley_story_window_dup_diagnosis (self);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (!galley_file_replace (path, bytes, &error))
    words = galley_words_for_error (error);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words != NULL ? words : _ ("Diagnosis saved")));
}

static void
export_cb (GalleyStoryWindow *self)
{
  galley_file_dialog_save (GTK_WINDOW (self), _ ("Export Diagnosis"), _ ("Galley diagnosis.json"), path_chosen_cb, self,
                           NULL);
}

static void
galley_story_window_dispose (GObject *object)
{
  GalleyStoryWindow *self = GALLEY_STORY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (galley_story_window_parent_class)->dispose (object);
}

static void
galley_story_window_finalize (GObject *object)
{
  GalleyStoryWindow *self = GALLEY_STORY_WINDOW (object);

  g_clear_pointer (&self->story, galley_story_free);
  g_clear_object (&self->cancellable);
  g_free (self->article);

  G_OBJECT_CLASS (galley_story_window_parent_class)->finalize (object);
}

static void
galley_story_window_class_init (GalleyStoryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_story_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_story_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/history/galley-story-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyStoryWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GalleyStoryWindow, stand);
  gtk_widget_class_bind_template_child (widget_class, GalleyStoryWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, GalleyStoryWindow, list);
  gtk_widget_class_bind_template_child (widget_class, GalleyStoryWindow, export_button);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_story_window_init (GalleyStoryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
galley_story_window_new (GtkWindow       *parent,
                         GalleyWorkspace *workspace,
                         const char      *article)
{
  GalleyStoryWindow *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (article != NULL, NULL);

  self = g_object_new (GALLEY_TYPE_STORY_WINDOW, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  self->article = g_strdup (article);
  g_signal_connect_object (workspace, "article-changed", G_CALLBACK (article_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (galley_workspace_get_store (workspace), "outbox-changed", G_CALLBACK (outbox_changed_cb), self,
                           G_CONNECT_SWAPPED);
  ask (self, FALSE);
  return GTK_WIDGET (self);
}

char *
galley_story_window_dup_diagnosis (GalleyStoryWindow *self)
{
  g_return_val_if_fail (GALLEY_IS_STORY_WINDOW (self), NULL);

  if (self->story == NULL)
    return NULL;
  return galley_story_write_diagnosis (self->story,
                                       galley_clock_get_real_time (galley_workspace_get_clock (self->workspace)));
}
