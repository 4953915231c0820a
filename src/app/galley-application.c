/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/galley-application.h"

#include "app/galley-notices.h"
#include "app/galley-settings.h"
#include "app/galley-shortcuts.h"
#include "app/galley-sleep-watch.h"
#include "app/preferences/galley-look.h"
#include "app/window/galley-window.h"
#include "app/window/galley-words.h"
#include "core/sync/galley-portal-transport.h"
#include "core/workspace/galley-secret-credentials.h"
#include "galley-config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

struct _GalleyApplication
{
  AdwApplication parent_instance;

  GalleyWindow *window; /* borrowed */

  /* owned */
  GalleyClock *clock;
  GalleyRandom *random;
  GalleyCredentials *credentials;
  GalleyCredentials *fallback; /* for this run only, where there is no secret service */
  GalleyWorkspace *workspace;
  GNetworkMonitor *network;
  GSettings *settings; /* NULL: nothing is remembered */
  GalleyLook *look;
  GalleySleepWatch *sleep_watch;
};

G_DEFINE_FINAL_TYPE (GalleyApplication, galley_application, ADW_TYPE_APPLICATION)

/* --- tokens, on a worker ----------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyCredentials *credentials;
  GalleyCredentials *fallback;
  char *account;
  char *label;
  char *token; /* NULL: look one up */
} TokenJob;

static void
token_job_free (TokenJob *job)
{
  g_object_unref (job->credentials);
  g_object_unref (job->fallback);
  g_free (job->account);
  g_free (job->label);
  g_free (job->token);
  g_free (job);
}

static void
run_token_job (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  TokenJob *job = data;
  g_autoptr (GError) error = NULL;
  char *token;

  if (job->token != NULL)
    {
      if (galley_credentials_store (job->credentials, job->account, job->label, job->token, cancellable, &error))
        {
          g_task_return_pointer (task, g_strdup (job->token), g_free);
          return;
        }
      /* No secret service: the memory of this run has to do, and the user is told. */
      g_message ("no secret service: %s", error->message);
      galley_credentials_store (job->fallback, job->account, job->label, job->token, cancellable, NULL);
      g_task_return_new_error (task, GALLEY_ERROR, GALLEY_ERROR_FAILED, "no secret service");
      return;
    }

  token = galley_credentials_lookup (job->credentials, job->account, cancellable, &error);
  if (error != NULL)
    g_message ("no secret service: %s", error->message);
  g_task_return_pointer (task, token, g_free);
}

static void
start_token_job (GalleyApplication   *self,
                 const GalleyAccount *account,
                 const char          *token,
                 GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, NULL);
  TokenJob *job = g_new0 (TokenJob, 1);

  job->credentials = g_object_ref (self->credentials);
  job->fallback = g_object_ref (self->fallback);
  job->account = g_strdup (account->id);
  /* Translators: how the password stands in the desktop's key ring; %s is an account's name. */
  job->label = g_strdup_printf (_ ("Galley: %s"), account->id);
  job->token = g_strdup (token);
  g_task_set_task_data (task, job, (GDestroyNotify) token_job_free);
  g_task_run_in_thread (task, run_token_job);
}

static void
token_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  GalleyApplication *self = GALLEY_APPLICATION (source);
  TokenJob *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *token = g_task_propagate_pointer (G_TASK (result), NULL);

  if (token != NULL && self->workspace != NULL &&
      g_str_equal (galley_workspace_get_account (self->workspace)->id, job->account))
    galley_workspace_connect (self->workspace, token);
}

static void
token_kept_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  GalleyApplication *self = GALLEY_APPLICATION (source);
  g_autofree char *token = g_task_propagate_pointer (G_TASK (result), NULL);

  if (token == NULL && self->window != NULL)
    galley_window_add_toast (self->window,
                             adw_toast_new (_ ("Signed in until Galley is closed: there is no key ring here")));
}

/* --- accounts ---------------------------------------------------------------------------------------------------- */

/* The store cannot be opened: one sentence, in a window of its own, and an end. */
static void
tell_and_quit (GalleyApplication *self,
               const GError      *error)
{
  g_autofree char *words = galley_words_for_error (error);
  GtkWidget *dialog = adw_message_dialog_new (NULL, _ ("Galley Cannot Start"), words);

  g_message ("cannot open the store: %s", error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
close_workspace (GalleyApplication *self)
{
  if (self->workspace != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->workspace, self);
      galley_workspace_close (self->workspace);
    }
  g_clear_object (&self->workspace);
}

/* --- what calls for a person --------------------------------------------------------------------------------------- */

static void
attention_called_cb (GalleyWorkspace   *workspace,
                     GPtrArray         *attentions,
                     GalleyApplication *self)
{
  if (self->window == NULL || !gtk_window_is_active (GTK_WINDOW (self->window)))
    galley_notices_send (G_APPLICATION (self), attentions);
}

static void
is_active_changed_cb (GalleyApplication *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self->window)))
    galley_notices_withdraw (G_APPLICATION (self));
}

static void
open_article_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  GalleyApplication *self = GALLEY_APPLICATION (data);

  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL)
    galley_window_open_article (self->window, g_variant_get_string (parameter, NULL));
}

/* --- before the computer sleeps and before the end ----------------------------------------------------------------- */

static void
flushed_before_sleep_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      data)
{
  g_autoptr (GalleyApplication) self = data;
  g_autoptr (GError) error = NULL;

  /* A save that failed says so in the window, and is tried again after waking. */
  if (!galley_workspace_flush_finish (GALLEY_WORKSPACE (source), result, &error))
    g_message ("not saved before sleep: %s", error->message);
  if (self->sleep_watch != NULL)
    galley_sleep_watch_let_go (self->sleep_watch);
}

static void
sleep_asked_cb (GalleyApplication *self)
{
  if (self->window != NULL)
    galley_window_commit_preedit (self->window);
  if (self->workspace != NULL)
    galley_workspace_flush_async (self->workspace, NULL, flushed_before_sleep_cb, g_object_ref (self));
  else
    galley_sleep_watch_let_go (self->sleep_watch);
}

static void
flushed_before_end_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_flush_finish (GALLEY_WORKSPACE (source), result, &error))
    g_message ("not saved at the end: %s", error->message);
  *(gboolean *) data = TRUE;
}

/* The main loop has ended without the window's leave, as at the end of a session: what is typed is saved now. */
static void
flush_before_end (GalleyApplication *self)
{
  gboolean is_done = FALSE;

  if (self->workspace == NULL)
    return;
  galley_workspace_flush_async (self->workspace, NULL, flushed_before_end_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
network_changed_cb (GNetworkMonitor   *network,
                    gboolean           is_available,
                    GalleyApplication *self)
{
  GalleySyncEngine *engine = self->workspace != NULL ? galley_workspace_get_engine (self->workspace) : NULL;

  if (engine != NULL)
    galley_sync_engine_hint_network (engine, is_available);
}

/* Nobody should look for articles that are not there without a word about it. */
static void
tell_damage (GalleyApplication *self,
             GalleyWorkspace   *workspace)
{
  const char *path = galley_store_get_damaged_path (galley_workspace_get_store (workspace));
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (path == NULL)
    return;
  /* Translators: %s is a file's name. */
  body = g_strdup_printf (_ ("They were set aside in %s, and nothing was deleted. What the server has comes back by "
                             "itself; for the rest keep that file."), path);
  dialog = adw_message_dialog_new (GTK_WINDOW (self->window), _ ("The Stored Articles Were Damaged"), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
use_account (GalleyApplication   *self,
             const GalleyAccount *account,
             const char          *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyWorkspace) workspace = NULL;

  /* Back to the account that is open: a new token is all it needs. */
  if (self->workspace != NULL && g_str_equal (galley_workspace_get_account (self->workspace)->id, account->id))
    {
      if (token != NULL)
        galley_workspace_connect (self->workspace, token);
      return TRUE;
    }

  if (!galley_account_save (account, &error) ||
      (workspace = galley_workspace_open (account, self->clock, self->random, &error)) == NULL)
    {
      if (self->workspace == NULL)
        tell_and_quit (self, error);
      else
        {
          g_autofree char *words = galley_words_for_error (error);

          galley_window_add_toast (self->window, adw_toast_new (words));
        }
      return FALSE;
    }

  if (self->window == NULL)
    {
      GtkShortcutsWindow *shortcuts = galley_shortcuts_window_new ();

      self->window = galley_window_new (GTK_APPLICATION (self));
      g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
      g_signal_connect_object (self->window, "notify::is-active", G_CALLBACK (is_active_changed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (self->window), shortcuts);
      g_object_unref (shortcuts);
    }
  galley_window_set_workspace (self->window, workspace);
  tell_damage (self, workspace);
  close_workspace (self);
  self->workspace = g_steal_pointer (&workspace);
  g_signal_connect (self->workspace, "attention-called", G_CALLBACK (attention_called_cb), self);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "last-account", account->id);

  if (token != NULL)
    galley_workspace_connect (self->workspace, token);
  else if (!galley_account_is_local (account))
    start_token_job (self, account, NULL, token_found_cb);
  return TRUE;
}

/* A person signed in, in the dialog. */
static void
use_account_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  GalleyApplication *self = GALLEY_APPLICATION (data);
  g_autoptr (GalleyAccount) account = NULL;
  const char *address, *user, *token;

  g_variant_get (parameter, "(&s&s&s)", &address, &user, &token);
  account = galley_account_new (NULL, address, user);
  if (use_account (self, account, token))
    start_token_job (self, account, token, token_kept_cb);
}

static void
open_local_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  g_autoptr (GalleyAccount) account = galley_account_new_local (NULL);

  use_account (GALLEY_APPLICATION (data), account, NULL);
}

/* The account of the last time; where that is not known or no longer there, a portal's before the local one. */
static GalleyAccount *
choose_account (GalleyApplication *self)
{
  g_autoptr (GPtrArray) accounts = galley_accounts_list (NULL);
  g_autofree char *last =
      self->settings != NULL ? g_settings_get_string (self->settings, "last-account") : g_strdup ("");

  for (guint i = 0; i < accounts->len; i++)
    if (g_str_equal (((GalleyAccount *) g_ptr_array_index (accounts, i))->id, last))
      return galley_account_copy (g_ptr_array_index (accounts, i));
  return galley_account_copy (g_ptr_array_index (accounts, accounts->len - 1));
}

/* --- around ------------------------------------------------------------------------------------------------------ */

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  adw_show_about_window (GTK_WINDOW (GALLEY_APPLICATION (data)->window), "application-name", _ ("Galley"),
                         "application-icon", GALLEY_APPLICATION_ID, "version", GALLEY_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Write articles, see them as readers will, and never lose a word."), NULL);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GalleyApplication *self = GALLEY_APPLICATION (data);

  /* The window saves what is dirty, then goes; the program ends with its last window. */
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static gboolean
terminate_cb (gpointer data)
{
  if (g_application_get_is_registered (data))
    g_action_group_activate_action (G_ACTION_GROUP (data), "quit", NULL);
  return G_SOURCE_CONTINUE;
}

static void
galley_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = about_cb },
    { .name = "quit", .activate = quit_cb },
    { .name = "open-local", .activate = open_local_cb },
    { .name = "open-article", .activate = open_article_cb, .parameter_type = "s" },
    { .name = "use-account", .activate = use_account_cb, .parameter_type = "(sss)" },
  };
  GalleyApplication *self = GALLEY_APPLICATION (application);

  G_APPLICATION_CLASS (galley_application_parent_class)->startup (application);

  self->clock = galley_clock_new ();
  self->random = galley_random_new ();
  self->settings = galley_settings_new ();
  if (self->settings != NULL)
    self->look = galley_look_new (self->settings);
  self->credentials = galley_secret_credentials_new ();
  self->fallback = galley_memory_credentials_new ();
  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self, 0);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  galley_shortcuts_install (GTK_APPLICATION (self));
  self->sleep_watch = galley_sleep_watch_new ();
  g_signal_connect_object (self->sleep_watch, "sleep-asked", G_CALLBACK (sleep_asked_cb), self, G_CONNECT_SWAPPED);
  g_unix_signal_add (SIGTERM, terminate_cb, self);
  g_unix_signal_add (SIGINT, terminate_cb, self);
}

static void
galley_application_activate (GApplication *application)
{
  GalleyApplication *self = GALLEY_APPLICATION (application);

  if (self->window == NULL)
    {
      g_autoptr (GalleyAccount) account = choose_account (self);

      use_account (self, account, NULL);
    }
  if (self->window != NULL)
    gtk_window_present (GTK_WINDOW (self->window));
}

static void
galley_application_shutdown (GApplication *application)
{
  flush_before_end (GALLEY_APPLICATION (application));
  close_workspace (GALLEY_APPLICATION (application));

  G_APPLICATION_CLASS (galley_application_parent_class)->shutdown (application);
}

/* --sign-in=ADDRESS --user=NAME --password-file=FILE: for kiosks, trials and tests. The password never stands on the
 * command line, where every process could read it. */
static int
sign_in_from_options (GalleyApplication       *self,
                      GApplicationCommandLine *command_line,
                      GVariantDict            *options,
                      const char              *address)
{
  const char *user = NULL;
  const char *password_file = NULL;
  g_autofree char *clean = NULL;
  g_autofree char *password = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GalleyAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_dict_lookup (options, "user", "&s", &user);
  g_variant_dict_lookup (options, "password-file", "^&ay", &password_file);
  if (user == NULL || password_file == NULL)
    {
      g_application_command_line_printerr (command_line, "%s\n",
                                           _ ("--sign-in needs --user and --password-file as well."));
      return 2;
    }
  if (!g_file_get_contents (password_file, &password, NULL, &error) ||
      (clean = galley_portal_address_clean (address, &error)) == NULL)
    {
      g_application_command_line_printerr (command_line, "%s\n", error->message);
      return 2;
    }
  g_strchomp (password);
  account = galley_account_new (NULL, clean, user);
  token = galley_portal_sign_in (clean, user, password, NULL, &error);
  if (token == NULL)
    /* The account opens offline: what is on this computer can be worked on. */
    g_application_command_line_printerr (command_line, "%s\n", error->message);
  use_account (self, account, token);
  return 0;
}

static int
galley_application_command_line (GApplication            *application,
                                 GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  const char *address = NULL;
  int status = 0;

  if (g_variant_dict_lookup (options, "sign-in", "&s", &address))
    status = sign_in_from_options (GALLEY_APPLICATION (application), command_line, options, address);
  if (status == 0)
    g_application_activate (application);
  return status;
}

static void
galley_application_dispose (GObject *object)
{
  GalleyApplication *self = GALLEY_APPLICATION (object);

  close_workspace (self);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->credentials);
  g_clear_object (&self->fallback);
  g_clear_object (&self->network);
  g_clear_object (&self->settings);
  g_clear_object (&self->look);
  g_clear_object (&self->sleep_watch);

  G_OBJECT_CLASS (galley_application_parent_class)->dispose (object);
}

static void
galley_application_class_init (GalleyApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_application_dispose;
  application_class->startup = galley_application_startup;
  application_class->activate = galley_application_activate;
  application_class->shutdown = galley_application_shutdown;
  application_class->command_line = galley_application_command_line;
}

static void
galley_application_init (GalleyApplication *self)
{
  static const GOptionEntry options[] = {
    { "sign-in", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Sign in to the portal at ADDRESS"), N_ ("ADDRESS") },
    { "user", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Sign in as NAME"), N_ ("NAME") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Read the password from FILE"), N_ ("FILE") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

GalleyApplication *
galley_application_new (void)
{
  return g_object_new (GALLEY_TYPE_APPLICATION, "application-id", GALLEY_APPLICATION_ID, "resource-base-path",
                       "/org/galleyeditor/Galley", "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "register-session", TRUE, NULL);
}
