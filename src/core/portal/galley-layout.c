/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pack's files, read once: site and templates are compiled, assets kept as they are. */
#include "core/portal/galley-layout.h"

#include "core/base/galley-error.h"
#include "core/base/galley-sentences.h"
#include "core/portal/galley-pack.h"
#include "core/portal/galley-rendition-key.h"
#include "core/portal/galley-site-refusal.h"
#include "galley-plain-layout.h"

#include <string.h>

#define BUILT_IN_PREFIX "/org/galleyeditor/galley/layouts/plain/"
#define SUFFIX ".mustache"
/* So many are kept for the next pages: as many threads make some at a time. */
#define MAX_MEMOS 8

struct _GalleyLayout
{
  gatomicrefcount references;

  GTree *files;
  char *version;
  GalleySite *site;
  char *rendition_key;
  GHashTable *templates; /* name without suffix -> GalleyMustache */
  GPtrArray *assets;     /* names below assets/, lent by files, NULL at the end */

  GMutex lock;      /* of what follows */
  GPtrArray *memos; /* (element-type GalleyViewMemo) those that nobody has */
};

G_DEFINE_BOXED_TYPE (GalleyLayout, galley_layout, galley_layout_ref, galley_layout_unref)

static gboolean
read_site (GalleyLayout *self,
           GError      **error)
{
  GBytes *bytes = g_tree_lookup (self->files, "site.json");
  gsize length;
  const char *text;

  if (bytes == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                   "%s", galley_sentence (N_ ("the layout pack has no site.json")));
      return FALSE;
    }
  text = g_bytes_get_data (bytes, &length);
  self->site = galley_site_new (text != NULL ? text : "", length, error);
  return self->site != NULL;
}

typedef struct
{
  GalleyLayout *layout;
  GError **error;
  gboolean is_good;
} Compiling;

static gboolean
compile_file (gpointer key,
              gpointer value,
              gpointer data)
{
  Compiling *compiling = data;
  GalleyMustache *template;
  gsize length;
  const char *text = g_bytes_get_data (value, &length);

  if (g_str_has_prefix (key, "assets/"))
    g_ptr_array_add (compiling->layout->assets, (char *) key + strlen ("assets/"));
  if (strchr (key, '/') != NULL || !g_str_has_suffix (key, SUFFIX))
    return FALSE;
  template = galley_mustache_new (key, text, length, GALLEY_MUSTACHE_NONE, compiling->error);
  compiling->is_good = template != NULL;
  if (template != NULL)
    g_hash_table_insert (compiling->layout->templates, g_strndup (key, strlen (key) - strlen (SUFFIX)), template);
  return !compiling->is_good;
}

static gboolean
read_templates (GalleyLayout *self,
                GError      **error)
{
  static const char *const needed[] = { "article", "channel", "home", "notice" };
  Compiling compiling = { self, error, TRUE };

  g_tree_foreach (self->files, compile_file, &compiling);
  if (!compiling.is_good)
    return FALSE;
  g_ptr_array_add (self->assets, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!g_hash_table_contains (self->templates, needed[i]))
      {
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                     galley_sentence (N_ ("the layout pack has no %s.mustache")), needed[i]);
        return FALSE;
      }
  return TRUE;
}

/* The mark that site.json names must be in the pack. */
static gboolean
read_mark (GalleyLayout *self,
           GError      **error)
{
  const char *image = galley_site_get_rendition_form (self->site)->watermark.image;
  g_autoptr (GBytes) mark = galley_layout_dup_mark (self);

  if (image != NULL && mark == NULL)
    {
      gsize length;
      const char *text = g_bytes_get_data (g_tree_lookup (self->files, "site.json"), &length);

      galley_site_refuse (error, "pictures.watermark.image", N_ ("the layout pack has no assets/%s"), image);
      galley_site_locate_refusal (error, text, length);
      return FALSE;
    }
  self->rendition_key = galley_rendition_key_new (self->site, mark);
  return TRUE;
}

/* Takes @files. */
static GalleyLayout *
layout_new (GTree   *files,
            GError **error)
{
  g_autoptr (GalleyLayout) self = NULL;

  if (files == NULL)
    return NULL;
  self = g_new0 (GalleyLayout, 1);
  g_atomic_ref_count_init (&self->references);
  self->files = files;
  self->version = galley_pack_hash (files);
  self->templates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) galley_mustache_free);
  self->assets = g_ptr_array_new ();
  self->memos = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_view_memo_free);
  g_mutex_init (&self->lock);
  if (!read_site (self, error) || !read_mark (self, error) || !read_templates (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

GalleyLayout *
galley_layout_new_from_folder (const char *path,
                               GError    **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return layout_new (galley_pack_read_folder (path, error), error);
}

GalleyLayout *
galley_layout_new_from_zip (GBytes  *zip,
                            GError **error)
{
  g_return_val_if_fail (zip != NULL, NULL);

  return layout_new (galley_pack_read_zip (zip, error), error);
}

GalleyLayout *
galley_layout_new_built_in (void)
{
  g_autoptr (GError) error = NULL;
  GalleyLayout *self = layout_new (
      galley_pack_read_resource (galley_plain_layout_get_resource (), BUILT_IN_PREFIX, &error), &error);

  if (self == NULL)
    g_error ("the pack that is built in: %s", error->message);
  return self;
}

GalleyLayout *
galley_layout_ref (GalleyLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
galley_layout_unref (GalleyLayout *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  /* What they know is in part the site's. */
  g_ptr_array_unref (self->memos);
  g_mutex_clear (&self->lock);
  g_ptr_array_unref (self->assets);
  g_tree_unref (self->files);
  g_free (self->version);
  g_clear_pointer (&self->site, galley_site_unref);
  g_free (self->rendition_key);
  g_hash_table_unref (self->templates);
  g_free (self);
}

const char *
galley_layout_get_version (GalleyLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->version;
}

GalleySite *
galley_layout_get_site (GalleyLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->site;
}

GBytes *
galley_layout_to_zip (GalleyLayout *self,
                      GError      **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return galley_pack_write_zip (self->files, error);
}

static const char *
guess_content_type (const char *name)
{
  static const struct
  {
    const char *suffix;
    const char *type;
  } types[] = {
    { ".css", "text/css; charset=utf-8" }, { ".html", "text/html; charset=utf-8" }, { ".txt", "text/plain; charset=utf-8" },
    { ".svg", "image/svg+xml" },           { ".png", "image/png" },                 { ".jpg", "image/jpeg" },
    { ".jpeg", "image/jpeg" },             { ".webp", "image/webp" },               { ".gif", "image/gif" },
    { ".ico", "image/x-icon" },            { ".woff2", "font/woff2" },              { ".woff", "font/woff" },
    { ".ttf", "font/ttf" },                { ".otf", "font/otf" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (name, types[i].suffix))
      return types[i].type;
  return "application/octet-stream";
}

GBytes *
galley_layout_dup_asset (GalleyLayout *self,
                         const char   *name,
                         const char  **content_type)
{
  g_autofree char *key = NULL;
  GBytes *bytes;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  key = g_strconcat ("assets/", name, NULL);
  bytes = g_tree_lookup (self->files, key);
  if (content_type != NULL)
    *content_type = bytes != NULL ? guess_content_type (name) : NULL;
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

GBytes *
galley_layout_dup_mark (GalleyLayout *self)
{
  const char *image;

  g_return_val_if_fail (self != NULL, NULL);

  image = galley_site_get_rendition_form (self->site)->watermark.image;
  return image != NULL ? galley_layout_dup_asset (self, image, NULL) : NULL;
}

const char *
galley_layout_get_rendition_key (GalleyLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->rendition_key;
}

const char *const *
galley_layout_get_assets (GalleyLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->assets->pdata;
}

GalleyMustache *
galley_layout_get_template (GalleyLayout *self,
                            const char   *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->templates, name);
}

static GalleyMustache *
look_up_cb (const char *name,
            gpointer    data)
{
  return galley_layout_get_template (data, name);
}

gboolean
galley_layout_check_templates (GalleyLayout *self,
                               GError      **error)
{
  GHashTableIter iter;
  gpointer template;

  g_return_val_if_fail (self != NULL, FALSE);

  g_hash_table_iter_init (&iter, self->templates);
  while (g_hash_table_iter_next (&iter, NULL, &template))
    if (!galley_mustache_check (template, look_up_cb, self, error))
      return FALSE;
  return TRUE;
}

typedef struct
{
  GalleyLayout *layout;
  GalleyViewMemo *memo;
} LentMemo;

static void
take_back (LentMemo *lent)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lent->layout->lock);

  if (lent->layout->memos->len < MAX_MEMOS)
    g_ptr_array_add (lent->layout->memos, lent->memo);
  else
    galley_view_memo_free (lent->memo);
}

GalleyViewMemo *
galley_layout_lend_memo (GalleyLayout *self,
                         GalleyArena  *arena,
                         const char   *path)
{
  LentMemo *lent;

  g_return_val_if_fail (self != NULL && arena != NULL && path != NULL, NULL);

  lent = galley_arena_take (arena, sizeof *lent);
  *lent = (LentMemo){ self, NULL };
  g_mutex_lock (&self->lock);
  if (self->memos->len > 0)
    lent->memo = g_ptr_array_steal_index (self->memos, self->memos->len - 1);
  g_mutex_unlock (&self->lock);
  if (lent->memo == NULL)
    lent->memo = galley_view_memo_new ();
  galley_view_memo_begin (lent->memo, path);
  galley_arena_keep (arena, lent, (GDestroyNotify) take_back);
  return lent->memo;
}
