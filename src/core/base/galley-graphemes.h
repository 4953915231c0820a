/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk over the graphemes of a text (UAX #29 extended grapheme clusters), for base/ itself; others use
 * galley-text.h. Between two plain characters (ASCII, Han, kana, full-width marks) there always is a border, so that
 * ICU only sees the stretches that hold something else: an accent, a selector, a flag, a family.
 *
 *   GalleyGraphemes graphemes;
 *   galley_graphemes_init (&graphemes, text, length);
 *   while (galley_graphemes_next (&graphemes, &start, &end))
 *     … the grapheme is the bytes from start to end
 *
 * Only one walk a thread at a time: they share its break iterator. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *position;
  const char *end;
  const char *window;     /* start of the stretch that ICU has been given */
  const char *window_end; /* NULL when there is none */
} GalleyGraphemes;

/* @text must be valid UTF-8. */
void galley_graphemes_init (GalleyGraphemes *self,
                            const char      *text,
                            gsize            length);
gboolean galley_graphemes_next (GalleyGraphemes *self,
                                const char     **start,
                                const char     **end);

/* Steps over Han and full-width marks behind which another one stands, each of which is a grapheme of one full cell; over no
 * blank. FALSE where there is none. */
gboolean galley_graphemes_skip_wide (GalleyGraphemes *self,
                                     guint           *n_skipped);

/* Whether @c is plain: no break rule but "break everywhere" speaks of it. */
gboolean galley_graphemes_is_plain (gunichar c);

G_END_DECLS
