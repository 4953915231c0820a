/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tool/galley-tool-account.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/store/galley-store-schema.h"
#include "core/sync/galley-portal-door.h"
#include "core/sync/galley-portal-transport.h"
#include "core/workspace/galley-secret-credentials.h"

#include <glib/gi18n.h>
#include <string.h>

#define STORE_FILE "galley.db"
#define MAX_PASSWORD_BYTES 4096

static char *
join_ids (GPtrArray *accounts)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (ids, ((GalleyAccount *) accounts->pdata[i])->id);
  g_ptr_array_add (ids, NULL);
  return g_strjoinv (", ", (char **) ids->pdata);
}

GalleyAccount *
galley_tool_choose_account (const char *id,
                            GError    **error)
{
  g_autoptr (GPtrArray) accounts = galley_accounts_list (NULL);
  g_autofree char *ids = NULL;

  /* "local" stands first, always. */
  if (id == NULL && accounts->len <= 2)
    return galley_account_copy (accounts->pdata[accounts->len - 1]);
  for (guint i = 0; id != NULL && i < accounts->len; i++)
    {
      const GalleyAccount *account = accounts->pdata[i];

      if (g_str_equal (account->id, id))
        return galley_account_copy (account);
    }
  ids = join_ids (accounts);
  if (id != NULL)
    /* Translators: %s are an account's id, and the ids there are. */
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, _ ("There is no account “%s” here, only: %s"), id, ids);
  else
    /* Translators: %s are ids of accounts. */
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, _ ("Choose one with --account: %s"), ids);
  return NULL;
}

GalleyDatabase *
galley_tool_look_at_store (const char *folder,
                           GError    **error)
{
  g_autofree char *path = g_build_filename (folder, STORE_FILE, NULL);
  g_autoptr (GalleyDatabase) database = galley_database_open (path, GALLEY_DATABASE_READ_ONLY, error);

  if (database == NULL || !galley_store_schema_migrate (database, error))
    return NULL;
  return g_steal_pointer (&database);
}

GalleyStore *
galley_tool_open_store (const GalleyAccount *account,
                        GalleyClock         *clock,
                        GError             **error)
{
  GError *cause = NULL;
  GalleyStore *store = galley_store_open (account->folder, clock, &cause);
  const GalleyRecovery *recovery;

  if (store == NULL && g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_BUSY))
    {
      /* Translators: %s is an account's id. */
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY,
                   _ ("Galley is open with the account “%s”. Do it there, or close it first."), account->id);
      g_error_free (cause);
      return NULL;
    }
  if (store == NULL)
    {
      g_propagate_error (error, cause);
      return NULL;
    }
  recovery = galley_store_get_recovery (store);
  if (recovery != NULL && recovery->damaged_path != NULL)
    /* Translators: %s is a file's name, %u a number of articles. */
    g_printerr (_ ("The stored articles were damaged and are set aside in %s. %u have been put together again.\n"),
                recovery->damaged_path, recovery->n_articles);
  return store;
}

static char *
read_password (const char *path,
               GError    **error)
{
  g_autoptr (GBytes) bytes = galley_file_read (path, MAX_PASSWORD_BYTES, error);
  char *password;

  if (bytes == NULL)
    return NULL;
  password = g_strndup (g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "", g_bytes_get_size (bytes));
  /* The line's end is the editor's, every other blank the password's. */
  password[strcspn (password, "\r\n")] = '\0';
  return password;
}

static char *
find_token (const GalleyAccount *account,
            GError             **error)
{
  g_autoptr (GalleyCredentials) credentials = galley_secret_credentials_new ();
  g_autoptr (GError) cause = NULL;
  char *token = galley_credentials_lookup (credentials, account->id, NULL, &cause);

  if (token == NULL)
    {
      if (cause != NULL)
        g_debug ("no secret service: %s", cause->message);
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_AUTH,
                   /* Translators: %s is an account's id. */
                   _ ("Nobody is signed in to “%s”. Sign in with Galley, or give --password-file."), account->id);
    }
  return token;
}

gboolean
galley_tool_dial (const GalleyAccount *account,
                  const char          *password_file,
                  GalleyToolLine      *line,
                  GError             **error)
{
  g_autofree char *password = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GalleyAuthority) authority = NULL;
  g_autoptr (GError) cause = NULL;
  GalleyPortalTrouble trouble;

  if (galley_account_is_local (account))
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                           _ ("The account “On This Computer” has no portal. Choose one with --account."));
      return FALSE;
    }
  authority = galley_account_load_authority (account, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (password_file == NULL)
    {
      token = find_token (account, error);
    }
  else
    {
      password = read_password (password_file, error);
      if (password != NULL)
        token = galley_portal_enter (account->address, authority, account->user, password, &trouble, NULL, error);
    }
  if (token == NULL)
    return FALSE;
  line->transport = galley_portal_transport_new (account->address, token);
  galley_portal_transport_set_authority (GALLEY_PORTAL_TRANSPORT (line->transport), authority);
  line->is_own = password_file != NULL;
  return TRUE;
}

void
galley_tool_hang_up (GalleyToolLine *line)
{
  /* A token that stays behind runs out by itself: what was asked for is done. */
  if (line->transport != NULL && line->is_own)
    galley_portal_transport_sign_out (GALLEY_PORTAL_TRANSPORT (line->transport), NULL, NULL);
  g_clear_object (&line->transport);
}
