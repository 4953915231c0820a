/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/galley-tokens.h"

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
};

G_DEFINE_FINAL_TYPE (GalleyTokens, galley_tokens, G_TYPE_OBJECT)

/* What a worker is handed; @is_lasting is what came of a look-up. */
typedef struct
{
  GalleyAccount *account;
  char *token;
  gboolean is_lasting;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  galley_account_free (self->account);
  g_free (self->token);
  g_free (self);
}

static void
start (GalleyTokens        *self,
       const GalleyAccount *account,
       const char          *token,
       GTaskThreadFunc      function,
       gpointer             tag,
       GAsyncReadyCallback  callback,
       gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Job *job = g_new0 (Job, 1);

  job->account = galley_account_copy (account);
  job->token = g_strdup (token);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, function);
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
  g_autoptr (GError) error = NULL;
  gboolean is_kept = galley_credentials_store (self->key_ring, job->account->id, label, job->token, cancellable, &error);

  if (!is_kept)
    {
      g_message ("no secret service: %s", error->message);
      galley_credentials_store (self->memory, job->account->id, label, job->token, cancellable, NULL);
    }
  g_task_return_boolean (task, is_kept);
}

static void
find_on_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GalleyTokens *self = source;
  Job *job = data;
  g_autoptr (GError) error = NULL;
  char *token = galley_credentials_lookup (self->key_ring, job->account->id, cancellable, &error);

  if (error != NULL)
    g_message ("no secret service: %s", error->message);
  job->is_lasting = token != NULL;
  if (token == NULL)
    token = galley_credentials_lookup (self->memory, job->account->id, cancellable, NULL);
  g_task_return_pointer (task, token, g_free);
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
forget_on_worker (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GalleyTokens *self = source;
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (!galley_credentials_clear (self->key_ring, job->account->id, cancellable, &error))
    g_message ("no secret service: %s", error->message);
  galley_credentials_clear (self->memory, job->account->id, cancellable, NULL);
  g_task_return_boolean (task, tell_server (job, cancellable));
}

static void
galley_tokens_dispose (GObject *object)
{
  GalleyTokens *self = GALLEY_TOKENS (object);

  g_clear_object (&self->key_ring);
  g_clear_object (&self->memory);

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
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_return_if_fail (GALLEY_IS_TOKENS (self));
  g_return_if_fail (account != NULL && token != NULL);

  start (self, account, token, keep_on_worker, galley_tokens_keep_async, callback, data);
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

  start (self, account, NULL, find_on_worker, galley_tokens_find_async, callback, data);
}

char *
galley_tokens_find_finish (GalleyTokens *self,
                           GAsyncResult *result,
                           gboolean     *is_lasting)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  *is_lasting = ((Job *) g_task_get_task_data (G_TASK (result)))->is_lasting;
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

  start (self, account, token, forget_on_worker, galley_tokens_forget_async, callback, data);
}

gboolean
galley_tokens_forget_finish (GalleyTokens *self,
                             GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
