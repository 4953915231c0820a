/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From lines whose parts are known to an article. Private to this folder. */
#pragma once

#include "core/intake/galley-intake-page.h"
#include "core/intake/galley-intake.h"

G_BEGIN_DECLS

/* The fields are read out of @lines, the body is @blocks. (transfer full) */
GalleyRevision *galley_intake_build_article (const char             *id,
                                             GArray                 *lines,
                                             const GalleyIntakePage *page,
                                             GPtrArray              *blocks);
GalleyIntakeNotes *galley_intake_build_notes (GArray                 *lines,
                                              const GalleyIntakePage *page,
                                              const char             *encoding,
                                              guint                   n_restored);

G_END_DECLS
