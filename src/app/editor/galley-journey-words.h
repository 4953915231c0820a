/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a file is on its way to or from the server, in a few words for its picture or card. */
#pragma once

#include "core/media/galley-media-journey.h"

G_BEGIN_DECLS

/* NULL: there is nothing to tell. (transfer full) (nullable) */
char *galley_journey_words (const GalleyMediaJourney *journey);

G_END_DECLS
