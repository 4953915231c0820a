/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's life and the ways into it. Its accounts are in galley-application-accounts.c. */
#include "app/galley-application.h"

#include "app/base/galley-settings.h"
#include "app/base/galley-shortcuts.h"
#include "app/galley-application-private.h"
#include "app/galley-notices.h"
#include "app/window/galley-fonts.h"
#include "core/base/galley-password.h"
#include "core/sync/galley-portal-door.h"
#include "core/sync/galley-portal-transport.h"
#include "galley-config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#define GIGABYTE ((gint64) 1024 * 1024 * 1024)

G_DEFINE_FINAL_TYPE (GalleyApplication, galley_application, ADW_TYPE_APPLICATION)

/* --- what calls for a person --------------------------------------------------------------------------------------- */

/* The window, or a dialog of it. */
static gboolean
is_looked_at (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gboolean is_active = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && !is_active; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      is_active = gtk_window_is_active (window);
    }
  return is_active;
}

static void
attention_called_cb (GalleyWorkspace   *workspace,
                     GPtrArray         *attentions,
                     GalleyApplication *self)
{
  if (!is_looked_at ())
    galley_notices_send (G_APPLICATION (self), attentions,
                         self->lock != NULL && galley_lock_get_is_locked (self->lock));
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

static void
limit_media (GalleyApplication *self)
{
  if (self->settings != NULL && self->workspace != NULL)
    galley_workspace_set_media_limit (self->workspace,
                                      g_settings_get_int (self->settings, "media-gigabytes") * GIGABYTE);
}

void
galley_application_watch_workspace (GalleyApplication *self)
{
  g_signal_connect (self->workspace, "attention-called", G_CALLBACK (attention_called_cb), self);
  limit_media (self);
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

void
galley_application_finish_typing (GalleyApplication *self)
{
  g_autoptr (GPtrArray) windows = galley_application_dup_windows (self);

  for (guint i = 0; i < windows->len; i++)
    galley_window_finish_typing (g_ptr_array_index (windows, i));
}

static void
sleep_asked_cb (GalleyApplication *self)
{
  galley_application_finish_typing (self);
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
  galley_application_finish_typing (self);
  galley_workspace_flush_async (self->workspace, NULL, flushed_before_end_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
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

  /* Each window saves what is dirty, then goes; the program ends with the last one. */
  if (self->window != NULL)
    galley_application_close_windows (self);
  else
    g_application_quit (G_APPLICATION (self));
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
    { .name = "open-article", .activate = open_article_cb, .parameter_type = "s" },
  };
  GalleyApplication *self = GALLEY_APPLICATION (application);

  G_APPLICATION_CLASS (galley_application_parent_class)->startup (application);

  self->clock = galley_clock_new ();
  self->random = galley_random_new ();
  self->settings = galley_settings_new ();
  if (self->settings != NULL)
    {
      self->look = galley_look_new (self->settings);
      g_signal_connect_object (self->settings, "changed::media-gigabytes", G_CALLBACK (limit_media), self,
                               G_CONNECT_SWAPPED);
    }
  self->tokens = galley_tokens_new ();
  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self, 0);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  galley_application_add_account_actions (self);
  galley_application_init_lock (self);
  galley_shortcuts_install (GTK_APPLICATION (self));
  self->sleep_watch = galley_sleep_watch_new ();
  g_signal_connect_object (self->sleep_watch, "sleep-asked", G_CALLBACK (sleep_asked_cb), self, G_CONNECT_SWAPPED);
  g_unix_signal_add (SIGTERM, terminate_cb, self);
  g_unix_signal_add (SIGINT, terminate_cb, self);
}

/* The window is usable first. */
static gboolean
look_at_fonts_cb (gpointer data)
{
  GalleyApplication *self = GALLEY_APPLICATION (data);

  if (self->window != NULL)
    galley_fonts_tell_missing (GTK_WINDOW (self->window));
  return G_SOURCE_REMOVE;
}

static void
galley_application_activate (GApplication *application)
{
  GalleyApplication *self = GALLEY_APPLICATION (application);
  gboolean is_first = self->window == NULL;

  if (is_first)
    galley_application_open_last_account (self);
  if (self->window == NULL)
    return;
  gtk_window_present (GTK_WINDOW (self->window));
  if (is_first)
    g_idle_add_full (G_PRIORITY_LOW, look_at_fonts_cb, g_object_ref (self), g_object_unref);
}

/* From the file manager: a hand-out makes an article, a hand-over file brings one. */
static void
galley_application_open (GApplication *application,
                         GFile       **files,
                         int           n_files,
                         const char   *hint)
{
  GalleyApplication *self = GALLEY_APPLICATION (application);

  g_application_activate (application);
  for (int i = 0; i < n_files && self->window != NULL; i++)
    galley_window_import_file (self->window, files[i]);
}

static void
galley_application_shutdown (GApplication *application)
{
  flush_before_end (GALLEY_APPLICATION (application));
  galley_application_close_workspace (GALLEY_APPLICATION (application));

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
  g_autofree char *verifier = NULL;
  g_autoptr (GalleyAccount) account = NULL;
  g_autoptr (GalleyAuthority) authority = NULL;
  g_autoptr (GError) error = NULL;
  GalleyPortalTrouble trouble;

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
  /* One that cannot be read is as good as none. */
  authority = galley_account_load_authority (account, NULL);
  token = galley_portal_enter (clean, authority, user, password, &trouble, NULL, &error);
  if (token == NULL)
    /* The account opens offline: what is on this computer can be worked on. */
    g_application_command_line_printerr (command_line, "%s\n", error->message);
  else
    /* Without it the windows cannot be locked, no more. */
    verifier = galley_password_hash (password, NULL);
  galley_application_use_account (self, account, token, verifier);
  return 0;
}

static void
activate_or_open (GApplication            *application,
                  GApplicationCommandLine *command_line)
{
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (command_line, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 1; arguments[0] != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (files, g_application_command_line_create_file_for_arg (command_line, arguments[i]));
  if (files->len > 0)
    galley_application_open (application, (GFile **) files->pdata, files->len, "");
  else
    g_application_activate (application);
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
    activate_or_open (application, command_line);
  return status;
}

static void
galley_application_window_removed (GtkApplication *application,
                                         GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (galley_application_parent_class)->window_removed (application, window);
  galley_application_forget_window (GALLEY_APPLICATION (application), window);
}

static void
galley_application_dispose (GObject *object)
{
  GalleyApplication *self = GALLEY_APPLICATION (object);

  galley_application_close_workspace (self);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->tokens);
  g_clear_object (&self->network);
  g_clear_object (&self->settings);
  g_clear_object (&self->look);
  g_clear_object (&self->sleep_watch);
  g_clear_pointer (&self->locked_accounts, g_hash_table_unref);
  g_clear_pointer (&self->put_away, g_hash_table_unref);

  G_OBJECT_CLASS (galley_application_parent_class)->dispose (object);
}

static void
galley_application_class_init (GalleyApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_application_dispose;
  GTK_APPLICATION_CLASS (klass)->window_removed = galley_application_window_removed;
  application_class->startup = galley_application_startup;
  application_class->activate = galley_application_activate;
  application_class->open = galley_application_open;
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
                       "/org/galleyeditor/Galley", "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "register-session", TRUE, NULL);
}
