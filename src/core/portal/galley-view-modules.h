/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The modules of a context (galley-context.h) as views: links made relative, empty modules left out. Lent by the arena.
 * Private to this folder. */
#pragma once

#include "core/portal/galley-site.h"
#include "core/portal/galley-view-memo.h"

G_BEGIN_DECLS

/* Of a list's page, which the program has just made: GALLEY_ERROR_INVALID where an item has a picture that is none. */
GalleyValue *galley_view_make_modules (GalleyArena       *arena,
                                       GalleySite        *site,
                                       const GalleyValue *modules,
                                       const char        *path,
                                       GError           **error);
/* Of a context that was read, which @memo may know already. @modules: (nullable), of the document of @context, canonical
 * JSON. GALLEY_ERROR_INVALID where they are none. */
GalleyValue *galley_view_read_modules (GalleyArena     *arena,
                                       GalleyViewMemo  *memo,
                                       GalleySite      *site,
                                       const char      *context,
                                       GalleyJsonValue *modules,
                                       const char      *path,
                                       GError         **error);

G_END_DECLS
