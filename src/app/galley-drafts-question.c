/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/galley-drafts-question.h"

#include "app/words/galley-words.h"
#include "core/base/galley-task.h"
#include "core/store/galley-store-file.h"
#include "core/workspace/galley-drafts.h"

#include <glib/gi18n.h>

typedef struct
{
  GalleyWindow *window;
  GalleyWorkspace *workspace;
} Question;

static Question *
question_new (GalleyWindow    *window,
              GalleyWorkspace *workspace)
{
  Question *self = g_new0 (Question, 1);

  self->window = g_object_ref (window);
  self->workspace = g_object_ref (workspace);
  return self;
}

static void
question_free (Question *self)
{
  g_object_unref (self->window);
  g_object_unref (self->workspace);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
question_closure_free (gpointer  question,
                       GClosure *closure)
{
  question_free (question);
}

/* Opens the store of this computer for as long as a call takes; NULL without error where it was never made. */
static GalleyStore *
open_local_store (GalleyClock *clock,
                  GError     **error)
{
  g_autoptr (GalleyAccount) local = galley_account_new_local (NULL);
  g_autofree char *path = g_build_filename (local->folder, GALLEY_STORE_FILE, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? galley_store_open (local->folder, clock, error) : NULL;
}

static void
count_on_worker (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GalleyStore) store = open_local_store (galley_workspace_get_clock (source), &error);
  gint64 count = store != NULL ? galley_drafts_count (store, &error) : 0;

  if (store != NULL)
    galley_store_close (store);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) count);
}

static void
move_on_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GalleyClock *clock = galley_workspace_get_clock (source);
  GError *error = NULL;
  g_autoptr (GalleyStore) from = open_local_store (clock, &error);
  gint64 count =
      from != NULL ? galley_drafts_move (from, galley_workspace_get_store (source), clock, cancellable, &error) : 0;

  if (from != NULL)
    galley_store_close (from);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) count);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GError) error = NULL;
  gssize count = g_task_propagate_int (G_TASK (result), &error);
  g_autofree char *words = NULL;
  AdwToast *toast;

  if (error != NULL)
    {
      g_message ("drafts: %s", error->message);
      words = galley_words_for_error (error);
    }
  else
    /* Translators: %u is a number of articles. */
    words = g_strdup_printf (ngettext ("%u draft taken along", "%u drafts taken along", (gulong) count), (guint) count);
  toast = adw_toast_new (words);
  /* An answer does not wait behind other news. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  galley_window_add_toast (question->window, toast);
}

static void
answered_cb (GtkWidget  *dialog,
             const char *response,
             Question   *question)
{
  g_autoptr (GTask) task = NULL;

  if (!g_str_equal (response, "take"))
    return;
  task = g_task_new (question->workspace, NULL, moved_cb, question_new (question->window, question->workspace));
  galley_task_run_in_thread (task, move_on_worker);
}

static void
ask (Question *question,
     guint     n_drafts)
{
  /* Translators: %u is a number of articles. */
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Take This %u Draft Along?", "Take These %u Drafts Along?", n_drafts), n_drafts);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (question->window), heading,
                              _ ("Written under On This Computer. Taken along, they go to your newsroom’s server as your "
                                 "own drafts; left here, they stay on this computer only.")));

  adw_message_dialog_add_responses (dialog, "leave", _ ("_Leave Here"), "take", _ ("_Take Along"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "take", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "leave");
  adw_message_dialog_set_default_response (dialog, "take");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb),
                         question_new (question->window, question->workspace), question_closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GError) error = NULL;
  gssize count = g_task_propagate_int (G_TASK (result), &error);

  /* They stay where they are, and can be seen there. */
  if (error != NULL)
    g_message ("drafts: %s", error->message);
  else if (count > 0)
    ask (question, (guint) count);
}

void
galley_drafts_question_begin (GalleyWindow    *window,
                              GalleyWorkspace *workspace)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GALLEY_IS_WINDOW (window));
  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));

  task = g_task_new (workspace, NULL, counted_cb, question_new (window, workspace));
  galley_task_run_in_thread (task, count_on_worker);
}
