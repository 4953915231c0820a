/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publisher.h"

#include "core/base/galley-file.h"
#include "core/portal/galley-sitemap.h"
#include "core/wire/galley-wire.h"
#include "server/galley-public-folder.h"
#include "server/galley-publisher-lists.h"
#include "server/galley-publisher-media.h"
#include "server/galley-server-articles.h"
#include "server/galley-server-pages.h"

#include <string.h>

#define MAX_LAYOUT_BYTES (64 * 1024 * 1024)

struct _GalleyPublisher
{
  char *folder;
  char *media;
  char *layouts;
  GalleyLayout *layout;
};

GalleyPublisher *
galley_publisher_new (const char   *folder,
                      const char   *media,
                      const char   *layouts,
                      GalleyLayout *layout)
{
  GalleyPublisher *self;

  g_return_val_if_fail (folder != NULL && media != NULL && layouts != NULL && layout != NULL, NULL);

  self = g_new0 (GalleyPublisher, 1);
  self->folder = g_strdup (folder);
  self->media = g_strdup (media);
  self->layouts = g_strdup (layouts);
  self->layout = galley_layout_ref (layout);
  return self;
}

void
galley_publisher_free (GalleyPublisher *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self->media);
  g_free (self->layouts);
  galley_layout_unref (self->layout);
  g_free (self);
}

/* Takes @page, which is NULL where rendering failed. */
static gboolean
write_page (GalleyPublisher *self,
            const char      *path,
            GBytes          *page,
            GError         **error)
{
  g_autoptr (GBytes) bytes = page;

  return bytes != NULL && galley_public_folder_put (self->folder, path, bytes, error);
}

gboolean
galley_publisher_write_frame (GalleyPublisher *self,
                              GError         **error)
{
  if (!write_page (self, "/" GALLEY_PUBLISHER_UNKNOWN, galley_page_render_notice (self->layout, 404, error), error))
    return FALSE;
  for (const char *const *name = galley_layout_get_assets (self->layout); *name != NULL; name++)
    {
      g_autofree char *path = g_strconcat ("/assets/", *name, NULL);

      if (!write_page (self, path, galley_layout_dup_asset (self->layout, *name, NULL), error))
        return FALSE;
    }
  return TRUE;
}

/* The layout that the article was published with. */
static GalleyLayout *
load_layout (GalleyPublisher *self,
             const char      *version,
             GError         **error)
{
  g_autofree char *name = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GBytes) zip = NULL;

  if (*version == '\0' || strcmp (version, galley_layout_get_version (self->layout)) == 0)
    return galley_layout_ref (self->layout);
  name = g_strconcat (version, ".zip", NULL);
  file = g_build_filename (self->layouts, name, NULL);
  zip = galley_file_read (file, MAX_LAYOUT_BYTES, error);
  return zip != NULL ? galley_layout_new_from_zip (zip, error) : NULL;
}

static gboolean
write_article (GalleyPublisher *self,
               GalleyRevision  *revision,
               GError         **error)
{
  const GalleyState *state = galley_revision_get_state (revision);
  g_autoptr (GalleyLayout) layout = load_layout (self, state->layout_version, error);
  g_autofree char *gone = g_strconcat (state->published_path, GALLEY_PUBLISHER_GONE, NULL);

  return layout != NULL
         && write_page (self, state->published_path,
                        galley_page_render_article (revision, layout, state->context, error), error)
         && galley_public_folder_put (self->folder, gone, NULL, error);
}

/* The page goes even where its notice cannot be written. */
static gboolean
withdraw_article (GalleyPublisher   *self,
                  const GalleyState *state,
                  GError           **error)
{
  g_autofree char *gone = g_strconcat (state->published_path, GALLEY_PUBLISHER_GONE, NULL);
  g_autoptr (GError) notice_error = NULL;

  write_page (self, gone, galley_page_render_notice (self->layout, 410, &notice_error), &notice_error);
  if (!galley_public_folder_put (self->folder, state->published_path, NULL, error))
    return FALSE;
  if (notice_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&notice_error));
  return FALSE;
}

/* Puts the page of an article into the site, or the notice of one that is not public any more. @months (nullable) takes
 * that of its page. */
static gboolean
put_article (GalleyPublisher *self,
             GalleyDatabase  *database,
             const char      *id,
             GHashTable      *months,
             GError         **error)
{
  g_autoptr (GError) load_error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (database, id, &load_error);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autofree char *month = NULL;
  const GalleyState *state;

  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return FALSE;
    }
  if (row == NULL)
    return TRUE;
  revision = galley_wire_read (row->article, strlen (row->article), error);
  if (revision == NULL)
    return FALSE;
  state = galley_revision_get_state (revision);
  month = months != NULL ? galley_sitemap_dup_month (state->published_path) : NULL;
  if (month != NULL)
    g_hash_table_add (months, g_steal_pointer (&month));
  if (galley_state_is_public (state) && !row->is_deleted)
    return galley_publisher_media_show (self->media, self->folder, database, id, error)
           && write_article (self, revision, error);
  return *state->published_path == '\0' || withdraw_article (self, state, error);
}

static gboolean
do_article (GalleyPublisher *self,
            GalleyDatabase  *database,
            const char      *id,
            GHashTable      *months,
            GError         **error)
{
  return put_article (self, database, id, months, error)
         && galley_publisher_media_hide (self->folder, database, id, error);
}

gboolean
galley_publisher_write_site (GalleyPublisher *self,
                             GalleyDatabase  *database,
                             GError         **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  g_return_val_if_fail (self != NULL && database != NULL, FALSE);

  ids = galley_server_articles_list_ids (database, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!put_article (self, database, ids->pdata[i], NULL, error))
      return FALSE;
  return galley_publisher_write_frame (self, error)
         && galley_publisher_lists_write (self->folder, self->layout, database, NULL, error)
         && galley_file_sync (self->folder, error);
}

gboolean
galley_publisher_run (GalleyPublisher *self,
                      GalleyDatabase  *database,
                      GError         **error)
{
  g_autoptr (GError) job_error = NULL;
  g_autoptr (GError) first_error = NULL;
  g_autoptr (GHashTable) months = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 number = 0;
  gboolean has_jobs = FALSE, has_lists = FALSE, is_whole = FALSE;

  g_return_val_if_fail (self != NULL && database != NULL, FALSE);

  /* One page that cannot be written does not keep the others, least of all a withdrawal, from being done. */
  while (TRUE)
    {
      g_autofree char *article = NULL;

      if (!galley_server_jobs_get_first (database, number, &number, &article, &job_error))
        break;
      has_jobs = TRUE;
      if (article != NULL && strcmp (article, GALLEY_SERVER_JOB_HOME) == 0)
        continue;
      has_lists = TRUE;
      if (article == NULL)
        is_whole = TRUE;
      else if (!do_article (self, database, article, months, first_error == NULL ? &first_error : NULL)
               && first_error == NULL)
        g_set_error (&first_error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "the page of %s was not written", article);
    }
  if (job_error == NULL && has_lists)
    galley_publisher_lists_write (self->folder, self->layout, database, is_whole ? NULL : months,
                                  first_error == NULL ? &first_error : NULL);
  else if (job_error == NULL && has_jobs)
    galley_publisher_lists_write_home (self->folder, self->layout, database, &first_error);
  if (job_error == NULL && first_error == NULL)
    return !has_jobs
           || (galley_file_sync (self->folder, error) && galley_server_jobs_clear (database, number, error));
  g_propagate_error (error, job_error != NULL ? g_steal_pointer (&job_error) : g_steal_pointer (&first_error));
  return FALSE;
}
