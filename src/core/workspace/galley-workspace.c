/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace's life, and what it lends. What it does with articles, orders and settings is in files of their own. */
#include "core/workspace/galley-workspace.h"

#include "core/store/galley-store-media.h"
#include "core/sync/galley-portal-transport.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE_WITH_CODE (GalleyWorkspace, galley_workspace, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GALLEY_TYPE_MEDIA_SOURCE, galley_workspace_media_source_init))

enum
{
  LAYOUT_CHANGED,
  USER_CHANGED,
  RENDITIONS_MADE,
  SYNC_CHANGED,
  ARTICLE_CHANGED,
  TAGS_CHANGED,
  ATTENTION_CALLED,
  COLLEAGUES_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
galley_workspace_emit_layout_changed (GalleyWorkspace *self)
{
  g_signal_emit (self, signals[LAYOUT_CHANGED], 0);
}

void
galley_workspace_emit_renditions_made (GalleyWorkspace *self)
{
  g_signal_emit (self, signals[RENDITIONS_MADE], 0);
}

void
galley_workspace_emit_user_changed (GalleyWorkspace *self)
{
  g_signal_emit (self, signals[USER_CHANGED], 0);
}

void
galley_workspace_emit_sync_changed (GalleyWorkspace *self)
{
  g_signal_emit (self, signals[SYNC_CHANGED], 0);
}

void
galley_workspace_emit_tags_changed (GalleyWorkspace *self)
{
  g_signal_emit (self, signals[TAGS_CHANGED], 0);
}

void
galley_workspace_emit_attention_called (GalleyWorkspace *self,
                                        GPtrArray       *attentions)
{
  g_signal_emit (self, signals[ATTENTION_CALLED], 0, attentions);
}

static void
article_changed_cb (GalleyStore     *store,
                    const char      *id,
                    int              origin,
                    GalleyWorkspace *self)
{
  GalleyManuscript *manuscript = galley_workspace_find_manuscript (self, id);

  /* What was changed here was changed by the manuscript, or by a call that reloads it. */
  if (manuscript != NULL && origin == GALLEY_STORE_ORIGIN_SYNC)
    galley_manuscript_reload (manuscript, TRUE);
  /* Somebody else may have withdrawn what the server would not withdraw for us. */
  if (self->figures.refused > 0)
    galley_workspace_load_figures (self);
  galley_workspace_look_for_attention (self, origin == GALLEY_STORE_ORIGIN_SYNC);
  g_signal_emit (self, signals[ARTICLE_CHANGED], 0, id, origin);
}

static void
lists_changed_cb (GalleyStore     *store,
                  const char      *list,
                  GalleyWorkspace *self)
{
  if (strcmp (list, "tags") == 0)
    galley_workspace_load_tags (self);
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         is_available,
                    GalleyWorkspace *self)
{
  if (self->engine != NULL)
    galley_sync_engine_hint_network (self->engine, is_available);
}

GalleyWorkspace *
galley_workspace_open (const GalleyAccount *account,
                       GalleyClock         *clock,
                       GalleyRandom        *random,
                       GError             **error)
{
  g_autoptr (GalleyWorkspace) self = NULL;
  g_autoptr (GalleyStore) store = NULL;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (GALLEY_IS_RANDOM (random), NULL);

  store = galley_store_open (account->folder, clock, error);
  if (store == NULL)
    return NULL;
  self = g_object_new (GALLEY_TYPE_WORKSPACE, NULL);
  self->account = galley_account_copy (account);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->store = g_steal_pointer (&store);
  g_signal_connect (self->store, "article-changed", G_CALLBACK (article_changed_cb), self);
  g_signal_connect_swapped (self->store, "outbox-changed", G_CALLBACK (galley_workspace_load_figures), self);
  g_signal_connect (self->store, "lists-changed", G_CALLBACK (lists_changed_cb), self);
  g_signal_connect_swapped (self->store, "media-arrived", G_CALLBACK (galley_media_source_tell_arrived), self);
  g_signal_connect_swapped (self->store, "media-arrived", G_CALLBACK (galley_workspace_look_for_journey), self);
  g_signal_connect_swapped (self->store, "media-changed", G_CALLBACK (galley_workspace_look_for_journey), self);

  galley_workspace_load_settings (self);
  galley_workspace_load_offline (self);
  galley_workspace_load_tags (self);
  galley_workspace_load_figures (self);
  galley_workspace_begin_attention (self);
  galley_workspace_thin_versions (self, NULL);
  galley_workspace_sweep_media (self);
  galley_workspace_begin_copies (self);
  return g_steal_pointer (&self);
}

/* The transport of the account: with its own authority, where it has one. */
static GalleyTransport *
make_transport (GalleyWorkspace *self,
                const char      *token)
{
  GalleyTransport *transport = galley_portal_transport_new (self->account->address, token);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyAuthority) authority = galley_account_load_authority (self->account, &error);

  /* Without it the server is not trusted, and the line says so. */
  if (error != NULL)
    g_message ("The account's certificate authority: %s", error->message);
  galley_portal_transport_set_authority (GALLEY_PORTAL_TRANSPORT (transport), authority);
  return transport;
}

void
galley_workspace_emit_colleagues_changed (GalleyWorkspace *self)
{
  g_signal_emit (self, signals[COLLEAGUES_CHANGED], 0);
}

void
galley_workspace_disconnect (GalleyWorkspace *self)
{
  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  if (self->engine == NULL)
    return;
  g_clear_signal_handler (&self->network_handler, g_network_monitor_get_default ());
  g_signal_handlers_disconnect_by_data (self->engine, self);
  g_signal_handlers_disconnect_by_data (galley_sync_engine_get_traffic (self->engine), self);
  galley_sync_engine_stop (self->engine);
  g_clear_object (&self->engine);
  if (!self->is_closed)
    {
      galley_workspace_emit_colleagues_changed (self);
      galley_workspace_emit_sync_changed (self);
    }
}

void
galley_workspace_close (GalleyWorkspace *self)
{
  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  if (self->is_closed)
    return;
  self->is_closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  galley_workspace_end_copies (self);
  galley_workspace_disconnect (self);
  if (self->store != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->store, self);
      galley_store_close (self->store);
    }
  galley_workspace_forget_manuscripts (self);
}

void
galley_workspace_connect (GalleyWorkspace *self,
                          const char      *token)
{
  g_autoptr (GalleyTransport) transport = NULL;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (token != NULL);
  g_return_if_fail (!galley_account_is_local (self->account));
  g_return_if_fail (!self->is_closed);

  transport = make_transport (self, token);
  g_set_object (&self->transport, transport);
  if (self->engine != NULL)
    {
      galley_sync_engine_set_transport (self->engine, transport);
      return;
    }
  self->engine = galley_sync_engine_new (self->store, transport, self->clock, self->random);
  galley_sync_engine_set_patience (self->engine,
                                   galley_site_get_publish_patience (galley_layout_get_site (self->layout)));
  g_signal_connect_swapped (self->engine, "changed", G_CALLBACK (galley_workspace_emit_sync_changed), self);
  g_signal_connect_swapped (galley_sync_engine_get_traffic (self->engine), "moved",
                            G_CALLBACK (galley_workspace_take_moved), self);
  g_signal_connect_swapped (self->engine, "greeted", G_CALLBACK (galley_workspace_load_settings), self);
  g_signal_connect_swapped (self->engine, "colleagues-changed", G_CALLBACK (galley_workspace_emit_colleagues_changed), self);
  galley_workspace_tell_held (self);
  self->network_handler = g_signal_connect (g_network_monitor_get_default (), "network-changed",
                                            G_CALLBACK (network_changed_cb), self);
  galley_sync_engine_start (self->engine);
  galley_workspace_emit_sync_changed (self);
}

static void
galley_workspace_dispose (GObject *object)
{
  GalleyWorkspace *self = GALLEY_WORKSPACE (object);

  galley_workspace_close (self);
  g_clear_object (&self->engine);
  g_clear_object (&self->transport);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (galley_workspace_parent_class)->dispose (object);
}

static void
galley_workspace_finalize (GObject *object)
{
  GalleyWorkspace *self = GALLEY_WORKSPACE (object);

  g_clear_pointer (&self->account, galley_account_free);
  g_clear_pointer (&self->layout, galley_layout_unref);
  g_clear_pointer (&self->user, galley_user_free);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->attentions, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_strfreev);
  g_clear_pointer (&self->offline, g_hash_table_unref);
  g_clear_pointer (&self->unsaved, g_hash_table_unref);
  g_clear_pointer (&self->renditions, galley_renditions_free);
  g_clear_pointer (&self->renditions_begun, g_hash_table_unref);
  g_clear_pointer (&self->rendition_key, g_free);
  g_clear_pointer (&self->withdrawal, galley_withdrawal_free);
  g_clear_pointer (&self->refused_slot, g_free);
  g_clear_pointer (&self->media_rows, g_hash_table_unref);
  g_clear_pointer (&self->thinned, g_hash_table_unref);
  g_clear_pointer (&self->manuscripts, g_hash_table_unref);

  G_OBJECT_CLASS (galley_workspace_parent_class)->finalize (object);
}

static void
galley_workspace_class_init (GalleyWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = GALLEY_TYPE_WORKSPACE;

  object_class->dispose = galley_workspace_dispose;
  object_class->finalize = galley_workspace_finalize;

  signals[LAYOUT_CHANGED] =
    g_signal_new ("layout-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RENDITIONS_MADE] =
    g_signal_new ("renditions-made", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[USER_CHANGED] =
    g_signal_new ("user-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SYNC_CHANGED] =
    g_signal_new ("sync-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ARTICLE_CHANGED] = g_signal_new ("article-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
  signals[TAGS_CHANGED] =
    g_signal_new ("tags-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ATTENTION_CALLED] = g_signal_new ("attention-called", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[COLLEAGUES_CHANGED] =
    g_signal_new ("colleagues-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
galley_workspace_init (GalleyWorkspace *self)
{
  self->layout = galley_layout_new_built_in ();
  self->user = galley_user_new ("", "", "", (const char *const[]){ NULL });
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->media_rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) galley_media_row_free);
  self->unsaved = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->thinned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->manuscripts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

const GalleyAccount *
galley_workspace_get_account (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);

  return self->account;
}

GalleyStore *
galley_workspace_get_store (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);

  return self->store;
}

GalleySyncEngine *
galley_workspace_get_engine (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);

  return self->engine;
}

GalleyLayout *
galley_workspace_get_layout (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);

  return self->layout;
}

gint64
galley_workspace_get_layout_time (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), 0);

  return self->layout_time;
}

GalleyClock *
galley_workspace_get_clock (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);

  return self->clock;
}

const GalleyUser *
galley_workspace_get_user (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);

  return self->user;
}

const GalleyOutboxFigures *
galley_workspace_get_outbox_figures (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);

  return &self->figures;
}

const GalleyWithdrawal *
galley_workspace_get_withdrawal (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);

  return self->withdrawal;
}

const char *
galley_workspace_get_refused_slot (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);

  return self->refused_slot;
}

GPtrArray *
galley_workspace_get_tags (GalleyWorkspace *self)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);

  return self->tags;
}
