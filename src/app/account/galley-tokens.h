/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is signed in: tokens in the desktop's key ring, and where there is none in memory, until Galley ends. What blocks
 * runs on workers. Main thread. */
#pragma once

#include "core/workspace/galley-account.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_TOKENS (galley_tokens_get_type ())
G_DECLARE_FINAL_TYPE (GalleyTokens, galley_tokens, GALLEY, TOKENS, GObject)

GalleyTokens *galley_tokens_new (void);

void galley_tokens_keep_async (GalleyTokens        *self,
                               const GalleyAccount *account,
                               const char          *token,
                               GAsyncReadyCallback  callback,
                               gpointer             data);
/* FALSE: there is no key ring, and it is kept until Galley ends. */
gboolean galley_tokens_keep_finish (GalleyTokens *self,
                                    GAsyncResult *result);

void galley_tokens_find_async (GalleyTokens        *self,
                               const GalleyAccount *account,
                               GAsyncReadyCallback  callback,
                               gpointer             data);
/* NULL: nobody is signed in. (transfer full) */
char *galley_tokens_find_finish (GalleyTokens *self,
                                 GAsyncResult *result,
                                 gboolean     *is_lasting);

/* Signs out, here and at the server. @token (nullable): nobody is signed in any more, only what is kept goes. */
void galley_tokens_forget_async (GalleyTokens        *self,
                                 const GalleyAccount *account,
                                 const char          *token,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data);
/* FALSE: the server could not be told; the token is gone here, and runs out there by itself. */
gboolean galley_tokens_forget_finish (GalleyTokens *self,
                                      GAsyncResult *result);

G_END_DECLS
