/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a page that Galley made, back to the very blocks: what the portal writes of a block (portal/galley-view.h)
 * is written down as the canonical body again, and read by its own reader (wire/galley-body.h), which takes nothing else.
 * Blanks around a text are not printed, and stand in its element (portal/galley-view-edges.h). Private to this folder. */
#pragma once

#include "core/base/galley-error.h"
#include "core/intake/galley-intake-media.h"
#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* @markup: what stands inside the element of the text. What it shows is asked of @media; of what is not had, caption and
 * title come as a paragraph. NULL: it holds what such a page does not, and others shall read it.
 * (transfer full) (nullable) (element-type GalleyBlock) */
GPtrArray *galley_intake_entry_body_read (const char        *markup,
                                          GalleyIntakeMedia *media);

G_END_DECLS
