/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that is well, and one after the other what may be wrong with it. */
#include "server-fixture.h"

#include "core/base/galley-id.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-backup-tree.h"
#include "server/galley-doctor.h"
#include "server/galley-server-schema.h"

#include <glib/gstdio.h>
#include <string.h>

#define PICTURE "\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\001\0\0\0\001\010\006\0\0\0 and no more of a picture"

/* The worst that is said of @subject, and of which what is not well has @words in it. */
static void
expect (Fixture           *self,
        const char        *certificate,
        const char        *subject,
        GalleyFindingLevel level,
        const char        *words)
{
  g_autofree char *root = g_build_filename (self->folder, "public", NULL);
  GalleyDoctorCase asked = { self->folder, certificate, root, self->clock };
  g_autoptr (GPtrArray) findings = galley_doctor_examine (&asked);
  GalleyFindingLevel worst = GALLEY_FINDING_OK;
  gboolean is_said = FALSE;

  for (guint i = 0; i < findings->len; i++)
    {
      const GalleyDoctorFinding *finding = findings->pdata[i];

      if (strcmp (finding->subject, subject) != 0)
        continue;
      worst = MAX (worst, finding->level);
      is_said = is_said || strstr (finding->sentence, words) != NULL;
      g_test_message ("%s %s", galley_finding_level_get_name (finding->level), finding->sentence);
    }
  g_assert_cmpint (worst, ==, level);
  g_assert_true (is_said);
}

static void
exec (Fixture    *self,
      const char *sql)
{
  g_autoptr (GError) error = NULL;

  galley_database_exec (self->server->database, sql, &error);
  g_assert_no_error (error);
}

static void
test_data (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (fixture_add_article (self, "reporter", "体检"));
  expect (self, NULL, "folder", GALLEY_FINDING_OK, "its user’s alone");
  expect (self, NULL, "database", GALLEY_FINDING_OK, "whole");
  expect (self, NULL, "audit", GALLEY_FINDING_OK, "1 entry fits");
  expect (self, NULL, "media", GALLEY_FINDING_OK, "All files of articles are there: 0");
  expect (self, NULL, "publisher", GALLEY_FINDING_OK, "No page waits");

  expect (self, NULL, "backup", GALLEY_FINDING_WARNING, "There never was one");
  galley_server_schema_set_backup_time (self->server->database, galley_clock_get_real_time (self->clock), &error);
  g_assert_no_error (error);
  expect (self, NULL, "backup", GALLEY_FINDING_OK, "0 hours ago");
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 2 * G_TIME_SPAN_DAY);
  expect (self, NULL, "backup", GALLEY_FINDING_WARNING, "48 hours ago");
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 20 * G_TIME_SPAN_DAY);
  expect (self, NULL, "backup", GALLEY_FINDING_FAULT, "journalctl");

  exec (self, "INSERT INTO jobs (article) VALUES (NULL)");
  expect (self, NULL, "publisher", GALLEY_FINDING_WARNING, "1 page waits");
  exec (self, "INSERT INTO audit (article, time, user, user_name, action, content_hash, comment)"
              " VALUES ('', 1, 'chief', '', 'sign', '', '')");
  expect (self, NULL, "audit", GALLEY_FINDING_FAULT, "from entry 2 on");
  exec (self, "PRAGMA user_version = 5");
  expect (self, NULL, "database", GALLEY_FINDING_WARNING, "older schema");
  exec (self, "PRAGMA user_version = 1000");
  expect (self, NULL, "database", GALLEY_FINDING_FAULT, "newer");
}

static void
test_media (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *hash = galley_hash_bytes (PICTURE, sizeof PICTURE);
  g_autofree char *target = g_strconcat (GALLEY_API_MEDIA "/", hash, NULL);
  g_autofree char *place = g_strdup_printf ("%s/media/%.2s/%s", self->folder, hash, hash);
  g_autoptr (GBytes) bytes = g_bytes_new_static (PICTURE, sizeof PICTURE);
  g_autoptr (GalleyRequest) put = galley_request_new ("PUT", target, bytes);
  g_autoptr (GalleyResponse) answer = NULL;

  put->token = g_strdup (g_hash_table_lookup (self->tokens, "reporter"));
  answer = galley_server_handle (self->server, put);
  g_assert_cmpuint (answer->status, ==, 204);
  expect (self, NULL, "media", GALLEY_FINDING_OK, "All files of articles are there: 1");
  g_assert_cmpint (g_remove (place), ==, 0);
  expect (self, NULL, "media", GALLEY_FINDING_FAULT, hash);
}

/* Its end is in the file; the clock is turned around it. */
static void
test_certificate (Fixture      *self,
                  gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "server", "certificate.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, NULL);
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  gint64 last = g_date_time_to_unix (end) * G_USEC_PER_SEC;
  GalleyTestClock *clock = GALLEY_TEST_CLOCK (self->clock);

  expect (self, path, "certificate", GALLEY_FINDING_OK, "is good until 2036-");
  galley_test_clock_set_real_time (clock, last - 20 * G_TIME_SPAN_DAY);
  expect (self, path, "certificate", GALLEY_FINDING_WARNING, "renew it");
  galley_test_clock_set_real_time (clock, last);
  expect (self, path, "certificate", GALLEY_FINDING_FAULT, "nobody connects");
  expect (self, "/nowhere.pem", "certificate", GALLEY_FINDING_FAULT, "cannot be read");
}

static void
make_file (Fixture    *self,
           const char *name,
           const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, "public", name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_system (Fixture      *self,
             gconstpointer data)
{
  expect (self, NULL, "systemd", GALLEY_FINDING_WARNING, "galley-server-backup.timer is nowhere");
  make_file (self, "etc/systemd/system/galley-server.service", "");
  make_file (self, "usr/lib/systemd/system/galley-server-backup.timer", "");
  expect (self, NULL, "systemd", GALLEY_FINDING_OK, "galley-server.service is there");

  make_file (self, "etc/nginx/sites-enabled/default", "server {}");
  expect (self, NULL, "nginx", GALLEY_FINDING_WARNING, "No site of nginx");
  make_file (self, "etc/nginx/sites-enabled/news", "server unix:/run/galley-server/socket;");
  expect (self, NULL, "nginx", GALLEY_FINDING_OK, "sites-enabled/news");

  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
  expect (self, NULL, "folder", GALLEY_FINDING_WARNING, "chmod 700");
  g_assert_cmpint (g_chmod (self->folder, 0700), ==, 0);
  galley_test_clock_set_real_time (GALLEY_TEST_CLOCK (self->clock), 1600000000000000);
  expect (self, NULL, "clock", GALLEY_FINDING_FAULT, "in the future");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/doctor/data", Fixture, NULL, fixture_set_up, test_data, fixture_tear_down);
  g_test_add ("/server/doctor/media", Fixture, NULL, fixture_set_up, test_media, fixture_tear_down);
  g_test_add ("/server/doctor/certificate", Fixture, NULL, fixture_set_up, test_certificate, fixture_tear_down);
  g_test_add ("/server/doctor/system", Fixture, NULL, fixture_set_up, test_system, fixture_tear_down);
  return g_test_run ();
}
