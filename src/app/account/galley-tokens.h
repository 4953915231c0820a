/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is signed in: tokens, and beside them what a password is held against (workspace/galley-lock.h), in the desktop's key
 * ring, and where there is none in memory, until Galley ends. What blocks
 * runs on workers. Main thread. */
#pragma once

#include "core/workspace/galley-account.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_TOKENS (galley_tokens_get_type ())
G_DECLARE_FINAL_TYPE (GalleyTokens, galley_tokens, GALLEY, TOKENS, GObject)

/* What is known of an account. */
typedef struct
{
  char *token;         /* NULL: nobody is signed in */
  char *verifier;      /* of the password; NULL: none */
  gboolean is_lasting; /* the token is in the key ring */
  gboolean is_mute;    /* there is no key ring, or it does not answer */
} GalleyTokensFound;

void galley_tokens_found_free (GalleyTokensFound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyTokensFound, galley_tokens_found_free)

GalleyTokens *galley_tokens_new (void);

/* @verifier NULL: the one that is known stays. */
void galley_tokens_keep_async (GalleyTokens        *self,
                               const GalleyAccount *account,
                               const char          *token,
                               const char          *verifier,
                               GAsyncReadyCallback  callback,
                               gpointer             data);
/* FALSE: there is no key ring, and it is kept until Galley ends. */
gboolean galley_tokens_keep_finish (GalleyTokens *self,
                                    GAsyncResult *result);

void galley_tokens_find_async (GalleyTokens        *self,
                               const GalleyAccount *account,
                               GAsyncReadyCallback  callback,
                               gpointer             data);
/* Never NULL. (transfer full) */
GalleyTokensFound *galley_tokens_find_finish (GalleyTokens *self,
                                              GAsyncResult *result);

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
