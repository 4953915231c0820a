/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article's canonical text with and without its state, as text: what is sent and acknowledged need not be understood
 * again. Content is all but galley.state (galley-wire.h), so that the two differ in one stretch.
 *
 * Both want canonical text, which is what stands in a store and what galley_wire_write() gives. Of anything else they
 * make no more than NULL. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @content with @state, a JSON object's canonical text, at galley.state. NULL: not an article's content. (transfer full)
 * (nullable) */
char *galley_wire_text_with_state (const char *content,
                                   const char *state);

/* The content of @article, which may have no state. NULL: not an article. (transfer full) (nullable) */
char *galley_wire_text_without_state (const char *article);

G_END_DECLS
