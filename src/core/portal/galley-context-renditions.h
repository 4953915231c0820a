/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The renditions in the context of a page (galley-context.h): which files are public for its pictures. */
#pragma once

#include "core/wire/galley-renditions.h"

G_BEGIN_DECLS

#define GALLEY_CONTEXT_MAX_BYTES (1024 * 1024)

/* Makes them a member of @context; none are none. @renditions: (nullable). */
void galley_context_set_renditions (JsonObject       *context,
                                    GalleyRenditions *renditions);
/* The same with these renditions instead of its own. (transfer full) */
char *galley_context_with_renditions (const char       *context,
                                      GalleyRenditions *renditions);
/* Those of @context; none where it has none, or is no context. (transfer full) */
GalleyRenditions *galley_context_read_renditions (const char *context);

G_END_DECLS
