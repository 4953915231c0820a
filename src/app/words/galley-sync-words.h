/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the one place that tells how it stands between this computer and the server. */
#pragma once

#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* The one sentence of the sync state, worst news first. (transfer full) */
char *galley_words_for_sync (GalleyWorkspace *workspace);
/* Which try comes next and when, NULL while none waits for a network or a server. (transfer full) */
char *galley_words_for_next_try (GalleySyncEngine *engine);
/* A file on its way that is large enough for that sentence. */
gboolean galley_sync_words_get_move (GalleySyncEngine *engine,
                                     GalleyMediaMove  *move);
/* Whether that sentence is good news (green), waits (amber), or is bad (red). */
typedef enum
{
  GALLEY_MOOD_GOOD,
  GALLEY_MOOD_WAITING,
  GALLEY_MOOD_BAD,
} GalleyMood;
GalleyMood galley_words_get_sync_mood (GalleyWorkspace *workspace);

G_END_DECLS
