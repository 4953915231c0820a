/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsecret behind the credentials interface. A desktop without a secret service is an error of the call, never of the
 * program: whoever asked keeps the token in memory then. */
#include "core/workspace/galley-secret-credentials.h"

#include "core/base/galley-error.h"
#include "galley-config.h"

#include <libsecret/secret.h>

struct _GalleySecretCredentials
{
  GObject parent_instance;

  const SecretSchema *schema;
};

static const SecretSchema token_schema = {
  .name = GALLEY_APPLICATION_ID ".Token",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static const SecretSchema verifier_schema = {
  .name = GALLEY_APPLICATION_ID ".Verifier",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void credentials_iface_init (GalleyCredentialsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GalleySecretCredentials, galley_secret_credentials, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GALLEY_TYPE_CREDENTIALS, credentials_iface_init))

static void
adopt (GError **error,
       GError  *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return;
    }
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "The desktop's secret service: %s", cause->message);
  g_error_free (cause);
}

static char *
secret_lookup (GalleyCredentials *credentials,
               const char        *account,
               GCancellable      *cancellable,
               GError           **error)
{
  GError *cause = NULL;
  char *secret = secret_password_lookup_sync (GALLEY_SECRET_CREDENTIALS (credentials)->schema, cancellable, &cause,
                                             "account", account, NULL);
  char *token = g_strdup (secret);

  secret_password_free (secret);
  if (cause != NULL)
    adopt (error, cause);
  return token;
}

static gboolean
secret_store (GalleyCredentials *credentials,
              const char        *account,
              const char        *label,
              const char        *token,
              GCancellable      *cancellable,
              GError           **error)
{
  GError *cause = NULL;

  if (secret_password_store_sync (GALLEY_SECRET_CREDENTIALS (credentials)->schema, SECRET_COLLECTION_DEFAULT, label,
                                  token, cancellable, &cause, "account", account, NULL))
    return TRUE;
  adopt (error, cause);
  return FALSE;
}

static gboolean
secret_clear (GalleyCredentials *credentials,
              const char        *account,
              GCancellable      *cancellable,
              GError           **error)
{
  GError *cause = NULL;

  secret_password_clear_sync (GALLEY_SECRET_CREDENTIALS (credentials)->schema, cancellable, &cause, "account",
                              account, NULL);
  if (cause == NULL)
    return TRUE;
  adopt (error, cause);
  return FALSE;
}

static void
credentials_iface_init (GalleyCredentialsInterface *iface)
{
  iface->lookup = secret_lookup;
  iface->store = secret_store;
  iface->clear = secret_clear;
}

static void
galley_secret_credentials_class_init (GalleySecretCredentialsClass *klass)
{
}

static void
galley_secret_credentials_init (GalleySecretCredentials *self)
{
}

static GalleyCredentials *
make (const SecretSchema *schema)
{
  GalleySecretCredentials *self = g_object_new (GALLEY_TYPE_SECRET_CREDENTIALS, NULL);

  self->schema = schema;
  return GALLEY_CREDENTIALS (self);
}

GalleyCredentials *
galley_secret_credentials_new (void)
{
  return make (&token_schema);
}

GalleyCredentials *
galley_secret_credentials_new_for_verifiers (void)
{
  return make (&verifier_schema);
}
