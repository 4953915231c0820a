/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for what stands in the outbox and was not taken, and what the server said of it. */
#pragma once

#include "core/store/galley-store-outbox.h"

G_BEGIN_DECLS

/* Of a reason that is a word of ours; NULL where @reason is what the server said. */
const char *galley_words_for_parked_reason (const char *reason);
/* Why the server does not do that, without a full stop. What kind of refusal it is decides (galley-refusal.h), so that it is
 * said in the reader's language, and says what now; only where that tells too little it is the server's own sentence.
 * @action: with ACTION; NONE is handing over. @is_own (nullable) (out): the words are not the server's. (transfer full) */
char *galley_words_for_refusal (const char       *reason,
                                GalleyOutboxKind  kind,
                                GalleyAction      action,
                                gboolean         *is_own);
/* One sentence of either. (transfer full) */
char *galley_words_for_parked (const char       *reason,
                               GalleyOutboxKind  kind,
                               GalleyAction      action);

G_END_DECLS
