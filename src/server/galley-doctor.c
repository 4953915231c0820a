/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-doctor.h"
#include "server/galley-doctor-private.h"

#include <glib/gi18n.h>

static void
finding_free (gpointer data)
{
  GalleyDoctorFinding *finding = data;

  g_free (finding->sentence);
  g_free (finding);
}

void
galley_doctor_find (GPtrArray         *findings,
                    const char        *subject,
                    GalleyFindingLevel level,
                    const char        *format,
                    ...)
{
  GalleyDoctorFinding *finding = g_new0 (GalleyDoctorFinding, 1);
  va_list arguments;

  va_start (arguments, format);
  finding->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  finding->subject = subject;
  finding->level = level;
  g_ptr_array_add (findings, finding);
}

GPtrArray *
galley_doctor_examine (const GalleyDoctorCase *self)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (finding_free);

  g_return_val_if_fail (self != NULL && self->folder != NULL && self->root != NULL, findings);

  galley_doctor_examine_system (self, findings);
  galley_doctor_examine_data (self, findings);
  return findings;
}

const char *
galley_finding_level_get_name (GalleyFindingLevel level)
{
  static const char *const names[] = { N_ ("ok"), N_ ("warning"), N_ ("fault") };

  g_return_val_if_fail ((guint) level < G_N_ELEMENTS (names), NULL);
  return names[level];
}
