/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account on this computer: a folder under $XDG_DATA_HOME/galley (galley-devel in a development build), and in it
 * account.json with address, user and name. The account "local" (On This Computer) has none of them and is always there.
 * Immutable but for the name, which the server tells. */
#pragma once

#include "core/sync/galley-authority.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define GALLEY_ACCOUNT_LOCAL "local"

typedef struct
{
  char *id;      /* the folder's name: "local", or made from host and user */
  char *folder;
  char *address; /* "" for local */
  char *user;    /* sign-in name, "" for local */
  char *name;    /* the person's, "" until the server has told it */
} GalleyAccount;

/* @data_folder NULL: $XDG_DATA_HOME/galley. */
GalleyAccount *galley_account_new_local (const char *data_folder);
GalleyAccount *galley_account_new (const char *data_folder,
                                   const char *address,
                                   const char *user);
GalleyAccount *galley_account_copy (const GalleyAccount *self);
void galley_account_free (GalleyAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyAccount, galley_account_free)

gboolean galley_account_is_local (const GalleyAccount *self);
/* Makes the folder and writes account.json. A name that stands there stays where this one has none. */
gboolean galley_account_save (const GalleyAccount *self,
                              GError             **error);
/* Takes the name, and writes it where it is another one. */
gboolean galley_account_set_name (GalleyAccount *self,
                                  const char    *name,
                                  GError       **error);
/* The newsroom's own certificate authority, authority.pem beside account.json: believed for this account's server, besides
 * those whom the system knows. NULL without error: the account has none. */
GalleyAuthority *galley_account_load_authority (const GalleyAccount *self,
                                                GError             **error);
/* @authority NULL: removes it. */
gboolean galley_account_save_authority (const GalleyAccount   *self,
                                        const GalleyAuthority *authority,
                                        GError               **error);
/* Deletes the folder and all that is in it; from the first step on the account is no longer listed. Never the local one.
 * GALLEY_ERROR_BUSY: a Galley has its store open. Blocking. */
gboolean galley_account_remove (const GalleyAccount *self,
                                GError             **error);
/* All accounts found, local first. (transfer full) (element-type GalleyAccount) */
GPtrArray *galley_accounts_list (const char *data_folder);

G_END_DECLS
