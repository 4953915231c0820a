/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publisher.h"

#include "core/base/galley-file.h"
#include "core/portal/galley-site-path.h"
#include "core/wire/galley-wire.h"
#include "server/galley-publisher-media.h"
#include "server/galley-server-articles.h"
#include "server/galley-server-pages.h"

#include <string.h>

#define MAX_PAGE_BYTES (64 * 1024 * 1024)
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

/* Most list pages stay as they are when one article is published: they are not written again. */
static gboolean
write_if_new (const char *file,
              GBytes     *bytes,
              GError    **error)
{
  g_autoptr (GBytes) present = galley_file_read (file, MAX_PAGE_BYTES, NULL);

  return (present != NULL && g_bytes_equal (present, bytes)) || galley_file_replace (file, bytes, error);
}

/* The file of a site path, or NULL where the path leaves the site. */
static char *
make_file (GalleyPublisher *self,
           const char      *path,
           GError         **error)
{
  if (galley_site_path_is_valid (path))
    return g_build_filename (self->folder, path, NULL);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "no page can stand at \"%s\"", path);
  return NULL;
}

/* Takes @page, which is NULL where rendering failed. */
static gboolean
write_page (GalleyPublisher *self,
            const char      *path,
            GBytes          *page,
            GError         **error)
{
  g_autoptr (GBytes) bytes = page;
  g_autofree char *file = NULL;

  if (bytes == NULL)
    return FALSE;
  file = make_file (self, path, error);
  return file != NULL && write_if_new (file, bytes, error);
}

gboolean
galley_publisher_write_frame (GalleyPublisher *self,
                              GError         **error)
{
  g_autofree char *unknown = g_build_filename (self->folder, GALLEY_PUBLISHER_UNKNOWN, NULL);
  g_autoptr (GBytes) notice = galley_page_render_notice (self->layout, 404, error);

  if (notice == NULL || !write_if_new (unknown, notice, error))
    return FALSE;
  for (const char *const *name = galley_layout_get_assets (self->layout); *name != NULL; name++)
    {
      const char *content_type;
      g_autoptr (GBytes) bytes = galley_layout_dup_asset (self->layout, *name, &content_type);
      g_autofree char *file = g_build_filename (self->folder, "assets", *name, NULL);

      if (!write_if_new (file, bytes, error))
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
  g_autofree char *file = make_file (self, state->published_path, layout != NULL ? error : NULL);
  g_autofree char *gone = NULL;

  if (layout == NULL || file == NULL
      || !write_page (self, state->published_path,
                      galley_page_render_article (revision, layout, state->context, error), error))
    return FALSE;
  gone = g_strconcat (file, GALLEY_PUBLISHER_GONE, NULL);
  return galley_file_remove (gone, error);
}

/* The page goes even where its notice cannot be written. */
static gboolean
withdraw_article (GalleyPublisher   *self,
                  const GalleyState *state,
                  GError           **error)
{
  g_autofree char *file = make_file (self, state->published_path, error);
  g_autofree char *gone = NULL;
  g_autoptr (GBytes) notice = NULL;
  g_autoptr (GError) notice_error = NULL;

  if (file == NULL)
    return FALSE;
  gone = g_strconcat (file, GALLEY_PUBLISHER_GONE, NULL);
  notice = galley_page_render_notice (self->layout, 410, &notice_error);
  if (notice != NULL)
    write_if_new (gone, notice, &notice_error);
  if (!galley_file_remove (file, error))
    return FALSE;
  if (notice_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&notice_error));
  return FALSE;
}

static gboolean
do_article (GalleyPublisher *self,
            GalleyDatabase  *database,
            const char      *id,
            GError         **error)
{
  g_autoptr (GError) load_error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (database, id, &load_error);
  g_autoptr (GalleyRevision) revision = NULL;
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
  if (galley_state_is_public (state) && !row->is_deleted)
    return galley_publisher_media_show (self->media, self->folder, database, id, error)
           && write_article (self, revision, error) && galley_publisher_media_hide (self->folder, database, id, error);
  return *state->published_path == '\0'
         || (withdraw_article (self, state, error) && galley_publisher_media_hide (self->folder, database, id, error));
}

static gboolean
write_lists (GalleyPublisher *self,
             GalleyDatabase  *database,
             GError         **error)
{
  g_autoptr (GPtrArray) items = galley_server_pages_list (database, error);
  guint n_channels;
  const GalleyChannel *channels =
    galley_site_get_channels (galley_layout_get_site (self->layout), &n_channels);

  if (items == NULL || !write_page (self, "/index.html", galley_page_render_home (self->layout, items, error), error))
    return FALSE;
  for (guint i = 0; i < n_channels; i++)
    {
      g_autofree char *path = galley_page_dup_channel_path (channels[i].id);

      if (!write_page (self, path, galley_page_render_channel (self->layout, channels[i].id, items, error), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
galley_publisher_run (GalleyPublisher *self,
                      GalleyDatabase  *database,
                      GError         **error)
{
  g_autoptr (GError) job_error = NULL;
  g_autoptr (GError) first_error = NULL;
  gint64 number = 0;
  gboolean has_jobs = FALSE;

  g_return_val_if_fail (self != NULL && database != NULL, FALSE);

  /* One page that cannot be written does not keep the others, least of all a withdrawal, from being done. */
  while (TRUE)
    {
      g_autofree char *article = NULL;

      if (!galley_server_jobs_get_first (database, number, &number, &article, &job_error))
        break;
      has_jobs = TRUE;
      if (article != NULL && !do_article (self, database, article, first_error == NULL ? &first_error : NULL)
          && first_error == NULL)
        g_set_error (&first_error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "the page of %s was not written", article);
    }
  if (job_error == NULL && has_jobs)
    write_lists (self, database, first_error == NULL ? &first_error : NULL);
  if (job_error == NULL && first_error == NULL)
    return !has_jobs || galley_server_jobs_clear (database, number, error);
  g_propagate_error (error, job_error != NULL ? g_steal_pointer (&job_error) : g_steal_pointer (&first_error));
  return FALSE;
}
