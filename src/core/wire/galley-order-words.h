/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person says with an order: a comment for the record, and where a correction is published a note for its readers.
 * From the sheet to the server's door both travel as one text, "comment RS note" (RS being U+001E, which no text of a
 * person's has), so that what an older Galley finds in the outbox it sends as a comment. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @note: (nullable). (transfer full) */
char *galley_order_words_join (const char *comment,
                               const char *note);
/* @note: (out) (transfer full): "" where there is none. Returns the comment. (transfer full) */
char *galley_order_words_split (const char *words,
                                char      **note);

G_END_DECLS
