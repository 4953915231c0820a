/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/galley-tokens.h"

#include "core/base/galley-task.h"
#include "core/sync/galley-portal-transport.h"
#include "core/workspace/galley-secret-credentials.h"

#include <glib/gi18n.h>

/* Seconds. A server that cannot be told now is not waited for. */
#define SIGN_OUT_SILENCE 5

struct _GalleyTokens
{
  GObject parent_instance;

  /* owned */
  GalleyCredentials *key_ring;
  GalleyCredentials *memory;
  GalleyCredentials *verifier_key_ring;
  GalleyCredentials *verifier_memory;
};

G_DEFINE_FINAL_TYPE (GalleyTokens, galley_tokens, G_TYPE_OBJECT)

/* What a worker is handed. */
typedef struct
{
  GalleyAccount *account;
  char *token;
  char *verifier;
} Job;

void
galley_tokens_found_free (GalleyTokensFound *self)
{
  if (self == NULL)
    return;
  g_free (self->token);
  g_free (self->verifier);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *self = data;

  galley_account_free (self->account);
  g_free (self->token);
  g_free (self->verifier);
  g_free (self);
}

static void
start (GalleyTokens        *self,
       const GalleyAccount *account,
       const char          *token,
       const char          *verifier,
       GTaskThreadFunc      function,
       gpointer             tag,
       GAsyncReadyCallback  callback,
       gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Job *job = g_new0 (Job, 1);

  job->account = galley_account_copy (account);
  job->token = g_strdup (token);
  job->verifier = g_strdup (verifier);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  galley_task_run_in_thread (task, function);
}

/* FALSE: in memory alone. */
static gboolean
keep (GalleyCredentials *key_ring,
      GalleyCredentials *memory,
      const char        *account,
      const char        *label,
      const char        *secret,
      GCancellable      *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (galley_credentials_store (key_ring, account, label, secret, cancellable, &error))
    return TRUE;
  g_message ("no secret service: %s", error->message);
  galley_credentials_store (memory, account, label, secret, cancellable, NULL);
  return FALSE;
}

static void
keep_on_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GalleyTokens *self = source;
  Job *job = data;
  /* Translators: how the password stands in the desktop's key ring; %s is an account's name. */
  g_autofree char *label = g_strdup_printf (_ ("Galley: %s"), job->account->id);
  gboolean is_kept = keep (self->key_ring, self->memory, job->account->id, label, job->token, cancellable);

  if (job->verifier != NULL)
    keep (self->verifier_key_ring, self->verifier_memory, job->account->id, label, job->verifier, cancellable);
  g_task_return_boolean (task, is_kept);
}

/* @is_lasting, @is_mute: (out). */
static char *
find (GalleyCredentials *key_ring,
      GalleyCredentials *memory,
      const char        *account,
      gboolean          *is_lasting,
      gboolean          *is_mute,
      GCancellable      *cancellable)
{
  g_autoptr (GError) error = NULL;
  char *secret = galley_credentials_lookup (key_ring, account, cancellable, &error);

  if (error != NULL)
    g_message ("no secret service: %s", error->message);
  *is_mute = error != NULL;
  *is_lasting = secret != NULL;
  return secret != NULL ? secret : galley_credentials_lookup (memory, account, cancellable, NULL);
}

static void
find_on_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GalleyTokens *self = source;
  Job *job = data;
  GalleyTokensFound *found = g_new0 (GalleyTokensFound, 1);
  gboolean is_verifier_lasting;

  found->token = find (self->key_ring, self->memory, job->account->id, &found->is_lasting, &found->is_mute, cancellable);
  found->verifier = find (self->verifier_key_ring, self->verifier_memory, job->account->id, &is_verifier_lasting,
                          &found->is_mute, cancellable);
  g_task_return_pointer (task, found, (GDestroyNotify) galley_tokens_found_free);
}

static gboolean
tell_server (Job          *job,
             GCancellable *cancellable)
{
  g_autoptr (GalleyTransport) transport = NULL;
  g_autoptr (GalleyAuthority) authority = NULL;
  g_autoptr (GError) error = NULL;

  if (job->token == NULL)
    return TRUE;
  transport = galley_portal_transport_new (job->account->address, job->token);
  /* Without it the server is not trusted, and is not told. */
  authority = galley_account_load_authority (job->account, NULL);
  galley_portal_transport_set_authority (GALLEY_PORTAL_TRANSPORT (transport), authority);
  galley_portal_transport_set_silence (GALLEY_PORTAL_TRANSPORT (transport), SIGN_OUT_SILENCE);
  if (galley_portal_transport_sign_out (GALLEY_PORTAL_TRANSPORT (transport), cancellable, &error))
    return TRUE;
  g_message ("sign-out: %s", error->message);
  /* A token that is no longer good needs no sign-out. */
  return g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_AUTH);
}

static void
forget (GalleyCredentials *key_ring,
        GalleyCredentials *memory,
        const char        *account,
        GCancellable      *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!galley_credentials_clear (key_ring, account, cancellable, &error))
    g_message ("no secret service: %s", error->message);
  galley_credentials_clear (memory, account, cancellable, NULL);
}

static void
forget_on_worker (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GalleyTokens *self = source;
  Job *job = data;

  forget (self->key_ring, self->memory, job->account->id, cancellable);
  forget (self->verifier_key_ring, self->verifier_memory, job->account->id, cancellable);
  g_task_return_boolean (task, tell_server (job, cancellable));
}

static void
galley_tokens_dispose (GObject *object)
{
  GalleyTokens *self = GALLEY_TOKENS (object);

  g_clear_object (&self->key_ring);
  g_clear_object (&self->memory);
  g_clear_object (&self->verifier_key_ring);
  g_clear_object (&self->verifier_memory);

  G_OBJECT_CLASS (galley_tokens_parent_class)->dispose (object);
}

static void
galley_tokens_class_init (GalleyTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_tokens_dispose;
}

static void
galley_tokens_init (GalleyTokens *self)
{
  self->key_ring = galley_secret_credentials_new ();
  self->memory = galley_memory_credentials_new ();
  self->verifier_key_ring = galley_secret_credentials_new_for_verifiers ();
  self->verifier_memory = galley_memory_credentials_new ();
}

GalleyTokens *
galley_tokens_new (void)
{
  return g_object_new (GALLEY_TYPE_TOKENS, NULL);
}

void
galley_tokens_keep_async (GalleyTokens        *self,
                          const GalleyAccount *account,
                          const char          *token,
                          const char          *verifier,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_return_if_fail (GALLEY_IS_TOKENS (self));
  g_return_if_fail (account != NULL && token != NULL);

  start (self, account, token, verifier, keep_on_worker, galley_tokens_keep_async, callback, data);
}

gboolean
galley_tokens_keep_finish (GalleyTokens *self,
                           GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
galley_tokens_find_async (GalleyTokens        *self,
                          const GalleyAccount *account,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_return_if_fail (GALLEY_IS_TOKENS (self));
  g_return_if_fail (account != NULL);

  start (self, account, NULL, NULL, find_on_worker, galley_tokens_find_async, callback, data);
}

GalleyTokensFound *
galley_tokens_find_finish (GalleyTokens *self,
                           GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
galley_tokens_forget_async (GalleyTokens        *self,
                            const GalleyAccount *account,
                            const char          *token,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_return_if_fail (GALLEY_IS_TOKENS (self));
  g_return_if_fail (account != NULL);

  start (self, account, token, NULL, forget_on_worker, galley_tokens_forget_async, callback, data);
}

gboolean
galley_tokens_forget_finish (GalleyTokens *self,
                             GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
