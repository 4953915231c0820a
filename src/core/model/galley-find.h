/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding and replacing in an article: its body, block by block, and the lines that are prose: kicker, headline,
 * subtitle, short headline and summary. Names and choices (source, bylines, tags, channels) are not searched. */
#pragma once

#include "core/base/galley-pattern.h"
#include "core/model/galley-article.h"

G_BEGIN_DECLS

/* In place of a GalleyField. */
#define GALLEY_MATCH_IN_BODY GALLEY_N_FIELDS

typedef struct
{
  guint place; /* a GalleyField or GALLEY_MATCH_IN_BODY */
  guint block; /* of the body; else 0 */
  gboolean is_in_cell; /* of the table that the block is */
  GalleyCell cell;     /* that one; else zeros */
  guint start; /* characters */
  guint end;
  char *replacement; /* NULL where nothing was asked for; freed with the array */
} GalleyMatch;

/* As they stand on the page: headline lines, body, short headline, summary. @replacement: see galley_pattern_find().
 * (transfer full) (element-type GalleyMatch) */
GArray *galley_find_in_revision (GalleyRevision   *revision,
                                 GalleyPattern    *pattern,
                                 gboolean          is_body_only,
                                 const char       *replacement,
                                 GalleyFindBudget *budget);

/* Puts the replacements of @matches, found in @article as it is now, in their places; the body by one splice of origin
 * TYPED. A replacement looks as the first character that it replaces, but is part of a link only where the whole match
 * was. Matches that read as their replacement already are left alone. Returns how many were not. */
guint galley_find_replace (GalleyArticle *article,
                           GArray        *matches);

G_END_DECLS
