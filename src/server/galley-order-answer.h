/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order is answered once, whatever is sent twice: the same name with the same bytes gets the answer of the first time,
 * with other bytes 409. A refusal is an answer as well. A copy of it that arrives late must not be carried out because it
 * would fit by then: whoever gave the order has long been told that nothing came of it, and who still wants it asks again,
 * by another name. */
#pragma once

#include "server/galley-server.h"
#include "server/galley-server-private.h"

G_BEGIN_DECLS

/* The answer to give, where the order with the name call->ids[1] for the article call->ids[0] was refused before, or the
 * name is none or stands for another one, or the database fails; else NULL, and @is_done: whether it was carried out before.
 * @hash: of its bytes. (out) (transfer full) */
GalleyResponse *galley_order_find_answer (GalleyCall *call,
                                          char      **hash,
                                          gboolean   *is_done);

/* Notes @response, which it takes, where it refuses that order for good: what says "not now" (401, 429, 5xx) is no answer.
 * Nothing else may be open in the database. Returns it, or what to say where it cannot be noted: it was not given then. */
GalleyResponse *galley_order_keep_answer (GalleyCall     *call,
                                          const char     *hash,
                                          GalleyResponse *response);

G_END_DECLS
