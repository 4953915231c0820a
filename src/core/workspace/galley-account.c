/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts as folders. What is not a readable account.json is left alone and not listed. */
#include "core/workspace/galley-account.h"

#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/store/galley-store-file.h"
#include "galley-config.h"

#include <string.h>
#include <unistd.h>

#define ACCOUNT_FILE "account.json"
#define AUTHORITY_FILE "authority.pem"
#define MAX_ACCOUNT_BYTES (64 * 1024)

static char *
make_data_folder (const char *data_folder)
{
  return data_folder != NULL ? g_strdup (data_folder)
                             : g_build_filename (g_get_user_data_dir (), GALLEY_DATA_NAME, NULL);
}

static GalleyAccount *
make (const char *data_folder,
      const char *id,
      const char *address,
      const char *user,
      const char *name)
{
  g_autofree char *parent = make_data_folder (data_folder);
  GalleyAccount *self = g_new0 (GalleyAccount, 1);

  self->id = g_strdup (id);
  self->folder = g_build_filename (parent, id, NULL);
  self->address = g_strdup (address);
  self->user = g_strdup (user);
  self->name = g_strdup (name);
  return self;
}

GalleyAccount *
galley_account_new_local (const char *data_folder)
{
  return make (data_folder, GALLEY_ACCOUNT_LOCAL, "", "", "");
}

/* Readable by a person who looks for a folder, and told apart by the hash where cleaning made two names one. */
static char *
make_id (const char *address,
         const char *user)
{
  g_autofree char *whole = g_strconcat (user, "@", address, NULL);
  g_autofree char *hash = galley_hash_bytes (whole, strlen (whole));
  const char *host = strstr (address, "://");
  GString *id = g_string_new (NULL);

  host = host != NULL ? host + strlen ("://") : address;
  for (const char *c = user; *c != '\0' && id->len < 24; c++)
    g_string_append_c (id, g_ascii_isalnum (*c) ? g_ascii_tolower (*c) : '-');
  g_string_append_c (id, '-');
  for (const char *c = host; *c != '\0' && id->len < 64; c++)
    g_string_append_c (id, g_ascii_isalnum (*c) || *c == '.' ? g_ascii_tolower (*c) : '-');
  g_string_append_printf (id, "-%.8s", hash);
  return g_string_free (id, FALSE);
}

GalleyAccount *
galley_account_new (const char *data_folder,
                    const char *address,
                    const char *user)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (address != NULL && *address != '\0', NULL);
  g_return_val_if_fail (user != NULL && *user != '\0', NULL);

  id = make_id (address, user);
  return make (data_folder, id, address, user, "");
}

GalleyAccount *
galley_account_copy (const GalleyAccount *self)
{
  GalleyAccount *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (GalleyAccount, 1);
  copy->id = g_strdup (self->id);
  copy->folder = g_strdup (self->folder);
  copy->address = g_strdup (self->address);
  copy->user = g_strdup (self->user);
  copy->name = g_strdup (self->name);
  return copy;
}

void
galley_account_free (GalleyAccount *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->folder);
  g_free (self->address);
  g_free (self->user);
  g_free (self->name);
  g_free (self);
}

gboolean
galley_account_is_local (const GalleyAccount *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return *self->address == '\0';
}

static GalleyAccount *
load (const char *data_folder,
      const char *id)
{
  g_autofree char *path = g_build_filename (data_folder, id, ACCOUNT_FILE, NULL);
  g_autoptr (GBytes) bytes = galley_file_read (path, MAX_ACCOUNT_BYTES, NULL);
  g_autoptr (JsonObject) object = NULL;
  const char *address;
  const char *user;
  const char *name;
  const char *text;
  gsize length;

  /* A folder that is not an account's is no error: it may be anybody's. */
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  object = galley_json_parse_object (length > 0 ? text : "", length, MAX_ACCOUNT_BYTES, NULL);
  address = galley_json_get_string (object, "address");
  user = galley_json_get_string (object, "user");
  name = galley_json_get_string (object, "name");
  if (address == NULL || user == NULL || *address == '\0' || *user == '\0')
    return NULL;
  return make (data_folder, id, address, user, name != NULL ? name : "");
}

static gboolean
write_file (const GalleyAccount *self,
            const char          *name,
            GError             **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = g_build_filename (self->folder, ACCOUNT_FILE, NULL);
  char *text;

  json_object_set_string_member (object, "address", self->address);
  json_object_set_string_member (object, "user", self->user);
  if (*name != '\0')
    json_object_set_string_member (object, "name", name);
  text = galley_json_write_object (object);
  bytes = g_bytes_new_take (text, strlen (text));
  return galley_file_replace (path, bytes, error);
}

gboolean
galley_account_save (const GalleyAccount *self,
                     GError             **error)
{
  g_autofree char *parent = NULL;
  g_autoptr (GalleyAccount) kept = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  parent = g_path_get_dirname (self->folder);
  kept = load (parent, self->id);
  return write_file (self, *self->name == '\0' && kept != NULL ? kept->name : self->name, error);
}

gboolean
galley_account_set_name (GalleyAccount *self,
                         const char    *name,
                         GError       **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  if (strcmp (self->name, name) == 0)
    return TRUE;
  g_free (self->name);
  self->name = g_strdup (name);
  return write_file (self, name, error);
}

GalleyAuthority *
galley_account_load_authority (const GalleyAccount *self,
                               GError             **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) cause = NULL;
  GalleyAuthority *authority;

  g_return_val_if_fail (self != NULL, NULL);

  path = g_build_filename (self->folder, AUTHORITY_FILE, NULL);
  authority = galley_authority_load (path, &cause);
  if (cause != NULL && !g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&cause));
  return authority;
}

gboolean
galley_account_save_authority (const GalleyAccount   *self,
                               const GalleyAuthority *authority,
                               GError               **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  path = g_build_filename (self->folder, AUTHORITY_FILE, NULL);
  if (authority == NULL)
    return galley_file_remove (path, error);
  bytes = g_bytes_new (authority->pem, strlen (authority->pem));
  return galley_file_replace (path, bytes, error);
}

/* Links are removed, never followed. */
static gboolean
remove_tree (GFile   *file,
             GError **error)
{
  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY)
    {
      g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
        file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, error);
      GFile *child;

      if (children == NULL)
        return FALSE;
      do
        {
          if (!g_file_enumerator_iterate (children, NULL, &child, NULL, error)
              || (child != NULL && !remove_tree (child, error)))
            return FALSE;
        }
      while (child != NULL);
    }
  return g_file_delete (file, NULL, error);
}

gboolean
galley_account_remove (const GalleyAccount *self,
                       GError             **error)
{
  g_autofree char *lock_path = NULL;
  g_autofree char *account_path = NULL;
  g_autoptr (GFile) folder = NULL;
  gboolean is_removed;
  int lock;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (!galley_account_is_local (self), FALSE);

  lock_path = g_build_filename (self->folder, GALLEY_STORE_LOCK, NULL);
  account_path = g_build_filename (self->folder, ACCOUNT_FILE, NULL);
  folder = g_file_new_for_path (self->folder);
  lock = galley_file_lock (lock_path, error);
  if (lock < 0)
    return FALSE;
  is_removed = galley_file_remove (account_path, error) && remove_tree (folder, error);
  close (lock);
  galley_error_adopt (error);
  return is_removed;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  const GalleyAccount *first = *(GalleyAccount *const *) a;
  const GalleyAccount *second = *(GalleyAccount *const *) b;

  return strcmp (first->id, second->id);
}

GPtrArray *
galley_accounts_list (const char *data_folder)
{
  g_autofree char *folder = make_data_folder (data_folder);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_account_free);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      GalleyAccount *account = strcmp (name, GALLEY_ACCOUNT_LOCAL) != 0 ? load (folder, name) : NULL;

      if (account != NULL)
        g_ptr_array_add (accounts, account);
    }
  g_ptr_array_sort (accounts, compare_ids);
  g_ptr_array_insert (accounts, 0, galley_account_new_local (folder));
  return g_steal_pointer (&accounts);
}
