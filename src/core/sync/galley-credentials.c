/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface, which only checks and hands on. */
#include "core/sync/galley-credentials.h"

G_DEFINE_INTERFACE (GalleyCredentials, galley_credentials, G_TYPE_OBJECT)

static void
galley_credentials_default_init (GalleyCredentialsInterface *iface)
{
}

char *
galley_credentials_lookup (GalleyCredentials *self,
                           const char        *account,
                           GCancellable      *cancellable,
                           GError           **error)
{
  g_return_val_if_fail (GALLEY_IS_CREDENTIALS (self), NULL);
  g_return_val_if_fail (account != NULL, NULL);

  return GALLEY_CREDENTIALS_GET_IFACE (self)->lookup (self, account, cancellable, error);
}

gboolean
galley_credentials_store (GalleyCredentials *self,
                          const char        *account,
                          const char        *label,
                          const char        *token,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_return_val_if_fail (GALLEY_IS_CREDENTIALS (self), FALSE);
  g_return_val_if_fail (account != NULL && label != NULL && token != NULL, FALSE);

  return GALLEY_CREDENTIALS_GET_IFACE (self)->store (self, account, label, token, cancellable, error);
}

gboolean
galley_credentials_clear (GalleyCredentials *self,
                          const char        *account,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_return_val_if_fail (GALLEY_IS_CREDENTIALS (self), FALSE);
  g_return_val_if_fail (account != NULL, FALSE);

  return GALLEY_CREDENTIALS_GET_IFACE (self)->clear (self, account, cancellable, error);
}
