/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a side of a conflict, and what of it is to be marked: in mine and theirs what the other side has not, in
 * what stood before what one of the two has changed. By whole words, as people read them. */
#pragma once

#include "core/model/galley-conflict.h"
#include "core/portal/galley-site.h"

#include <pango/pango.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_SIDE_MINE,
  GALLEY_SIDE_THEIRS,
  GALLEY_SIDE_BASE,
} GalleyConflictSide;

/* Bytes [start, end). */
typedef struct
{
  gsize start;
  gsize end;
} GalleySpan;

/* NULL for what is no run of blocks, or was written down by an older Galley. */
GPtrArray *galley_conflict_get_side_blocks (const GalleyConflict *conflict,
                                            GalleyConflictSide    side);
/* For people to read: names instead of ids where @site knows them; of blocks their texts, a line each. (transfer full) */
char *galley_conflict_dup_side_text (const GalleyConflict *conflict,
                                     GalleyConflictSide    side,
                                     GalleySite           *site);

/* What of @text is not in @other: sorted, apart, none empty, each at borders of words. (transfer full)
 * (element-type GalleySpan) */
GArray *galley_conflict_text_compare (const char *text,
                                      const char *other);
/* The same of a side of @conflict, in the text as above. */
GArray *galley_conflict_mark_side (const GalleyConflict *conflict,
                                   GalleyConflictSide    side,
                                   GalleySite           *site);

/* [start, end) of @text as a label shows it: what is in @spans underlined and tinted, or struck through where @is_before.
 * Long stretches outside of spans are cut short in the middle, and nothing is longer than a label can lay out at once.
 * @marks (nullable): @n_marks of a block whose text that is. (transfer full) */
char *galley_conflict_text_show (const char       *text,
                                 gsize             start,
                                 gsize             end,
                                 GArray           *spans,
                                 gboolean          is_before,
                                 const GalleyMark *marks,
                                 guint             n_marks,
                                 PangoAttrList   **attributes);

G_END_DECLS
