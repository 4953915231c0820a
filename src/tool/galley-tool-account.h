/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which account a command works on, its store, and the way to its portal. */
#pragma once

#include "core/store/galley-store.h"
#include "core/sync/galley-transport.h"
#include "core/workspace/galley-account.h"

G_BEGIN_DECLS

/* By @id; NULL: the one account of a portal, or "On This Computer" where there is none. GALLEY_ERROR_INVALID names the
 * accounts to choose from. (transfer full) */
GalleyAccount *galley_tool_choose_account (const char *id,
                                           GError    **error);

/* The database to be looked at, while Galley may be using it. NOT_FOUND: nothing was ever stored there. */
GalleyDatabase *galley_tool_look_at_store (const char *folder,
                                           GError    **error);

/* The store to be worked on. BUSY, with a sentence that says so, while Galley holds it. */
GalleyStore *galley_tool_open_store (const GalleyAccount *account,
                                     GalleyClock         *clock,
                                     GError             **error);

/* Signed in by the password in @password_file, or NULL: by the token that Galley keeps in the key ring. AUTH where there
 * is neither. A token that was made here ends with galley_tool_hang_up(). */
typedef struct
{
  GalleyTransport *transport;
  gboolean is_own; /* the token was made here */
} GalleyToolLine;

gboolean galley_tool_dial (const GalleyAccount *account,
                           const char          *password_file,
                           GalleyToolLine      *line,
                           GError             **error);
void galley_tool_hang_up (GalleyToolLine *line);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GalleyToolLine, galley_tool_hang_up)

G_END_DECLS
