/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-user-import.h"

#include "core/base/galley-password.h"
#include "server/galley-csv.h"
#include "server/galley-server-audit.h"
#include "server/galley-server-users.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  COLUMN_ID,
  COLUMN_NAME,
  COLUMN_DEPARTMENT,
  COLUMN_ROLES,
  COLUMN_PASSWORD,
  N_COLUMNS,
} Column;

static const char *const column_names[N_COLUMNS] = { "id", "name", "department", "roles", "password" };

typedef struct
{
  GalleyDatabase *database;
  GPtrArray *rows; /* the first names the columns */
  guint places[N_COLUMNS];
  GPtrArray *hashes; /* of the passwords, NULL: nobody is let in yet */
  gint64 now;
} Import;

static gboolean
find_columns (Import  *self,
              GError **error)
{
  const GalleyCsvRow *row = self->rows->len > 0 ? self->rows->pdata[0] : NULL;
  gboolean is_good = row != NULL && row->fields->len == N_COLUMNS;

  for (guint column = 0; is_good && column < N_COLUMNS; column++)
    is_good = g_ptr_array_find_with_equal_func (row->fields, column_names[column], g_str_equal, &self->places[column]);
  if (!is_good)
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                 _ ("line 1: the first row names the columns: id,name,department,roles,password"));
  return is_good;
}

static const char *
get_field (const Import       *self,
           const GalleyCsvRow *row,
           Column              column)
{
  return row->fields->pdata[self->places[column]];
}

/* (transfer full) */
static GalleyUser *
make_user (const Import       *self,
           const GalleyCsvRow *row)
{
  g_autofree char *text = g_strdup (get_field (self, row, COLUMN_ROLES));
  g_auto (GStrv) parts = g_strsplit_set (text, " \t", -1);
  g_autoptr (GStrvBuilder) roles = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_strv_builder_add (roles, *part);
  list = g_strv_builder_end (roles);
  return galley_user_new (get_field (self, row, COLUMN_ID), get_field (self, row, COLUMN_NAME),
                          get_field (self, row, COLUMN_DEPARTMENT), (const char *const *) list);
}

static gboolean
add (const Import *self,
     guint         place,
     GError      **error)
{
  const GalleyCsvRow *row = self->rows->pdata[place];
  g_autoptr (GalleyUser) user = NULL;
  gsize length;

  if (row->fields->len != N_COLUMNS)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, _ ("it has %u fields instead of %d"), row->fields->len,
                   N_COLUMNS);
      return FALSE;
    }
  length = strlen (get_field (self, row, COLUMN_PASSWORD));
  if (length == 0 || length > GALLEY_PASSWORD_MAX_BYTES)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, _ ("a password has 1 to %d bytes"),
                   GALLEY_PASSWORD_MAX_BYTES);
      return FALSE;
    }
  user = make_user (self, row);
  return galley_server_users_add (self->database, user, self->hashes != NULL ? self->hashes->pdata[place] : "", error)
         && galley_server_audit_add_keeper (self->database, "user-add", user->id, self->now, error);
}

/* Within a transaction. */
static gboolean
add_all (const Import *self,
         GError      **error)
{
  for (guint i = 1; i < self->rows->len; i++)
    if (!add (self, i, error))
      {
        g_prefix_error (error, _ ("line %u: "), ((const GalleyCsvRow *) self->rows->pdata[i])->line);
        return FALSE;
      }
  return TRUE;
}

static gboolean
try (const Import *self,
     GError      **error)
{
  gboolean would_do = galley_database_begin (self->database, error) && add_all (self, error);

  galley_database_rollback (self->database);
  return would_do;
}

static gboolean
hash_all (Import  *self,
          GError **error)
{
  self->hashes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->hashes, NULL);
  for (guint i = 1; i < self->rows->len; i++)
    {
      char *hash = galley_password_hash (get_field (self, self->rows->pdata[i], COLUMN_PASSWORD), error);

      if (hash == NULL)
        return FALSE;
      g_ptr_array_add (self->hashes, hash);
    }
  return TRUE;
}

gboolean
galley_user_import (GalleyDatabase *database,
                    GBytes         *csv,
                    gint64          now,
                    guint          *n_users,
                    GError        **error)
{
  gsize length;
  const char *text = g_bytes_get_data (csv, &length);
  g_autoptr (GPtrArray) rows = galley_csv_read (text, length, error);
  Import import = { .database = database, .rows = rows, .now = now };
  gboolean is_done;

  if (rows == NULL || !find_columns (&import, error) || !try (&import, error))
    return FALSE;
  is_done = hash_all (&import, error) && galley_database_begin (database, error)
            && add_all (&import, error) && galley_database_commit (database, error);
  if (!is_done)
    galley_database_rollback (database);
  g_ptr_array_unref (import.hashes);
  *n_users = rows->len - 1;
  return is_done;
}
