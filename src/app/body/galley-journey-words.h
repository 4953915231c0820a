/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a file is on its way to or from the server, in a few words for its picture or card. */
#pragma once

#include "core/media/galley-media-journey.h"

G_BEGIN_DECLS

/* NULL: there is nothing to tell. (transfer full) (nullable) */
char *galley_journey_words (const GalleyMediaJourney *journey);
/* Of the button beside them; NULL: it needs none. A file that goes in a moment does not. (nullable) */
const char *galley_journey_words_for_button (const GalleyMediaJourney *journey);
/* Whether it could be stopped: it is on its way, or will be; or else could go again. */
gboolean galley_journey_is_to_be_stopped (const GalleyMediaJourney *journey);
gboolean galley_journey_is_stopped (const GalleyMediaJourney *journey);

G_END_DECLS
