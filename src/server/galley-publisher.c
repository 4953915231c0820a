/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publisher.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-sitemap.h"
#include "server/galley-page-writer.h"
#include "server/galley-public-folder.h"
#include "server/galley-publisher-lists.h"
#include "server/galley-publisher-media.h"
#include "server/galley-publisher-redirects.h"
#include "server/galley-publisher-site.h"
#include "server/galley-server-articles.h"
#include "server/galley-server-media.h"
#include "server/galley-server-pages.h"

struct _GalleyPublisher
{
  GalleyPublicFolder *folder;
  GalleyPageWriter *writer;
  GalleyLayout *layout;
  GalleyPurge *purge; /* borrowed (nullable) */
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
  self->folder = galley_public_folder_new (folder);
  self->writer = galley_page_writer_new (self->folder, media, layouts, layout);
  self->layout = galley_layout_ref (layout);
  return self;
}

void
galley_publisher_free (GalleyPublisher *self)
{
  if (self == NULL)
    return;
  galley_page_writer_free (self->writer);
  galley_public_folder_free (self->folder);
  galley_layout_unref (self->layout);
  g_free (self);
}

void
galley_publisher_set_purge (GalleyPublisher *self,
                            GalleyPurge     *purge)
{
  g_return_if_fail (self != NULL);
  self->purge = purge;
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

/* What changes from here on is noted for the purge hook. NULL without error where nobody asks for that. */
static GalleyPurgeJournal *
begin_journal (GalleyPublisher *self,
               GError         **error)
{
  GalleyPurgeJournal *journal = self->purge != NULL ? galley_purge_begin (self->purge, error) : NULL;

  galley_public_folder_set_journal (self->folder, journal);
  return journal;
}

/* Takes @journal. */
static void
end_journal (GalleyPublisher    *self,
             GalleyPurgeJournal *journal)
{
  galley_public_folder_set_journal (self->folder, NULL);
  galley_purge_journal_free (journal);
  if (self->purge != NULL)
    galley_purge_wake (self->purge);
}

static gboolean
write_frame (GalleyPublisher *self,
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
  return galley_publisher_redirects_write (self->folder, self->layout, error);
}

gboolean
galley_publisher_write_frame (GalleyPublisher *self,
                              GError         **error)
{
  g_autoptr (GError) journal_error = NULL;
  GalleyPurgeJournal *journal;
  gboolean is_written;

  g_return_val_if_fail (self != NULL, FALSE);

  journal = begin_journal (self, &journal_error);
  is_written = write_frame (self, journal_error == NULL ? error : NULL);
  end_journal (self, journal);
  if (journal_error == NULL)
    return is_written;
  g_propagate_error (error, g_steal_pointer (&journal_error));
  return FALSE;
}

/* Puts the page of an article into the site, or the notice of one that is not public any more. @months takes that of its
 * page. A cache may have it even where nothing changes here, after a run that was cut off. */
static gboolean
put_article (GalleyPublisher *self,
             GalleyDatabase  *database,
             const char      *id,
             GHashTable      *months,
             GError         **error)
{
  g_autoptr (GError) load_error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (database, id, &load_error);
  g_autoptr (GPtrArray) media =
    load_error == NULL ? galley_server_public_media_list (database, id, TRUE, &load_error) : NULL;
  g_autofree char *path = NULL;
  char *month;
  gboolean is_put, is_followed;

  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return FALSE;
    }
  if (row == NULL)
    return TRUE;
  is_put = galley_page_writer_put (self->writer, row, media, &path, error);
  month = galley_sitemap_dup_month (path);
  if (month != NULL)
    g_hash_table_add (months, month);
  /* What leads to a page goes with it, also where its notice could not be written. */
  is_followed = galley_publisher_redirects_follow (self->folder, self->layout, path, is_put ? error : NULL);
  return is_put && is_followed && (*path == '\0' || galley_public_folder_note (self->folder, path, error));
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
                             const char      *former,
                             GalleyDatabase  *database,
                             GError         **error)
{
  g_return_val_if_fail (self != NULL && database != NULL, FALSE);

  galley_public_folder_set_is_new (self->folder, former);
  return galley_publisher_site_write (self->writer, database, error) && write_frame (self, error)
         && galley_publisher_lists_write (self->folder, self->layout, database, NULL, error)
         && galley_public_folder_sync (self->folder, error);
}

/* All jobs. @is_last: they are done with it. */
static gboolean
run (GalleyPublisher *self,
     GalleyDatabase  *database,
     gboolean         is_last,
     GError         **error)
{
  g_autoptr (GError) job_error = NULL;
  g_autoptr (GError) first_error = NULL;
  g_autoptr (GHashTable) months = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 number = 0;
  gboolean has_jobs = FALSE, has_lists = FALSE, is_whole = FALSE;

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
           || (galley_public_folder_sync (self->folder, error)
               && (!is_last || galley_server_jobs_clear (database, number, error)));
  g_propagate_error (error, job_error != NULL ? g_steal_pointer (&job_error) : g_steal_pointer (&first_error));
  return FALSE;
}

gboolean
galley_publisher_run (GalleyPublisher *self,
                      GalleyDatabase  *database,
                      GError         **error)
{
  g_autoptr (GError) journal_error = NULL;
  GalleyPurgeJournal *journal;
  gboolean is_done;

  g_return_val_if_fail (self != NULL && database != NULL, FALSE);

  journal = begin_journal (self, &journal_error);
  /* Pages go even where it cannot be noted that they do; the jobs stay, and name them again. */
  is_done = run (self, database, journal_error == NULL, journal_error == NULL ? error : NULL);
  end_journal (self, journal);
  if (journal_error == NULL)
    return is_done;
  g_propagate_error (error, g_steal_pointer (&journal_error));
  return FALSE;
}
