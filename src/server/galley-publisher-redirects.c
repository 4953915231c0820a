/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publisher-redirects.h"

#include "core/base/galley-file.h"
#include "core/portal/galley-page-redirect.h"
#include "core/portal/galley-page.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-sitemap.h"

#include <string.h>

#define MAX_MAP_BYTES (16 * 1024 * 1024)
/* In front of what is gone: no line of the map for who reads it. */
#define GONE_MARK "# "

gboolean
galley_publisher_redirects_leads_somewhere (GalleyPublicFolder   *folder,
                                            const GalleyRedirect *redirect)
{
  g_autofree char *target = NULL;
  g_autofree char *month = NULL;

  g_return_val_if_fail (folder != NULL && redirect != NULL, FALSE);

  target = galley_redirect_dup_target (redirect);
  month = target != NULL ? galley_sitemap_dup_month (target) : NULL;
  return month == NULL || galley_public_folder_has (folder, target);
}

/* Whether it led to an article that is withdrawn. */
static gboolean
is_gone (GalleyPublicFolder   *folder,
         const GalleyRedirect *redirect)
{
  g_autofree char *target = galley_redirect_dup_target (redirect);
  g_autofree char *gone = target != NULL ? g_strconcat (target, GALLEY_PUBLIC_GONE, NULL) : NULL;

  return gone != NULL && galley_public_folder_has (folder, gone);
}

/* --- the map ----------------------------------------------------------------------------------------------------- */

/* The paths of the redirects that are listed there, and of those that are gone. (transfer full) (element-type utf8) */
static GHashTable *
read_map (GalleyPublicFolder *folder)
{
  GHashTable *paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *file = galley_public_folder_dup_file (folder, GALLEY_REDIRECTS_MAP, NULL);
  g_autoptr (GBytes) bytes = galley_file_read (file, MAX_MAP_BYTES, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (bytes == NULL)
    return paths;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      const char *start = g_str_has_prefix (*line, GONE_MARK) ? *line + strlen (GONE_MARK) : *line;
      g_autofree char *path = g_strndup (start, strcspn (start, " "));

      if (galley_site_path_is_valid (path))
        g_hash_table_add (paths, g_steal_pointer (&path));
    }
  return paths;
}

static void
append_line (GString    *map,
             const char *from,
             const char *to)
{
  g_string_append_printf (map, "%s ", from);
  for (const char *p = to; *p != '\0'; p++)
    /* A variable of nginx begins with it. */
    if (*p == '$')
      g_string_append (map, "%24");
    else
      g_string_append_c (map, *p);
  g_string_append (map, ";\n");
}

/* Lists @standing, behind them @others, which lead home: they are on their way out; and @gone. */
static gboolean
write_map (GalleyPublicFolder *folder,
           GPtrArray          *standing,
           GPtrArray          *gone,
           GHashTable         *others,
           GError            **error)
{
  GString *map = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  GHashTableIter iter;
  gpointer path;

  for (guint i = 0; i < standing->len; i++)
    {
      const GalleyRedirect *redirect = standing->pdata[i];

      append_line (map, redirect->from, redirect->to);
    }
  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    append_line (map, path, "/");
  for (guint i = 0; i < gone->len; i++)
    g_string_append_printf (map, GONE_MARK "%s \n", ((const GalleyRedirect *) gone->pdata[i])->from);
  bytes = g_string_free_to_bytes (map);
  return galley_public_folder_put (folder, GALLEY_REDIRECTS_MAP, g_bytes_get_size (bytes) > 0 ? bytes : NULL, error);
}

/* --- one redirect ------------------------------------------------------------------------------------------------ */

/* A cache may have it without the slash behind. */
static gboolean
note (GalleyPublicFolder *folder,
      const char         *from,
      const char         *page,
      GError            **error)
{
  return strcmp (from, page) == 0 || g_str_has_suffix (from, "/") || galley_public_folder_note (folder, from, error);
}

static gboolean
put (GalleyPublicFolder   *folder,
     GalleyLayout         *layout,
     const GalleyRedirect *redirect,
     GError              **error)
{
  g_autofree char *place = g_strconcat (redirect->page, GALLEY_PUBLIC_MOVED, NULL);
  g_autoptr (GBytes) to = g_bytes_new (redirect->to, strlen (redirect->to));
  g_autoptr (GBytes) page = NULL;

  page = galley_page_render_redirect (layout, redirect, error);
  return page != NULL
         && (galley_public_folder_holds (folder, place, to) || note (folder, redirect->from, redirect->page, error))
         && galley_public_folder_put (folder, redirect->page, page, error)
         && galley_public_folder_put (folder, place, to, error);
}

/* What stands there by now may be another page. */
static gboolean
take_away_moved (GalleyPublicFolder *folder,
                 const char         *from,
                 GError            **error)
{
  g_autofree char *page = galley_redirect_dup_page (from);
  g_autofree char *place = g_strconcat (page, GALLEY_PUBLIC_MOVED, NULL);

  return !galley_public_folder_has (folder, place)
         || (note (folder, from, page, error) && galley_public_folder_put (folder, page, NULL, error)
             && galley_public_folder_put (folder, place, NULL, error));
}

static gboolean
take_away_notice (GalleyPublicFolder *folder,
                  const char         *from,
                  GError            **error)
{
  g_autofree char *page = galley_redirect_dup_page (from);
  g_autofree char *place = g_strconcat (page, GALLEY_PUBLIC_GONE, NULL);

  return !galley_public_folder_has (folder, place)
         || (note (folder, from, page, error) && galley_public_folder_put (folder, place, NULL, error));
}

/* Readers learn that what was there is withdrawn, as they do where it stood last. The page goes even where that cannot be
 * told. */
static gboolean
put_notice (GalleyPublicFolder   *folder,
            GalleyLayout         *layout,
            const GalleyRedirect *redirect,
            GError              **error)
{
  g_autofree char *place = g_strconcat (redirect->page, GALLEY_PUBLIC_GONE, NULL);
  g_autoptr (GBytes) notice = NULL;

  if (!take_away_moved (folder, redirect->from, error))
    return FALSE;
  notice = galley_page_render_notice (layout, 410, error);
  return notice != NULL
         && (galley_public_folder_holds (folder, place, notice) || note (folder, redirect->from, redirect->page, error))
         && galley_public_folder_put (folder, place, notice, error);
}

/* --- all of them ------------------------------------------------------------------------------------------------- */

/* Those that lead somewhere into @standing, and those that led to what is withdrawn into @gone. */
static void
sort (GalleyPublicFolder *folder,
      GalleyLayout       *layout,
      GPtrArray          *standing,
      GPtrArray          *gone)
{
  guint n_redirects;
  const GalleyRedirect *redirects = galley_site_get_redirects (galley_layout_get_site (layout), &n_redirects);

  for (guint i = 0; i < n_redirects; i++)
    if (galley_publisher_redirects_leads_somewhere (folder, &redirects[i]))
      g_ptr_array_add (standing, (gpointer) &redirects[i]);
    else if (is_gone (folder, &redirects[i]))
      g_ptr_array_add (gone, (gpointer) &redirects[i]);
}

/* Takes away what stands of @others. */
static gboolean
take_away (GalleyPublicFolder *folder,
           GHashTable         *others,
           GError            **error)
{
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (!take_away_moved (folder, path, error) || !take_away_notice (folder, path, error))
      return FALSE;
  return TRUE;
}

gboolean
galley_publisher_redirects_write (GalleyPublicFolder *folder,
                                  GalleyLayout       *layout,
                                  GError            **error)
{
  g_autoptr (GPtrArray) standing = g_ptr_array_new ();
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  g_autoptr (GHashTable) others = NULL;

  g_return_val_if_fail (folder != NULL && layout != NULL, FALSE);

  sort (folder, layout, standing, gone);
  others = read_map (folder);
  for (guint i = 0; i < standing->len; i++)
    g_hash_table_remove (others, ((const GalleyRedirect *) standing->pdata[i])->from);
  for (guint i = 0; i < gone->len; i++)
    g_hash_table_remove (others, ((const GalleyRedirect *) gone->pdata[i])->from);
  /* Listed before it stands, and until it has gone: whatever happens in between, none is forgotten. */
  if (!write_map (folder, standing, gone, others, error) || !take_away (folder, others, error))
    return FALSE;
  for (guint i = 0; i < gone->len; i++)
    if (!put_notice (folder, layout, gone->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < standing->len; i++)
    {
      const GalleyRedirect *redirect = standing->pdata[i];

      if (!put (folder, layout, redirect, error) || !take_away_notice (folder, redirect->from, error))
        return FALSE;
    }
  if (g_hash_table_size (others) == 0)
    return TRUE;
  g_hash_table_remove_all (others);
  return write_map (folder, standing, gone, others, error);
}

gboolean
galley_publisher_redirects_follow (GalleyPublicFolder *folder,
                                   GalleyLayout       *layout,
                                   const char         *path,
                                   GError            **error)
{
  const GalleyRedirect *redirects;
  guint n_redirects;

  g_return_val_if_fail (folder != NULL && layout != NULL && path != NULL, FALSE);

  redirects = galley_site_get_redirects (galley_layout_get_site (layout), &n_redirects);
  for (guint i = 0; i < n_redirects; i++)
    {
      g_autofree char *target = galley_redirect_dup_target (&redirects[i]);

      if (g_strcmp0 (target, path) == 0)
        return galley_publisher_redirects_write (folder, layout, error);
    }
  return TRUE;
}
