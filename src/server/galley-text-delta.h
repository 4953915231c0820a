/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text said by another that is much like it: what they begin with and end with in common, and what lies between. Who
 * writes changes one place at a time, so that the middle is short. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gsize head; /* bytes of the other text, from its beginning */
  gsize tail; /* bytes of the other text, up to its end */
} GalleyTextDelta;

/* How @text is made of @other, both UTF-8: its head, (transfer full) @middle, its tail. No character is cut. */
GalleyTextDelta galley_text_delta_find (const char *text,
                                        const char *other,
                                        char      **middle);
/* The text again. NULL: @delta was not found with this @other. (transfer full) (nullable) */
char *galley_text_delta_apply (const GalleyTextDelta *delta,
                               const char            *middle,
                               const char            *other);

G_END_DECLS
