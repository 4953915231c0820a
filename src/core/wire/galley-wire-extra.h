/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of an article's JSON that this Galley does not know: read, kept as text beside the fields, written back where
 * they stood. The text has the shape of the article: {"edNote": …, "galley": {"x": …}, "subjects": [{"uri": …}]}. Objects
 * in a known array that carry more than is known about them are kept there with the members that name them (a
 * headline's role, a tag's word), and go when what they belong to goes. Private to this folder. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Adds to @object, which holds all that is known, what @extra has besides. What @object has itself stands. */
void galley_wire_extra_merge (JsonObject *object,
                              const char *extra);

G_END_DECLS
