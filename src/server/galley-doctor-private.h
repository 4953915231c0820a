/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Included behind galley-doctor.h. */

G_BEGIN_DECLS

/* @subject is marked with N_(), @format translated already. */
void galley_doctor_find (GPtrArray         *findings,
                         const char        *subject,
                         GalleyFindingLevel level,
                         const char        *format,
                         ...) G_GNUC_PRINTF (4, 5);

/* Folder, disk, clock, certificate, systemd and nginx. */
void galley_doctor_examine_system (const GalleyDoctorCase *self,
                                   GPtrArray              *findings);
/* Schema and integrity, audit record, backups, media, publisher, redirects. */
void galley_doctor_examine_data (const GalleyDoctorCase *self,
                                 GPtrArray              *findings);

G_END_DECLS
