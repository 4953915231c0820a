/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-page-writer.h"

#include "core/base/galley-file.h"
#include "core/portal/galley-article-page.h"
#include "core/portal/galley-page.h"
#include "core/wire/galley-wire.h"
#include "server/galley-publisher-media.h"

#include <string.h>

#define MAX_LAYOUT_BYTES (64 * 1024 * 1024)
/* Of the layouts before the present one so many are kept at hand: a site has few, and articles of one time share one. */
#define MAX_LAYOUTS 8

struct _GalleyPageWriter
{
  GalleyPublicFolder *folder; /* borrowed */
  char *media;
  char *layouts;
  GalleyLayout *layout;

  GMutex lock;
  GHashTable *former; /* version -> GalleyLayout */
};

GalleyPageWriter *
galley_page_writer_new (GalleyPublicFolder *folder,
                        const char         *media,
                        const char         *layouts,
                        GalleyLayout       *layout)
{
  GalleyPageWriter *self;

  g_return_val_if_fail (folder != NULL && media != NULL && layouts != NULL && layout != NULL, NULL);

  self = g_new0 (GalleyPageWriter, 1);
  self->folder = folder;
  self->media = g_strdup (media);
  self->layouts = g_strdup (layouts);
  self->layout = galley_layout_ref (layout);
  self->former = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) galley_layout_unref);
  g_mutex_init (&self->lock);
  return self;
}

void
galley_page_writer_free (GalleyPageWriter *self)
{
  if (self == NULL)
    return;
  g_free (self->media);
  g_free (self->layouts);
  galley_layout_unref (self->layout);
  g_hash_table_unref (self->former);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static GalleyLayout *
read_layout (GalleyPageWriter *self,
             const char       *version,
             GError          **error)
{
  g_autofree char *name = g_strconcat (version, ".zip", NULL);
  g_autofree char *file = g_build_filename (self->layouts, name, NULL);
  g_autoptr (GBytes) zip = galley_file_read (file, MAX_LAYOUT_BYTES, error);

  return zip != NULL ? galley_layout_new_from_zip (zip, error) : NULL;
}

/* The layout that an article was published with. */
static GalleyLayout *
dup_layout (GalleyPageWriter *self,
            const char       *version,
            GError          **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  GalleyLayout *layout;

  if (*version == '\0' || strcmp (version, galley_layout_get_version (self->layout)) == 0)
    return galley_layout_ref (self->layout);
  locker = g_mutex_locker_new (&self->lock);
  layout = g_hash_table_lookup (self->former, version);
  if (layout != NULL)
    return galley_layout_ref (layout);
  layout = read_layout (self, version, error);
  if (layout == NULL)
    return NULL;
  if (g_hash_table_size (self->former) >= MAX_LAYOUTS)
    g_hash_table_remove_all (self->former);
  g_hash_table_insert (self->former, g_strdup (version), galley_layout_ref (layout));
  return layout;
}

/* Takes @page, which is NULL where rendering failed. */
static gboolean
write_page (GalleyPageWriter *self,
            const char       *path,
            GBytes           *page,
            GError          **error)
{
  g_autoptr (GBytes) bytes = page;

  return bytes != NULL && galley_public_folder_put (self->folder, path, bytes, error);
}

static gboolean
has_page (GalleyPageWriter *self,
          const char       *path,
          guint             number)
{
  g_autofree char *further = galley_article_page_dup_path (path, number);

  return galley_public_folder_has (self->folder, further);
}

/* Further pages that the article at @path had when there was more in it: behind page @last none stays. The last one goes
 * first, so that who is interrupted leaves no gap behind which others would not be found. */
static gboolean
remove_behind (GalleyPageWriter *self,
               const char       *path,
               guint             last,
               GError          **error)
{
  guint end = last + 1;

  while (has_page (self, path, end))
    end++;
  while (--end > last)
    {
      g_autofree char *further = galley_article_page_dup_path (path, end);

      if (!galley_public_folder_put (self->folder, further, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* All pages of the article; *@n_pages is how many there are. */
static gboolean
write_pages (GalleyPageWriter *self,
             GalleyRevision   *revision,
             GalleyLayout     *layout,
             guint            *n_pages,
             GError          **error)
{
  const GalleyState *state = galley_revision_get_state (revision);

  *n_pages = galley_article_page_get (galley_revision_get_blocks (revision), layout, 1).count;
  for (guint number = 1; number <= *n_pages; number++)
    {
      g_autofree char *path = galley_article_page_dup_path (state->published_path, number);

      if (!write_page (self, path, galley_page_render_article_page (revision, layout, state->context, number, error), error)
          || (number > 1 && !galley_public_folder_note (self->folder, path, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_article (GalleyPageWriter *self,
               GalleyRevision   *revision,
               GPtrArray        *media,
               GError          **error)
{
  const GalleyState *state = galley_revision_get_state (revision);
  g_autoptr (GalleyLayout) layout = dup_layout (self, state->layout_version, error);
  g_autofree char *gone = g_strconcat (state->published_path, GALLEY_PUBLIC_GONE, NULL);
  guint n_pages;

  return layout != NULL && galley_publisher_media_show (self->folder, self->media, media, error)
         && write_pages (self, revision, layout, &n_pages, error)
         && remove_behind (self, state->published_path, n_pages, error)
         && galley_public_folder_put (self->folder, gone, NULL, error);
}

/* The pages go even where the notice, which is for all of them, cannot be written. */
static gboolean
withdraw_article (GalleyPageWriter  *self,
                  const GalleyState *state,
                  GError           **error)
{
  g_autofree char *gone = g_strconcat (state->published_path, GALLEY_PUBLIC_GONE, NULL);
  g_autoptr (GError) notice_error = NULL;

  write_page (self, gone, galley_page_render_notice (self->layout, 410, &notice_error), &notice_error);
  if (!galley_public_folder_put (self->folder, state->published_path, NULL, error)
      || !remove_behind (self, state->published_path, 1, error))
    return FALSE;
  if (notice_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&notice_error));
  return FALSE;
}

gboolean
galley_page_writer_put (GalleyPageWriter       *self,
                        const GalleyArticleRow *row,
                        GPtrArray              *media,
                        char                  **path,
                        GError                **error)
{
  g_autoptr (GalleyRevision) revision = NULL;
  const GalleyState *state;

  g_return_val_if_fail (self != NULL && row != NULL && media != NULL && path != NULL, FALSE);

  *path = g_strdup ("");
  revision = galley_wire_read (row->article, strlen (row->article), error);
  if (revision == NULL)
    return FALSE;
  state = galley_revision_get_state (revision);
  g_free (*path);
  *path = g_strdup (state->published_path);
  if (galley_state_is_public (state) && !row->is_deleted)
    return write_article (self, revision, media, error);
  return *state->published_path == '\0' || withdraw_article (self, state, error);
}
