/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server that refuses says, as one line of text, which is how it goes through errors and stands in the outbox: its
 * sentence, and behind that in parentheses the status and what kind of problem it is, "Only its author deletes an
 * article (403 forbidden)". The sentence is in whatever language the server spoke; by the kind the window has words of its
 * own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @type: (nullable) a problem document's, of which only those of galley-protocol.h are kept. @sentence: (nullable), and cut
 * where it is long. (transfer full) */
char *galley_refusal_write (guint       status,
                            const char *type,
                            const char *sentence);
/* GALLEY_PROBLEM_…; of text that tells the status alone, as older ones do, what can only be meant by that. NULL: none.
 * Lent, for ever. (nullable) */
const char *galley_refusal_get_problem (const char *text);
/* Without what stands in the parentheses. (transfer full) */
char *galley_refusal_dup_sentence (const char *text);

G_END_DECLS
