/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for what stands in the outbox and was not taken. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of a reason that is a word of ours; NULL where @reason is the server's own sentence. */
const char *galley_words_for_parked_reason (const char *reason);
/* One sentence of either. (transfer full) */
char *galley_words_for_parked (const char *reason,
                               gboolean    is_order);

G_END_DECLS
