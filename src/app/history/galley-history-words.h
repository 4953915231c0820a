/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of versions and of changes. */
#pragma once

#include "core/model/galley-difference.h"

G_BEGIN_DECLS

/* "Today, 14:05", "Yesterday, 14:05", "16 October, 14:05", "16 October 2025, 14:05". (transfer full) */
char *galley_history_words_for_time (gint64 real_time,
                                     gint64 now);
/* Why it was kept, GALLEY_VERSION_…; lent. */
const char *galley_history_words_for_reason (const char *reason);
/* "Paragraph", "Heading", …; lent. */
const char *galley_history_words_for_block (const GalleyBlock *block);
/* "Changed since", "Deleted since", …; lent. */
const char *galley_history_words_for_change (GalleyBlockChangeKind kind);

G_END_DECLS
