/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an article differs between two of its revisions, an earlier and a later one, as data: parts beside the body,
 * and the body by block, in reading order, what was changed by grapheme. A pure function; the result is immutable,
 * counted and shared between threads.
 *
 * What the article is to others (which article it corrects) is no part of it: nobody writes it. */
#pragma once

#include "core/model/galley-block-changes.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

/* A part beside the body: a field, a set, the bylines, or what this Galley does not know, in this order. */
#define GALLEY_DIFFERENCE_SETS ((guint) GALLEY_N_FIELDS)
#define GALLEY_DIFFERENCE_BYLINES (GALLEY_DIFFERENCE_SETS + GALLEY_N_SETS)
#define GALLEY_PART_EXTRA (GALLEY_DIFFERENCE_BYLINES + 1)
#define GALLEY_N_DIFFERENCE_PARTS (GALLEY_PART_EXTRA + 1)

typedef struct
{
  guint part;
  const char *name; /* "headline", "tags", "bylines", "extra": as in GalleyConflict */
  char *earlier;    /* readable text, the entries of a set separated by '\n'; both "" for "extra" */
  char *later;
  GArray *runs;     /* (element-type GalleyRun): earlier -> later */
} GalleyPartChange;

typedef struct
{
  GalleyRevision *earlier;
  GalleyRevision *later;
  GArray *parts; /* (element-type GalleyPartChange) */
  GArray *rows;  /* (element-type GalleyBlockChange): the whole body, what is the SAME as well */
} GalleyDifference;

GalleyDifference *galley_difference_new (GalleyRevision *earlier,
                                         GalleyRevision *later);
GalleyDifference *galley_difference_ref (GalleyDifference *self);
void galley_difference_unref (GalleyDifference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyDifference, galley_difference_unref)

gboolean galley_difference_is_empty (GalleyDifference *self);

/* The later revision with one part, one row of the body, or all as it was in the earlier one. A row that was moved moves
 * back. Id and state are the later one's. (transfer full) */
GalleyRevision *galley_difference_take_part (GalleyDifference *self,
                                             guint             part);
GalleyRevision *galley_difference_take_row (GalleyDifference *self,
                                            guint             row);
GalleyRevision *galley_difference_take_all (GalleyDifference *self);

G_END_DECLS
