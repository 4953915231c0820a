/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens in memory: for tests, the tool, and a desktop without a secret service. Thread-safe. */
#include "core/sync/galley-credentials.h"

struct _GalleyMemoryCredentials
{
  GObject parent_instance;

  GMutex lock;
  GHashTable *tokens; /* account -> token, guarded by lock */
};

static void credentials_iface_init (GalleyCredentialsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GalleyMemoryCredentials, galley_memory_credentials, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GALLEY_TYPE_CREDENTIALS, credentials_iface_init))

static char *
memory_lookup (GalleyCredentials *credentials,
               const char        *account,
               GCancellable      *cancellable,
               GError           **error)
{
  GalleyMemoryCredentials *self = GALLEY_MEMORY_CREDENTIALS (credentials);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (g_hash_table_lookup (self->tokens, account));
}

static gboolean
memory_store (GalleyCredentials *credentials,
              const char        *account,
              const char        *label,
              const char        *token,
              GCancellable      *cancellable,
              GError           **error)
{
  GalleyMemoryCredentials *self = GALLEY_MEMORY_CREDENTIALS (credentials);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_replace (self->tokens, g_strdup (account), g_strdup (token));
  return TRUE;
}

static gboolean
memory_clear (GalleyCredentials *credentials,
              const char        *account,
              GCancellable      *cancellable,
              GError           **error)
{
  GalleyMemoryCredentials *self = GALLEY_MEMORY_CREDENTIALS (credentials);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_remove (self->tokens, account);
  return TRUE;
}

static void
credentials_iface_init (GalleyCredentialsInterface *iface)
{
  iface->lookup = memory_lookup;
  iface->store = memory_store;
  iface->clear = memory_clear;
}

static void
galley_memory_credentials_finalize (GObject *object)
{
  GalleyMemoryCredentials *self = GALLEY_MEMORY_CREDENTIALS (object);

  g_hash_table_unref (self->tokens);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (galley_memory_credentials_parent_class)->finalize (object);
}

static void
galley_memory_credentials_class_init (GalleyMemoryCredentialsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = galley_memory_credentials_finalize;
}

static void
galley_memory_credentials_init (GalleyMemoryCredentials *self)
{
  g_mutex_init (&self->lock);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

GalleyCredentials *
galley_memory_credentials_new (void)
{
  return g_object_new (GALLEY_TYPE_MEMORY_CREDENTIALS, NULL);
}
