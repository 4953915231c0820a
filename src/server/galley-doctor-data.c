/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in the data folder. */
#include "server/galley-doctor.h"

#include "core/base/galley-hash-folder.h"
#include "core/db/galley-database-driver.h"
#include "core/wire/galley-wire-media.h"
#include "server/galley-doctor-private.h"
#include "server/galley-postgres.h"
#include "server/galley-publisher-redirects.h"
#include "server/galley-server-articles.h"
#include "server/galley-server-audit-chain.h"
#include "server/galley-server-folder.h"
#include "server/galley-server-media.h"
#include "server/galley-server-pages.h"
#include "server/galley-server-schema.h"

#include <glib/gi18n.h>
#include <string.h>

#define BACKUP_WARNING (36 * G_TIME_SPAN_HOUR)
#define BACKUP_FAULT (14 * G_TIME_SPAN_DAY)

static void
fail (GPtrArray  *findings,
      const char *subject,
      GError     *error)
{
  galley_doctor_find (findings, subject, GALLEY_FINDING_FAULT, _ ("It cannot be read: %s"), error->message);
}

/* FALSE: there is nothing more to look at. */
static gboolean
examine_schema (GalleyDatabase *database,
                GPtrArray      *findings)
{
  g_autoptr (GError) error = NULL;

  /* PostgreSQL looks after its own pages. */
  if (galley_database_get_driver (database) == NULL && !galley_database_check (database, &error))
    {
      galley_doctor_find (findings, N_ ("database"), GALLEY_FINDING_FAULT,
                          _ ("It is damaged: stop the server and restore the last backup (%s)"), error->message);
      return FALSE;
    }
  if (galley_server_schema_is_present (database, &error))
    {
      galley_doctor_find (findings, N_ ("database"), GALLEY_FINDING_OK,
                          _ ("It is whole, and of this program’s schema"));
      return TRUE;
    }
  if (error != NULL)
    galley_doctor_find (findings, N_ ("database"), GALLEY_FINDING_FAULT,
                        _ ("It is of a newer program (%s): install that one"), error->message);
  else
    galley_doctor_find (findings, N_ ("database"), GALLEY_FINDING_WARNING,
                        _ ("It is whole, and of an older schema: restart the server to bring it up to date"));
  return FALSE;
}

static void
examine_audit (GalleyDatabase *database,
               GPtrArray      *findings)
{
  GalleyAuditCheck check;
  g_autoptr (GError) error = NULL;

  if (!galley_server_audit_chain_check (database, &check, &error))
    fail (findings, N_ ("audit"), error);
  else if (check.first_bad != 0)
    galley_doctor_find (findings, N_ ("audit"), GALLEY_FINDING_FAULT,
                        _ ("The record does not fit from entry %u on (%s): somebody changed it; compare it with a backup"),
                        (guint) check.first_bad, check.problem);
  else
    galley_doctor_find (findings, N_ ("audit"), GALLEY_FINDING_OK,
                        ngettext ("%u entry fits", "%u entries fit", (gulong) check.n_entries), (guint) check.n_entries);
}

static void
examine_backup (const GalleyDoctorCase *self,
                GalleyDatabase         *database,
                GPtrArray              *findings)
{
  g_autoptr (GError) error = NULL;
  gint64 time;
  gint64 age;
  guint n_hours;

  if (!galley_server_schema_get_backup_time (database, &time, &error))
    {
      fail (findings, N_ ("backup"), error);
      return;
    }
  if (time == 0)
    {
      galley_doctor_find (findings, N_ ("backup"), GALLEY_FINDING_WARNING,
                          _ ("There never was one: enable galley-server-backup.timer, or call galley-server backup"));
      return;
    }
  age = galley_clock_get_real_time (self->clock) - time;
  n_hours = (guint) (MAX (age, 0) / G_TIME_SPAN_HOUR);
  galley_doctor_find (findings, N_ ("backup"),
                      age > BACKUP_FAULT     ? GALLEY_FINDING_FAULT
                      : age > BACKUP_WARNING ? GALLEY_FINDING_WARNING
                                             : GALLEY_FINDING_OK,
                      age > BACKUP_WARNING
                          ? ngettext ("The last one was made %u hour ago: look at journalctl -u galley-server-backup",
                                      "The last one was made %u hours ago: look at journalctl -u galley-server-backup",
                                      n_hours)
                          : ngettext ("The last one was made %u hour ago", "The last one was made %u hours ago", n_hours),
                      n_hours);
}

/* What the database has must be on the disk. What articles name and nobody has sent yet comes with the next pass of who
 * has it. */
static void
examine_media (const GalleyDoctorCase *self,
               GalleyDatabase         *database,
               GPtrArray              *findings)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (self->folder, GALLEY_SERVER_MEDIA, NULL);
  g_autoptr (GPtrArray) hashes = galley_server_media_list (database, &error);
  g_autoptr (GPtrArray) ids = hashes != NULL ? galley_server_articles_list_ids (database, &error) : NULL;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  const char *lost = NULL;
  guint n_lost = 0;
  guint n_unknown = 0;

  for (guint i = 0; ids != NULL && i < hashes->len; i++)
    {
      g_hash_table_add (known, hashes->pdata[i]);
      if (galley_hash_folder_has (folder, hashes->pdata[i]))
        continue;
      n_lost++;
      lost = hashes->pdata[i];
    }
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (GalleyArticleRow) row = galley_server_articles_load (database, ids->pdata[i], &error);
      g_autoptr (GArray) names = row != NULL ? galley_wire_list_media (row->article, strlen (row->article)) : NULL;

      for (guint k = 0; names != NULL && k < names->len; k++)
        n_unknown += g_hash_table_contains (known, g_array_index (names, GalleyMediaName, k).hash) ? 0 : 1;
    }
  if (error != NULL)
    fail (findings, N_ ("media"), error);
  else if (n_lost > 0)
    galley_doctor_find (findings, N_ ("media"), GALLEY_FINDING_FAULT,
                        ngettext ("%u file of an article is missing, %s: take it from a backup",
                                  "%u files of articles are missing, as %s: take them from a backup", n_lost),
                        n_lost, lost);
  else if (n_unknown > 0)
    galley_doctor_find (findings, N_ ("media"), GALLEY_FINDING_WARNING,
                        ngettext ("%u file that an article names was not sent yet: it comes when its computer synchronises",
                                  "%u files that articles name were not sent yet: they come when their computers "
                                  "synchronise", n_unknown),
                        n_unknown);
  else
    galley_doctor_find (findings, N_ ("media"), GALLEY_FINDING_OK, _ ("All files of articles are there: %u"), hashes->len);
}

static void
examine_jobs (GalleyDatabase *database,
              GPtrArray      *findings)
{
  g_autoptr (GError) error = NULL;
  gint64 n_jobs;

  if (!galley_server_jobs_count (database, &n_jobs, &error))
    fail (findings, N_ ("publisher"), error);
  else if (n_jobs > 0)
    galley_doctor_find (findings, N_ ("publisher"), GALLEY_FINDING_WARNING,
                        ngettext ("%u page waits to be written: look for “publishing is tried again” in the server’s "
                                  "log",
                                  "%u pages wait to be written: look for “publishing is tried again” in the server’s "
                                  "log",
                                  (gulong) n_jobs),
                        (guint) n_jobs);
  else
    galley_doctor_find (findings, N_ ("publisher"), GALLEY_FINDING_OK, _ ("No page waits to be written"));
}

/* Where an article was withdrawn its redirects have gone with it. */
static void
examine_redirects (const GalleyDoctorCase *self,
                   GalleyDatabase         *database,
                   GPtrArray              *findings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GalleyLayout) layout = galley_server_folder_load_layout (self->folder, database, &zip, &error);
  g_autofree char *public_folder = g_build_filename (self->folder, GALLEY_SERVER_PUBLIC, NULL);
  g_autoptr (GalleyPublicFolder) folder = galley_public_folder_new (public_folder);
  const GalleyRedirect *redirects = NULL;
  const char *idle = NULL;
  guint n_redirects = 0, n_idle = 0;

  if (error != NULL)
    fail (findings, N_ ("redirects"), error);
  if (layout != NULL)
    redirects = galley_site_get_redirects (galley_layout_get_site (layout), &n_redirects);
  for (guint i = 0; i < n_redirects; i++)
    if (!galley_publisher_redirects_leads_somewhere (folder, &redirects[i]))
      {
        n_idle++;
        idle = redirects[i].from;
      }
  if (n_idle > 0)
    galley_doctor_find (findings, N_ ("redirects"), GALLEY_FINDING_WARNING,
                        _ ("%u of %u do not stand, for the articles they lead to are not public, as %s: take them out of "
                           "site.json, or say there where else they lead"),
                        n_idle, n_redirects, idle);
  else if (n_redirects > 0)
    galley_doctor_find (findings, N_ ("redirects"), GALLEY_FINDING_OK, _ ("All of them stand: %u"), n_redirects);
}

/* Nothing is changed, not even the schema. */
static GalleyDatabase *
open_database (const char *folder,
               GError    **error)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_SERVER_DATABASE, NULL);
  g_autofree char *address = NULL;

  if (!galley_server_folder_read_address (folder, &address, error))
    return NULL;
  if (address != NULL)
    return galley_postgres_open (address, error);
  return galley_database_open (path, GALLEY_DATABASE_READ_ONLY | GALLEY_DATABASE_TRUSTED, error);
}

void
galley_doctor_examine_data (const GalleyDoctorCase *self,
                            GPtrArray              *findings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDatabase) database = open_database (self->folder, &error);

  if (database == NULL)
    {
      fail (findings, N_ ("database"), error);
      return;
    }
  if (!examine_schema (database, findings))
    return;
  examine_audit (database, findings);
  examine_backup (self, database, findings);
  examine_media (self, database, findings);
  examine_jobs (database, findings);
  examine_redirects (self, database, findings);
}
