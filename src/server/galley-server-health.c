/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-health.h"

#include "core/db/galley-statement.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-changes.h"
#include "server/galley-server-folder.h"
#include "server/galley-server-media.h"
#include "server/galley-server-pages.h"
#include "server/galley-server-schema.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>

#define METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"
#define LEAST_FREE (64 * 1024 * 1024)

gboolean
galley_server_health_knows (const char *path)
{
  return strcmp (path, GALLEY_HEALTH_PATH) == 0 || strcmp (path, GALLEY_METRICS_PATH) == 0;
}

static gint64
get_free_bytes (GalleyServer *self)
{
  struct statvfs status;

  return statvfs (self->folder, &status) == 0 ? (gint64) status.f_bavail * (gint64) status.f_frsize : -1;
}

static gint64
get_file_bytes (GalleyServer *self,
                const char   *suffix)
{
  g_autofree char *path = g_strconcat (self->folder, "/" GALLEY_SERVER_DATABASE, suffix, NULL);
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_size : 0;
}

/* 0 where it cannot be asked. */
static gint64
get_database_bytes (GalleyServer *self)
{
  static const char sql[] = "SELECT pg_database_size (current_database ())";
  g_autoptr (GalleyStatement) statement = NULL;

  if (self->address == NULL)
    return get_file_bytes (self, "");
  statement = galley_statement_get (self->database, sql);
  return galley_statement_step (statement, NULL) ? galley_statement_get_integer (statement, 0) : 0;
}

static void
add_fault (JsonArray  *faults,
           const char *format,
           ...) G_GNUC_PRINTF (2, 3);

static void
add_fault (JsonArray  *faults,
           const char *format,
           ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  json_array_add_string_element (faults, text);
}

static GalleyResponse *
answer_health (GalleyServer *self)
{
  g_autoptr (GError) error = NULL;
  JsonArray *faults = json_array_new ();
  JsonObject *object = json_object_new ();
  gint64 n_free = get_free_bytes (self);
  gint64 sequence;
  guint n_faults;

  if (!galley_server_changes_get_last (self->database, &sequence, &error))
    add_fault (faults, "The database cannot be read: %s", error->message);
  if (n_free >= 0 && n_free < LEAST_FREE)
    add_fault (faults, "The disk has %" G_GINT64_FORMAT " MB left", n_free / (1024 * 1024));
  if (self->has_left_jobs)
    add_fault (faults, "Pages of the public site could not be written and are tried again");
  n_faults = json_array_get_length (faults);
  json_object_set_string_member (object, "status", n_faults == 0 ? "ok" : "fault");
  json_object_set_array_member (object, "faults", faults);
  return galley_response_new_json (n_faults == 0 ? 200 : 503, object);
}

static GalleyResponse *
answer_metrics (GalleyServer *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 n_jobs;
  gint64 n_media_bytes;
  gint64 last_backup;

  if (!galley_server_jobs_count (self->database, &n_jobs, &error)
      || !galley_server_media_sum (self->database, &n_media_bytes, &error)
      || !galley_server_schema_get_backup_time (self->database, &last_backup, &error))
    return galley_server_fail (self, g_steal_pointer (&error));
  galley_metrics_write (self->metrics, text);
  galley_metrics_write_gauge (text, "galley_feed_sequence", "The number of the last change.", self->sequence);
  galley_metrics_write_gauge (text, "galley_publisher_jobs", "Pages that are still to be written.", n_jobs);
  galley_metrics_write_gauge (text, "galley_database_bytes", "Size of the database.", get_database_bytes (self));
  if (self->address == NULL)
    galley_metrics_write_gauge (text, "galley_database_wal_bytes", "Size of its write-ahead log.",
                                get_file_bytes (self, "-wal"));
  galley_metrics_write_gauge (text, "galley_media_bytes", "Size of all files that articles show.", n_media_bytes);
  galley_metrics_write_gauge (text, "galley_disk_free_bytes", "Room left where the data folder is.",
                              get_free_bytes (self));
  /* Left out where there never was one: an age that grows from nothing would look well. */
  if (last_backup > 0)
    galley_metrics_write_gauge (text, "galley_backup_age_seconds", "Since the last backup was made.",
                                (galley_clock_get_real_time (self->clock) - last_backup) / G_USEC_PER_SEC);
  return galley_response_new_text (200, METRICS_TYPE, g_string_free (g_steal_pointer (&text), FALSE));
}

GalleyResponse *
galley_server_health_answer (GalleyServer        *self,
                             const GalleyRequest *request)
{
  GalleyResponse *response;

  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  if (request->is_forwarded)
    return galley_response_new_problem (404, GALLEY_PROBLEM_NOT_FOUND, "This server does not know that resource");
  if (strcmp (request->method, "GET") != 0 && strcmp (request->method, "HEAD") != 0)
    {
      response = galley_response_new_problem (405, GALLEY_PROBLEM_METHOD, "Possible are GET, HEAD");
      response->allow = "GET, HEAD";
      return response;
    }
  return g_str_has_suffix (request->path, GALLEY_HEALTH_PATH) ? answer_health (self) : answer_metrics (self);
}
