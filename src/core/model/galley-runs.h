/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two texts by grapheme, as runs in reading order, for people to read: a few equal graphemes between
 * two larger changes count as changed, so that nobody has to spell the text together. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_RUN_EQUAL,
  GALLEY_RUN_DELETED,  /* stands in the first text alone */
  GALLEY_RUN_INSERTED, /* stands in the second text alone */
} GalleyRunKind;

/* Bytes [start, end) at borders of graphemes: of the second text where INSERTED, else of the first. */
typedef struct
{
  GalleyRunKind kind;
  gsize start, end;
} GalleyRun;

/* EQUAL and DELETED together are @a, EQUAL and INSERTED together @b. No run is empty, no two neighbours are of one kind,
 * and of a change what is DELETED comes first. (transfer full) (element-type GalleyRun) */
GArray *galley_runs_compare (const char *a,
                             const char *b);

G_END_DECLS
