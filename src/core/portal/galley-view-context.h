/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A context (galley-context.h) as a page is made of it. Private to this folder. */
#pragma once

#include "core/portal/galley-value.h"
#include "core/wire/galley-renditions.h"

G_BEGIN_DECLS

/* Lent by @arena. @renditions: (out) (transfer full) (nullable): what it has of pictures.
 * @modules: (out) (nullable): lent, for galley_view_read_modules(); the context is without them. GALLEY_ERROR_INVALID when
 * @text is not the canonical text of a context. */
const GalleyValue *galley_view_read_context (GalleyArena       *arena,
                                             const char        *text,
                                             GalleyRenditions **renditions,
                                             GalleyJsonValue  **modules,
                                             GError           **error);

G_END_DECLS
