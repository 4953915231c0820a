/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change as text with Pango's attributes: what was deleted is struck through, what was added is underlined, and a tint
 * besides for those who see it. Long stretches that are the same are cut short in the middle, and nothing is longer than a
 * label can lay out at once, whatever the article's size. */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_CHANGE_INLINE, /* both texts in one */
  GALLEY_CHANGE_THEN,   /* the earlier one alone */
  GALLEY_CHANGE_NOW,    /* the later one alone */
} GalleyChangeSide;

/* @runs: (element-type GalleyRun) from @earlier to @later; NULL: the one text that is there is on one side alone, and
 * wholly changed when @is_changed. (transfer full) */
char *galley_change_text_new (GArray           *runs,
                              const char       *earlier,
                              const char       *later,
                              gboolean          is_changed,
                              GalleyChangeSide  side,
                              PangoAttrList   **attributes);
/* "Deleted “…”. Added “…”.", for who does not see it; "" where no character differs. @runs as above. (transfer full) */
char *galley_change_text_describe (GArray     *runs,
                                   const char *earlier,
                                   const char *later);

G_END_DECLS
