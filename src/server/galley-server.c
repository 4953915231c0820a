/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server.h"

#include "core/base/galley-file.h"
#include "core/base/galley-password.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-language.h"
#include "server/galley-postgres-news.h"
#include "server/galley-postgres.h"
#include "server/galley-public-difference.h"
#include "server/galley-public-folder.h"
#include "server/galley-server-changes.h"
#include "server/galley-server-folder.h"
#include "server/galley-server-private.h"
#include "server/galley-server-schema.h"
#include "server/galley-server-slots.h"
#include "server/galley-server-users.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define PUBLISH_AGAIN (10 * G_USEC_PER_SEC)

GalleyWorkflow *
galley_server_get_workflow (GalleyServer *self)
{
  return galley_site_get_workflow (galley_layout_get_site (self->layout));
}

gint64
galley_server_get_sequence (GalleyServer *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->sequence;
}

GalleyMetrics *
galley_server_get_metrics (GalleyServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->metrics;
}

const char *
galley_server_get_address (GalleyServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->address;
}

const char *
galley_server_get_public_folder (GalleyServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->public_folder;
}

const char *
galley_server_get_media_folder (GalleyServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->media_folder;
}

GalleyResponse *
galley_server_fail (GalleyServer *self,
                    GError       *error)
{
  const char *sentence = N_ ("The request was not carried out; nothing was changed");

  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_FULL))
    sentence = N_ ("The server's disk is full; nothing was changed");
  galley_database_rollback (self->database);
  g_printerr ("galley-server: %s\n", error != NULL ? error->message : "unknown error");
  g_clear_error (&error);
  return galley_response_new_problem (500, GALLEY_PROBLEM_SERVER, "%s", galley_language_say (sentence));
}

/* With the commit; galley-postgres-news.h listens. */
static gboolean
tell_others (GalleyServer *self,
             GError      **error)
{
  return self->address == NULL || galley_database_exec (self->database, "NOTIFY " GALLEY_POSTGRES_NEWS, error);
}

gboolean
galley_server_commit (GalleyServer *self,
                      GError      **error)
{
  gint64 sequence;

  if (!galley_server_changes_get_last (self->database, &sequence, error) || !tell_others (self, error)
      || !galley_database_commit (self->database, error))
    return FALSE;
  self->sequence = sequence;
  return TRUE;
}

void
galley_server_publish (GalleyServer *self)
{
  g_autoptr (GError) error = NULL;

  self->has_left_jobs = !galley_publisher_run (self->publisher, self->database, &error);
  if (!self->has_left_jobs)
    return;
  self->next_run = galley_clock_get_boot_time (self->clock) + PUBLISH_AGAIN;
  g_printerr ("galley-server: publishing is tried again later: %s\n", error->message);
}

/* Where it cannot be read, the one before stays in use. */
static gboolean
use_layout (GalleyServer *self,
            GError      **error)
{
  g_autofree char *layouts = g_build_filename (self->folder, GALLEY_SERVER_LAYOUTS, NULL);
  GBytes *zip = NULL;
  GalleyLayout *layout = galley_server_folder_load_layout (self->folder, self->database, &zip, error);

  if (layout == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "%s names no layout", self->folder);
      return FALSE;
    }
  g_clear_pointer (&self->publisher, galley_publisher_free);
  g_clear_pointer (&self->layout, galley_layout_unref);
  g_clear_pointer (&self->layout_zip, g_bytes_unref);
  self->layout = layout;
  self->layout_zip = zip;
  self->publisher = galley_publisher_new (self->public_folder, self->media_folder, layouts, self->layout);
  galley_publisher_set_purge (self->publisher, self->purge);
  g_free (self->layout_version);
  self->layout_version = g_strdup (galley_layout_get_version (self->layout));
  return TRUE;
}

/* Another pack than the present one is named. One that cannot be read is told once. */
static void
change_layout (GalleyServer *self,
               const char   *version)
{
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (version, self->refused_layout) == 0)
    return;
  g_clear_pointer (&self->refused_layout, g_free);
  if (!use_layout (self, &error))
    {
      g_printerr ("galley-server: the layout %s is not taken, %s stays in use: %s\n", version, self->layout_version,
                  error->message);
      self->refused_layout = g_strdup (version);
      return;
    }
  if (!galley_publisher_write_frame (self->publisher, &error))
    g_printerr ("galley-server: %s\n", error->message);
  /* What lists articles is written with it before the next request. */
  self->has_left_jobs = TRUE;
  self->next_run = 0;
}

gboolean
galley_server_take_note (GalleyServer *self,
                         GError      **error)
{
  g_autofree char *version = NULL;

  version = galley_server_changes_look (self->database, &self->sequence, &self->floor, error);
  if (version == NULL)
    return FALSE;
  /* Another server, or the keeper, may have given another one. */
  if (strcmp (version, self->layout_version) != 0)
    change_layout (self, version);
  return TRUE;
}

void
galley_server_catch_up (GalleyServer *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  if (!galley_server_take_note (self, &error)
      || !galley_server_slots_get_next_end (self->database, &self->next_end, &error))
    g_printerr ("galley-server: what other servers have done is read later: %s\n",
                error != NULL ? error->message : "the database is empty");
}

static gboolean
open_file (GalleyServer *self,
           GError      **error)
{
  g_autofree char *path = g_build_filename (self->folder, GALLEY_SERVER_DATABASE, NULL);
  g_autofree char *lock = g_build_filename (self->folder, GALLEY_SERVER_LOCK, NULL);

  self->lock = galley_file_lock (lock, error);
  if (self->lock < 0)
    {
      g_prefix_error (error, "another galley-server works on this folder; end it first: ");
      return FALSE;
    }
  self->database = galley_database_open (path, GALLEY_DATABASE_DEFERRED, error);
  if (self->database == NULL)
    return FALSE;
  /* The keeper's commands write besides. */
  galley_server_folder_share (self->database);
  return TRUE;
}

static gboolean
open_database (GalleyServer *self,
               GError      **error)
{
  if (!galley_server_folder_read_address (self->folder, &self->address, error))
    return FALSE;
  if (self->address == NULL && !open_file (self, error))
    return FALSE;
  if (self->address != NULL && (self->database = galley_postgres_open (self->address, error)) == NULL)
    return FALSE;
  return galley_server_schema_migrate (self->database, error)
         && (self->epoch = galley_server_schema_dup_meta (self->database, "epoch", error)) != NULL
         && (self->decoy = galley_server_schema_dup_meta (self->database, "decoy", error)) != NULL
         && galley_server_changes_get_floor (self->database, &self->floor, error)
         && galley_server_changes_get_last (self->database, &self->sequence, error)
         && galley_server_slots_get_next_end (self->database, &self->next_end, error);
}

GalleyServer *
galley_server_open (const char   *folder,
                    GalleyClock  *clock,
                    GalleyRandom *random,
                    GError      **error)
{
  g_autoptr (GalleyServer) self = NULL;
  g_autoptr (GError) frame_error = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock) && GALLEY_IS_RANDOM (random), NULL);

  self = g_new0 (GalleyServer, 1);
  self->folder = g_canonicalize_filename (folder, NULL);
  self->public_folder = g_build_filename (self->folder, GALLEY_SERVER_PUBLIC, NULL);
  self->media_folder = g_build_filename (self->folder, GALLEY_SERVER_MEDIA, NULL);
  self->whole_files = galley_whole_files_new (self->media_folder);
  self->lock = -1;
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->limiter = galley_limiter_new ();
  self->metrics = galley_metrics_new ();
  self->presence = galley_presence_new ();
  if (open_database (self, error))
    self->purge = galley_purge_new (self->folder, GALLEY_PURGE_PATIENCE, GALLEY_PURGE_PAUSE);
  if (self->purge == NULL || !use_layout (self, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "%s lacks what galley-server init writes", folder);
      return NULL;
    }
  galley_new_file_clear (self->media_folder, G_MAXINT64);
  /* The API serves without its pages, too: a full disk must not keep anybody from writing. */
  if (!galley_publisher_write_frame (self->publisher, &frame_error))
    g_printerr ("galley-server: %s\n", frame_error->message);
  if (!galley_database_reserve (self->database, error))
    return NULL;
  galley_server_keep_up (self);
  galley_server_publish (self);
  galley_database_release (self->database);
  galley_server_keep_time (self);
  return g_steal_pointer (&self);
}

void
galley_server_close (GalleyServer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->publisher, galley_publisher_free);
  g_clear_pointer (&self->purge, galley_purge_free);
  g_clear_pointer (&self->layout, galley_layout_unref);
  g_clear_pointer (&self->layout_zip, g_bytes_unref);
  g_clear_pointer (&self->database, galley_database_close);
  if (self->lock >= 0)
    close (self->lock);
  g_clear_pointer (&self->limiter, galley_limiter_free);
  g_clear_pointer (&self->metrics, galley_metrics_unref);
  g_clear_pointer (&self->presence, galley_presence_free);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_free (self->epoch);
  g_free (self->decoy);
  g_free (self->layout_version);
  g_free (self->refused_layout);
  g_free (self->address);
  g_free (self->media_folder);
  galley_whole_files_free (self->whole_files);
  g_free (self->public_folder);
  g_free (self->folder);
  g_free (self);
}

GalleyDatabaseLog *
galley_server_answer_early (GalleyServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  self->log = galley_database_get_log (self->database);
  return self->log;
}

static gboolean
readdress (GalleyServer *self,
           const char   *address,
           GError      **error)
{
  g_autoptr (GalleyLayout) layout = NULL;

  if (g_strcmp0 (galley_site_get_base_address (galley_layout_get_site (self->layout)), address) == 0)
    return TRUE;
  layout = galley_server_folder_readdress (self->layout_zip, address, error);
  if (layout == NULL || !galley_database_begin (self->database, error))
    return FALSE;
  if (!galley_server_folder_store_layout (self->folder, self->database, layout, error)
      || !galley_database_commit (self->database, error))
    {
      galley_database_rollback (self->database);
      return FALSE;
    }
  if (!use_layout (self, error) || !galley_publisher_write_frame (self->publisher, error))
    return FALSE;
  galley_server_publish (self);
  return TRUE;
}

gboolean
galley_server_set_base_address (GalleyServer *self,
                                const char   *address,
                                GError      **error)
{
  gboolean is_set;

  g_return_val_if_fail (self != NULL && address != NULL, FALSE);

  if (!galley_database_reserve (self->database, error))
    return FALSE;
  is_set = galley_server_take_note (self, error) && readdress (self, address, error);
  galley_database_release (self->database);
  return is_set;
}

/* Puts the site at @other in the place of the one that is served, and tells the purge hook in what they differ: it is noted
 * before anybody can read the new one. */
static gboolean
exchange_site (GalleyServer *self,
               const char   *other,
               GError      **error)
{
  g_autoptr (GalleyPublicFolder) present = galley_public_folder_new (self->public_folder);
  g_autoptr (GError) journal_error = NULL;
  g_autoptr (GalleyPurgeJournal) journal = galley_purge_begin (self->purge, &journal_error);

  if (journal_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&journal_error));
      return FALSE;
    }
  galley_public_folder_set_journal (present, journal);
  return (journal == NULL || galley_public_difference_note (present, other, error))
         && galley_public_folder_exchange (self->public_folder, other, error);
}

gboolean
galley_server_rebuild (GalleyServer *self,
                       GError      **error)
{
  g_autofree char *layouts = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GalleyPublisher) publisher = NULL;
  gboolean is_done;

  g_return_val_if_fail (self != NULL, FALSE);

  layouts = g_build_filename (self->folder, GALLEY_SERVER_LAYOUTS, NULL);
  other = g_strconcat (self->public_folder, ".new", NULL);
  publisher = galley_publisher_new (other, self->media_folder, layouts, self->layout);
  if (!galley_database_reserve (self->database, error))
    return FALSE;
  is_done = galley_public_folder_remove (other, error)
            && galley_publisher_write_site (publisher, self->public_folder, self->database, error)
            && exchange_site (self, other, error) && galley_public_folder_remove (other, error);
  galley_purge_wake (self->purge);
  galley_database_release (self->database);
  return is_done;
}

gboolean
galley_server_add_user (GalleyServer     *self,
                        const GalleyUser *user,
                        const char       *password,
                        GError          **error)
{
  g_autofree char *hash = NULL;

  g_return_val_if_fail (self != NULL && user != NULL && password != NULL, FALSE);

  hash = galley_password_hash (password, error);
  return hash != NULL && galley_server_users_add (self->database, user, hash, error);
}
