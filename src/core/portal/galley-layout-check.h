/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layout pack of somebody's, before it is taken: read, its templates looked through, and each of its pages made once, of
 * an article that has something in every slot. */
#pragma once

#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

/* @path: a folder or a zip. GALLEY_ERROR_INVALID names file and line; GALLEY_ERROR_TOO_LARGE. (transfer full) */
GalleyLayout *galley_layout_check_read (const char *path,
                                        GError    **error);

G_END_DECLS
