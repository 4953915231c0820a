/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for who has an article in hand. */
#pragma once

#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* "18:00" today, "28 Nov, 18:00": a time to come, by the clock of this computer. (transfer full) */
char *galley_words_for_until (gint64 until,
                              gint64 now);
/* "陈静 has it open · 王磊 took it offline until 18:00", and before it what the user said of himself. NULL: nothing is
 * known of anybody. (transfer full) */
char *galley_words_for_presence (GalleyWorkspace *workspace,
                                 const char      *article);

G_END_DECLS
