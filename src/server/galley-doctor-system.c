/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machine around the data folder. */
#include "server/galley-doctor.h"
#include "server/galley-doctor-private.h"

#include "core/base/galley-file.h"
#include "server/galley-server-folder.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define MEGABYTE (G_GINT64_CONSTANT (1024) * 1024)
#define LITTLE_SPACE (1024 * MEGABYTE)
#define NO_SPACE (64 * MEGABYTE)
#define CLOCK_TOLERANCE (5 * G_TIME_SPAN_MINUTE)
#define CERTIFICATE_WARNING (21 * G_TIME_SPAN_DAY)
#define MAX_SITE_BYTES (1024 * 1024)
#define SOCKET "galley-server/socket"

static void
examine_folder (const GalleyDoctorCase *self,
                GPtrArray              *findings)
{
  GStatBuf status;

  if (g_stat (self->folder, &status) != 0)
    galley_doctor_find (findings, N_ ("folder"), GALLEY_FINDING_FAULT,
                        _ ("%s cannot be looked at (%s): run this as the user that the server runs as"), self->folder,
                        g_strerror (errno));
  else if (g_access (self->folder, R_OK | W_OK | X_OK) != 0)
    galley_doctor_find (findings, N_ ("folder"), GALLEY_FINDING_FAULT,
                        _ ("%s cannot be written: give it to the server’s user"), self->folder);
  else if ((status.st_mode & 0077) != 0)
    galley_doctor_find (findings, N_ ("folder"), GALLEY_FINDING_WARNING,
                        _ ("%s is open to others on this machine: chmod 700 %s"), self->folder, self->folder);
  else
    galley_doctor_find (findings, N_ ("folder"), GALLEY_FINDING_OK, _ ("%s is its user’s alone"), self->folder);
}

static void
examine_disk (const GalleyDoctorCase *self,
              GPtrArray              *findings)
{
  struct statvfs status;
  gint64 n_free;

  if (statvfs (self->folder, &status) != 0)
    return;
  n_free = (gint64) status.f_bavail * (gint64) status.f_frsize;
  galley_doctor_find (findings, N_ ("disk"),
                      n_free < NO_SPACE       ? GALLEY_FINDING_FAULT
                      : n_free < LITTLE_SPACE ? GALLEY_FINDING_WARNING
                                              : GALLEY_FINDING_OK,
                      n_free < LITTLE_SPACE ? _ ("%u MB are free: make room, or nobody can save soon")
                                            : _ ("%u MB are free"),
                      (guint) MIN (n_free / MEGABYTE, G_MAXUINT));
}

/* A clock that was set back is seen by files that come from the future. */
static void
examine_clock (const GalleyDoctorCase *self,
               GPtrArray              *findings)
{
  g_autofree char *path = g_build_filename (self->folder, GALLEY_SERVER_DATABASE, NULL);
  gint64 now = galley_clock_get_real_time (self->clock);
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return;
  if ((gint64) status.st_mtime * G_USEC_PER_SEC > now + CLOCK_TOLERANCE)
    galley_doctor_find (findings, N_ ("clock"), GALLEY_FINDING_FAULT,
                        _ ("%s was written in the future: set this machine’s clock (timedatectl)"), path);
  else
    galley_doctor_find (findings, N_ ("clock"), GALLEY_FINDING_OK, _ ("The clock is not behind what was written"));
}

static void
examine_certificate (const GalleyDoctorCase *self,
                     GPtrArray              *findings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *day = NULL;
  gint64 left;

  if (self->certificate == NULL)
    return;
  certificate = g_tls_certificate_new_from_file (self->certificate, &error);
  end = certificate != NULL ? g_tls_certificate_get_not_valid_after (certificate) : NULL;
  if (end == NULL)
    {
      galley_doctor_find (findings, N_ ("certificate"), GALLEY_FINDING_FAULT, _ ("%s cannot be read: %s"), self->certificate,
                          error != NULL ? error->message : _ ("it has no end"));
      return;
    }
  day = g_date_time_format (end, "%Y-%m-%d");
  left = g_date_time_to_unix (end) * G_USEC_PER_SEC - galley_clock_get_real_time (self->clock);
  if (left <= 0)
    galley_doctor_find (findings, N_ ("certificate"), GALLEY_FINDING_FAULT,
                        _ ("%s ended on %s: nobody connects. Renew it"), self->certificate, day);
  else if (left < CERTIFICATE_WARNING)
    galley_doctor_find (findings, N_ ("certificate"), GALLEY_FINDING_WARNING, _ ("%s ends on %s: renew it"),
                        self->certificate, day);
  else
    galley_doctor_find (findings, N_ ("certificate"), GALLEY_FINDING_OK, _ ("%s is good until %s"), self->certificate,
                        day);
}

static void
examine_unit (const GalleyDoctorCase *self,
              GPtrArray              *findings,
              const char             *name,
              const char             *remedy)
{
  static const char *const folders[] = { "etc/systemd/system", "lib/systemd/system", "usr/lib/systemd/system",
                                         "usr/local/lib/systemd/system" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (self->root, folders[i], name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        {
          galley_doctor_find (findings, N_ ("systemd"), GALLEY_FINDING_OK, _ ("%s is there"), path);
          return;
        }
    }
  galley_doctor_find (findings, N_ ("systemd"), GALLEY_FINDING_WARNING, _ ("%s is nowhere: %s"), name, remedy);
}

static gboolean
names_socket (const char *path)
{
  g_autoptr (GBytes) bytes = galley_file_read (path, MAX_SITE_BYTES, NULL);
  gsize length;
  const char *text;

  if (bytes == NULL)
    return FALSE;
  text = g_bytes_get_data (bytes, &length);
  return text != NULL && g_strstr_len (text, (gssize) length, SOCKET) != NULL;
}

static void
examine_nginx (const GalleyDoctorCase *self,
               GPtrArray              *findings)
{
  static const char *const folders[] = { "etc/nginx/sites-enabled", "etc/nginx/conf.d" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (self->root, folders[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          if (!names_socket (path))
            continue;
          galley_doctor_find (findings, N_ ("nginx"), GALLEY_FINDING_OK, _ ("%s leads to the server"), path);
          return;
        }
    }
  galley_doctor_find (findings, N_ ("nginx"), GALLEY_FINDING_WARNING,
                      _ ("No site of nginx leads to the server’s socket: its example is nginx.conf"));
}

void
galley_doctor_examine_system (const GalleyDoctorCase *self,
                              GPtrArray              *findings)
{
  examine_folder (self, findings);
  examine_disk (self, findings);
  examine_clock (self, findings);
  examine_certificate (self, findings);
  examine_unit (self, findings, "galley-server.service", _ ("nothing starts the server with the machine"));
  examine_unit (self, findings, "galley-server-backup.timer", _ ("nothing makes backups at night"));
  examine_nginx (self, findings);
}
