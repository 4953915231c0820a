/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Styled text, a character an element: what foreign text is while it is cleaned. Private to this folder.
 *
 * Taking a character out or putting another in its place needs no arithmetic with marks: each carries its own. '\n' is
 * a break. An array is (element-type GalleyIntakeCharacter). */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

typedef struct
{
  gunichar c;
  guint marks;        /* one bit (1 << kind) for each mark but the link */
  const char *target; /* of a link, NULL without; equal targets are one string of whoever made them */
} GalleyIntakeCharacter;

GArray *galley_intake_rich_new (void);
/* The targets stay @block's. (transfer full) */
GArray *galley_intake_rich_from_block (GalleyBlock *block);
/* The characters [@start, @end) as a block; breaks become U+2028. (transfer full) */
GalleyBlock *galley_intake_rich_to_block (GArray         *rich,
                                          guint           start,
                                          guint           end,
                                          GalleyBlockKind kind);

void galley_intake_rich_append (GArray     *rich,
                                const char *text,
                                gssize      length,
                                guint       marks,
                                const char *target);
/* Puts @text before the rest, in the style of what stands there. */
void galley_intake_rich_prepend (GArray     *rich,
                                 const char *text);
/* Without styles. (transfer full) */
char *galley_intake_rich_dup_text (GArray *rich);

/* Blanks of every width, the tabulator and U+3000 among them. */
gboolean galley_intake_is_blank (gunichar c);
/* What is not seen and means nothing in an article: zero-width blanks, marks of direction, soft hyphens, controls. */
gboolean galley_intake_is_rubbish (gunichar c);

/* Appends to @blocks the paragraphs that @rich really is: rubbish and outer blanks are dropped; a run of blanks becomes
 * one; two breaks, or one with a fake indent behind it, begin a paragraph, any other break stays; what is empty is
 * nothing. */
void galley_intake_rich_append_blocks (GArray         *rich,
                                       GalleyBlockKind kind,
                                       GPtrArray      *blocks);

G_END_DECLS
