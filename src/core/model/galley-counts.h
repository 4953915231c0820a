/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a piece of a body is; of the whole body galley_document_get_counts() knows it. */
#pragma once

#include "core/model/galley-document.h"

G_BEGIN_DECLS

typedef struct
{
  GalleyCounts text;
  guint all_characters; /* blanks included, line ends not */
  guint paragraphs;     /* that hold something else than blanks */
} GalleyLength;

/* Positions beyond the end are clamped; an empty range is no length at all. */
GalleyLength galley_length_of_range (GalleyDocument *document,
                                     GalleyPosition  start,
                                     GalleyPosition  end);

/* How long reading takes, in minutes, at least one where there is anything: 400 字 a minute. */
guint galley_length_get_minutes (const GalleyLength *self);

G_END_DECLS
