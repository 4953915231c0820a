/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where tokens, and what else is secret of an account, are kept. Blocking: call it from a worker. The one in memory forgets
 * with the process. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CREDENTIALS (galley_credentials_get_type ())
G_DECLARE_INTERFACE (GalleyCredentials, galley_credentials, GALLEY, CREDENTIALS, GObject)

struct _GalleyCredentialsInterface
{
  GTypeInterface parent_iface;

  char *(*lookup) (GalleyCredentials *self, const char *account, GCancellable *cancellable, GError **error);
  gboolean (*store) (GalleyCredentials *self, const char *account, const char *label, const char *token,
                     GCancellable *cancellable, GError **error);
  gboolean (*clear) (GalleyCredentials *self, const char *account, GCancellable *cancellable, GError **error);
};

/* NULL without error: none is kept. */
char *galley_credentials_lookup (GalleyCredentials *self,
                                 const char        *account,
                                 GCancellable      *cancellable,
                                 GError           **error);
gboolean galley_credentials_store (GalleyCredentials *self,
                                   const char        *account,
                                   const char        *label,
                                   const char        *token,
                                   GCancellable      *cancellable,
                                   GError           **error);
gboolean galley_credentials_clear (GalleyCredentials *self,
                                   const char        *account,
                                   GCancellable      *cancellable,
                                   GError           **error);

#define GALLEY_TYPE_MEMORY_CREDENTIALS (galley_memory_credentials_get_type ())
G_DECLARE_FINAL_TYPE (GalleyMemoryCredentials, galley_memory_credentials, GALLEY, MEMORY_CREDENTIALS, GObject)
GalleyCredentials *galley_memory_credentials_new (void);

G_END_DECLS
