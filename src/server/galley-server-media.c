/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-media.h"

#include "core/db/galley-statement.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-wire-media.h"

#include <string.h>

const char *
galley_server_media_find (GalleyDatabase *database,
                          const char     *hash,
                          GError        **error)
{
  static const char sql[] = "SELECT media_type FROM media WHERE hash = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, hash);
  return galley_statement_step (statement, error)
           ? galley_media_type_intern (galley_statement_get_text (statement, 0))
           : NULL;
}

gboolean
galley_server_media_add (GalleyDatabase *database,
                         const char     *hash,
                         const char     *media_type,
                         gsize           size,
                         const char     *user,
                         gint64          now,
                         GError        **error)
{
  static const char sql[] = "INSERT INTO media (hash, media_type, size, user, time)"
                            " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (hash) DO NOTHING";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, hash);
  galley_statement_bind_text (statement, 2, media_type);
  galley_statement_bind_integer (statement, 3, (gint64) size);
  galley_statement_bind_text (statement, 4, user);
  galley_statement_bind_integer (statement, 5, now);
  return galley_statement_run (statement, error);
}

GPtrArray *
galley_server_media_list (GalleyDatabase *database,
                          GError        **error)
{
  static const char sql[] = "SELECT hash FROM media ORDER BY hash";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  GError *step_error = NULL;

  while (galley_statement_step (statement, &step_error))
    g_ptr_array_add (hashes, galley_statement_dup_text (statement, 0));
  if (step_error == NULL)
    return g_steal_pointer (&hashes);
  g_propagate_error (error, step_error);
  return NULL;
}

static gboolean
hide_all (GalleyDatabase *database,
          const char     *article,
          GError        **error)
{
  static const char sql[] = "UPDATE public_media SET is_shown = 0 WHERE article = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  return galley_statement_run (statement, error);
}

static gboolean
show (GalleyDatabase *database,
      const char     *article,
      const char     *hash,
      const char     *media_type,
      GError        **error)
{
  static const char sql[] = "INSERT INTO public_media (article, name, is_shown) VALUES (?1, ?2, 1)"
                            " ON CONFLICT (article, name) DO UPDATE SET is_shown = 1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autofree char *name = galley_media_make_name (hash, galley_media_type_get_suffix (media_type));

  galley_statement_bind_text (statement, 1, article);
  galley_statement_bind_text (statement, 2, name);
  return galley_statement_run (statement, error);
}

/* A picture that has renditions is public as those alone. */
static gboolean
show_named (GalleyDatabase        *database,
            const char            *article,
            const GalleyMediaName *media,
            GalleyRenditions      *renditions,
            GError               **error)
{
  guint n_renditions;
  const GalleyRendition *row = galley_renditions_get (renditions, media->hash, &n_renditions);

  for (guint i = 0; i < n_renditions; i++)
    if (!show (database, article, row[i].hash, row[i].media_type, error))
      return FALSE;
  return n_renditions > 0 || show (database, article, media->hash, media->media_type, error);
}

gboolean
galley_server_public_media_set (GalleyDatabase   *database,
                                const char       *article,
                                const char       *text,
                                GalleyRenditions *renditions,
                                GError          **error)
{
  g_autoptr (GArray) names = galley_wire_list_media (text, text != NULL ? strlen (text) : 0);

  if (!hide_all (database, article, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const GalleyMediaName *name = &g_array_index (names, GalleyMediaName, i);

      if (name->is_shown && !show_named (database, article, name, renditions, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
galley_server_public_media_list (GalleyDatabase *database,
                                 const char     *article,
                                 gboolean        is_shown,
                                 GError        **error)
{
  static const char shown_sql[] = "SELECT name FROM public_media WHERE article = ?1 AND is_shown = 1 ORDER BY name";
  static const char hidden_sql[] =
    "SELECT name FROM public_media AS own WHERE article = ?1 AND is_shown = 0 AND NOT EXISTS"
    " (SELECT 1 FROM public_media AS other WHERE other.name = own.name AND other.is_shown = 1) ORDER BY name";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, is_shown ? shown_sql : hidden_sql);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GError *step_error = NULL;

  galley_statement_bind_text (statement, 1, article);
  while (galley_statement_step (statement, &step_error))
    g_ptr_array_add (names, galley_statement_dup_text (statement, 0));
  if (step_error == NULL)
    return g_steal_pointer (&names);
  g_propagate_error (error, step_error);
  return NULL;
}

gboolean
galley_server_public_media_clear (GalleyDatabase *database,
                                  const char     *article,
                                  GError        **error)
{
  static const char sql[] = "DELETE FROM public_media WHERE article = ?1 AND is_shown = 0";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_media_sum (GalleyDatabase *database,
                         gint64         *n_bytes,
                         GError        **error)
{
  static const char sql[] = "SELECT coalesce (sum (size), 0) FROM media";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  if (!galley_statement_step (statement, error))
    return FALSE;
  *n_bytes = galley_statement_get_integer (statement, 0);
  return TRUE;
}
