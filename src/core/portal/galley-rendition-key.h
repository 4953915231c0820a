/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name for how a layout pack wants renditions: equal wishes and an equal mark have equal names, whatever else of the pack
 * changes. Private to the portal; others ask galley_layout_get_rendition_key(). */
#pragma once

#include "core/portal/galley-site.h"

G_BEGIN_DECLS

/* A SHA-256. @mark: (nullable): the mark's file. (transfer full) */
char *galley_rendition_key_new (GalleySite *site,
                                GBytes     *mark);

G_END_DECLS
