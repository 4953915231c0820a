/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words about the slots of the home page. */
#pragma once

#include "core/workspace/galley-workspace-slots.h"

G_BEGIN_DECLS

/* What became of a change that was asked for here; NULL: none waits. (transfer full) (nullable) */
char *galley_placement_words_for_state (const GalleySlotState *state);
/* Why a deed was not done, or not taken back (galley-slot-deed.h). (transfer full) */
char *galley_placement_words_for_error (const GError *error);
/* The headline of @placement, not cut. @revision: (nullable) its article. (transfer full) */
char *galley_placement_words_for_headline (const GalleyPlacement *placement,
                                           GalleyRevision        *revision);
/* When it goes, and where it stands: "Until 27 Nov · not shown yet …". (transfer full) */
char *galley_placement_words_for_row (const GalleySlot      *slot,
                                      const GalleyPlacement *placement,
                                      const char            *headline,
                                      guint                  position);
/* "1 day", "until it is taken out" for 0. (transfer full) */
char *galley_placement_words_for_duration (gint64 duration);

G_END_DECLS
