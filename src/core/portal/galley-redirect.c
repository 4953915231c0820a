/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-redirect.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/base/galley-sentences.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-site-refusal.h"

#include <string.h>

#define MEMBER "redirects"
#define MAX_ADDRESS 2000 /* bytes */
#define MAX_STEPS 20

void
galley_redirect_clear (GalleyRedirect *self)
{
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->to, g_free);
}

char *
galley_redirect_dup_target (const GalleyRedirect *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return *self->to == '/' ? g_strndup (self->to, strcspn (self->to, "#")) : NULL;
}

char *
galley_redirect_dup_page (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  if (g_str_has_suffix (path, ".html") || g_str_has_suffix (path, ".htm"))
    return g_strdup (path);
  return g_strconcat (path, g_str_has_suffix (path, "/") ? "" : "/", "index.html", NULL);
}

/* --- what the site has of its own -------------------------------------------------------------------------------- */

/* "/2026/11/23/ID.html", or what would lie below it: an article has its path for ever. */
static gboolean
is_of_article (const char *path)
{
  static const char pattern[] = "/dddd/dd/dd/";
  const char *name;
  gsize length;
  g_autofree char *id = NULL;

  for (gsize i = 0; pattern[i] != '\0'; i++)
    if (pattern[i] == 'd' ? !g_ascii_isdigit (path[i]) : path[i] != pattern[i])
      return FALSE;
  name = path + strlen (pattern);
  length = strcspn (name, "./");
  id = g_strndup (name, length);
  return g_str_has_prefix (name + length, ".html") && galley_id_is_valid (id);
}

/* Whether @page lies in the folder of one of the lists that site.json names as @member. */
static gboolean
is_of_list (JsonObject *root,
            const char *member,
            const char *page)
{
  JsonArray *lists = galley_json_get_array (root, member);

  for (guint i = 0; lists != NULL && i < json_array_get_length (lists); i++)
    {
      JsonObject *list = galley_json_array_get_object (lists, i);
      const char *id = list != NULL ? galley_json_get_string (list, "id") : NULL;
      g_autofree char *folder = g_strconcat ("/", member, "/", id != NULL ? id : "", "/", NULL);

      if (id != NULL && g_str_has_prefix (page, folder))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_taken (JsonObject *root,
          const char *from,
          const char *page)
{
  static const char *const names[] = { "",        "404.html", "api",           "assets",     "atom.xml", "feed.xml",
                                       "healthz", "index.html", "media",       "metrics",    "redirects.map",
                                       "robots.txt", "search", "sitemap",      "sitemap.xml", NULL };
  g_autofree char *first = g_strndup (from + 1, strcspn (from + 1, "/"));

  return g_strv_contains (names, first) || is_of_article (from) || is_of_list (root, "channels", page)
         || is_of_list (root, "topics", page);
}

/* --- one --------------------------------------------------------------------------------------------------------- */

/* @to as a path where it lies below the site's own address. (transfer full) */
static char *
dup_inside (JsonObject *root,
            const char *to)
{
  const char *base = galley_json_get_string (root, "base_address");
  gsize length = base != NULL ? strlen (base) : 0;

  if (length > 0 && strncmp (to, base, length) == 0 && to[length] == '/')
    return g_strdup (to + length);
  return g_strdup (to);
}

static gboolean
leads_somewhere (const char *to)
{
  g_autofree char *path = g_strndup (to, strcspn (to, "#"));

  if (strlen (to) > MAX_ADDRESS || strpbrk (to, " \"'<>\\;{}") != NULL)
    return FALSE;
  return *to == '/' ? galley_site_path_is_valid (path) : galley_site_path_is_address (to);
}

/* NULL, or what is wrong. */
static const char *
read_redirect (JsonObject     *root,
               JsonObject     *object,
               GalleyRedirect *redirect)
{
  const char *from = galley_json_get_string (object, "from");
  const char *to = galley_json_get_string (object, "to");

  if (from == NULL || !galley_site_path_is_valid (from) || g_str_has_suffix (from, ".gz")
      || g_str_has_suffix (from, ".gone") || g_str_has_suffix (from, ".moved"))
    return N_ ("from is no path like /old/page.html, or leads out of the site");
  redirect->from = g_strdup (from);
  redirect->page = galley_redirect_dup_page (from);
  if (is_taken (root, from, redirect->page))
    return N_ ("from is the path of a page that the site has");
  redirect->to = dup_inside (root, to != NULL ? to : "");
  if (!leads_somewhere (redirect->to))
    return N_ ("to is neither a path of the site nor an address that begins with http:// or https://");
  return NULL;
}

/* --- all of them ------------------------------------------------------------------------------------------------- */

/* Whether another page stands where the folder of @page would be. */
static gboolean
lies_below_a_page (GHashTable *pages,
                   const char *page)
{
  g_autofree char *folder = g_strdup (page);
  char *slash;

  while ((slash = strrchr (folder, '/')) != NULL && slash != folder)
    {
      *slash = '\0';
      if (g_hash_table_contains (pages, folder))
        return TRUE;
    }
  return FALSE;
}

/* Where @self leads in the end, lent; NULL: nowhere within so many steps. */
static const char *
follow (const GalleyRedirect *self,
        GHashTable           *pages)
{
  const GalleyRedirect *last = self;

  for (guint steps = 0; steps <= MAX_STEPS; steps++)
    {
      g_autofree char *target = galley_redirect_dup_target (last);
      g_autofree char *page = target != NULL ? galley_redirect_dup_page (target) : NULL;
      const GalleyRedirect *next = page != NULL ? g_hash_table_lookup (pages, page) : NULL;

      if (next == NULL)
        return last->to;
      last = next;
    }
  return NULL;
}

static gboolean
refuse (guint       index,
        const char *wrong,
        GError    **error)
{
  return galley_site_refuse_element (error, MEMBER, index, "%s", galley_sentence (wrong));
}

/* Makes each lead where it leads in the end. */
static gboolean
settle (GArray     *redirects,
        GHashTable *pages,
        GError    **error)
{
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < redirects->len; i++)
    {
      const GalleyRedirect *redirect = &g_array_index (redirects, GalleyRedirect, i);
      const char *end = follow (redirect, pages);

      if (lies_below_a_page (pages, redirect->page))
        return refuse (i, N_ ("from lies below the page of another redirect"), error);
      if (end == NULL)
        return refuse (i, N_ ("it leads in a circle, or over more than 20 others"), error);
      g_ptr_array_add (ends, g_strdup (end));
    }
  for (guint i = 0; i < redirects->len; i++)
    {
      GalleyRedirect *redirect = &g_array_index (redirects, GalleyRedirect, i);

      g_free (redirect->to);
      redirect->to = g_strdup (ends->pdata[i]);
    }
  return TRUE;
}

gboolean
galley_redirects_read (JsonObject *root,
                       GArray     *redirects,
                       GError    **error)
{
  g_autoptr (GHashTable) pages = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array;
  guint n;

  g_return_val_if_fail (root != NULL && redirects != NULL, FALSE);

  array = galley_json_get_array (root, MEMBER);
  n = array != NULL ? json_array_get_length (array) : 0;
  if (array == NULL && json_object_has_member (root, MEMBER))
    return refuse (0, N_ ("it is no list"), error);
  if (n > GALLEY_REDIRECTS_MAX)
    return refuse (GALLEY_REDIRECTS_MAX, N_ ("there are more than 5000"), error);
  /* The table lends what stands in the array: that grows no more behind this. */
  g_array_set_size (redirects, n);
  for (guint i = 0; i < n; i++)
    {
      GalleyRedirect *redirect = &g_array_index (redirects, GalleyRedirect, i);
      JsonObject *object = galley_json_array_get_object (array, i);
      const char *wrong = object != NULL ? read_redirect (root, object, redirect) : N_ ("it is no object");

      if (wrong == NULL && !g_hash_table_insert (pages, redirect->page, redirect))
        wrong = N_ ("from stands there twice");
      if (wrong != NULL)
        return refuse (i, wrong, error);
    }
  return settle (redirects, pages, error);
}
