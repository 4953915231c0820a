/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking a server through without touching it, while it runs or not: what is well, what will be a fault if nobody looks at
 * it, and what is one, each in a sentence that says what to do. */
#pragma once

#include "core/base/galley-clock.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_FINDING_OK,
  GALLEY_FINDING_WARNING,
  GALLEY_FINDING_FAULT,
} GalleyFindingLevel;

typedef struct
{
  const char *subject; /* static: "disk", "database", …; its translation is for who prints it */
  GalleyFindingLevel level;
  char *sentence; /* translated */
} GalleyDoctorFinding;

typedef struct
{
  const char *folder;      /* the data folder */
  const char *certificate; /* (nullable) a PEM file that nginx serves with */
  const char *root;        /* where the machine's own files are: "/" */
  GalleyClock *clock;
} GalleyDoctorCase;

/* (transfer full) (element-type GalleyDoctorFinding) */
GPtrArray *galley_doctor_examine (const GalleyDoctorCase *self);

/* "ok", "warning", "fault", for machines; their translations are in the catalogue. */
const char *galley_finding_level_get_name (GalleyFindingLevel level);

G_END_DECLS
