/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

/* The page that the layout's @template makes of @view. (transfer full) */
GBytes *galley_page_render (GalleyLayout      *layout,
                            const char        *template,
                            const GalleyValue *view,
                            GError           **error);
/* The same, by the template of the pack that is built in where @layout has none. */
GBytes *galley_page_render_or_plain (GalleyLayout      *layout,
                                     const char        *template,
                                     const GalleyValue *view,
                                     GError           **error);

G_END_DECLS
