/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the workspace's files know of each other. */
#pragma once

/* Included behind galley-workspace.h. */

#include "core/media/galley-media-source.h"
#include "core/store/galley-store-outbox.h"
#include "core/wire/galley-placements.h"
#include "core/wire/galley-renditions.h"
#include "core/workspace/galley-manuscript-private.h"

G_BEGIN_DECLS

struct _GalleyWorkspace
{
  GObject parent_instance;

  /* Owned. */
  GalleyAccount *account;
  GalleyClock *clock;
  GalleyRandom *random;
  GalleyStore *store;
  GalleySyncEngine *engine;
  GalleyTransport *transport; /* (nullable) the engine's: what is asked beside it has one of its own */
  GalleyLayout *layout;
  GalleyUser *user;
  GPtrArray *tags;
  char **open; /* (nullable) what is looked at here */
  GHashTable *offline; /* (nullable) id -> gint64, until when it was taken along */
  GPtrArray *attentions; /* (nullable): not yet looked */
  GHashTable *unsaved; /* GalleyManuscript: kept until they are clean, whoever lets go of them */

  GalleyRenditions *renditions; /* (nullable) made here for @rendition_key, galley-workspace-renditions.h */
  GHashTable *renditions_begun; /* (nullable) hashes of the pictures whose were begun for it */
  char *rendition_key;

  GHashTable *media_rows; /* hash -> GalleyMediaRow of what somebody looks at; NULL while it is not known */

  GHashTable *thinned; /* id -> gint64, when its versions were last thinned, by the clock that never jumps */
  GHashTable *manuscripts; /* id -> GalleyManuscript, borrowed: whoever opened them holds them */
  GCancellable *cancellable;
  gint64 layout_time;
  GalleyOutboxFigures figures;
  GalleyWithdrawal *withdrawal; /* (nullable) */
  char *refused_slot;           /* (nullable) */
  gulong network_handler;
  guint copy_timer;
  gboolean is_closed;
  gboolean is_copying;
  gboolean is_moving_large; /* a file, as was told last */
  gboolean is_loading_settings;
  gboolean is_settings_asked_again;
  gboolean is_counting;
  gboolean is_count_asked_again;
  gboolean is_looking;
  gboolean is_attention_asked_again;
  gboolean is_attention_news; /* something came from elsewhere since the last look */
};

/* Of an article that is begun here now. (transfer full) */
GalleyState *galley_workspace_make_state (GalleyWorkspace *self);

/* galley-workspace-pictures.c */
void galley_workspace_media_source_init (GalleyMediaSourceInterface *iface);

/* galley-workspace-journeys.c: GalleyMediaSourceInterface.get_journey and set_stopped, and that the store's row of a file
 * is another one, or that the engine moves it. */
void galley_workspace_get_journey (GalleyMediaSource  *source,
                                   const char         *hash,
                                   const char         *media_type,
                                   GalleyMediaJourney *journey);
void galley_workspace_set_stopped (GalleyMediaSource *source,
                                   const char        *hash,
                                   gboolean           is_stopped);
void galley_workspace_look_for_journey (GalleyWorkspace *self,
                                        const char      *hash);
void galley_workspace_take_moved (GalleyWorkspace *self,
                                  const char      *hash);

/* Each asks the store and tells by signal. */
void galley_workspace_load_settings (GalleyWorkspace *self);
void galley_workspace_load_tags (GalleyWorkspace *self);
void galley_workspace_load_figures (GalleyWorkspace *self);
void galley_withdrawal_free (GalleyWithdrawal *self);

/* galley-workspace-presence.c: reads what was taken along offline; tells the engine, if there is one, what is in hand. */
void galley_workspace_load_offline (GalleyWorkspace *self);
void galley_workspace_tell_held (GalleyWorkspace *self);

/* Looks what calls for the user now; @is_news: because of what came from elsewhere, and differences are told. */
void galley_workspace_look_for_attention (GalleyWorkspace *self,
                                          gboolean         is_news);
/* Another user: what calls for him now is where he begins. */
void galley_workspace_begin_attention (GalleyWorkspace *self);

/* Thins the versions of one article, or of all (NULL), when the store has nothing else to do. One article at most every ten
 * minutes. */
void galley_workspace_thin_versions (GalleyWorkspace *self,
                                     const char      *id);

/* Removes media that nothing names any more, in the store's idle time. */
void galley_workspace_sweep_media (GalleyWorkspace *self);

/* Copies of the store are made when they are due, from now on, until it is closed. */
void galley_workspace_begin_copies (GalleyWorkspace *self);
void galley_workspace_end_copies (GalleyWorkspace *self);

/* For the files that emit. */
void galley_workspace_emit_layout_changed (GalleyWorkspace *self);
void galley_workspace_emit_user_changed (GalleyWorkspace *self);
void galley_workspace_emit_renditions_made (GalleyWorkspace *self);
void galley_workspace_emit_sync_changed (GalleyWorkspace *self);
void galley_workspace_emit_colleagues_changed (GalleyWorkspace *self);
void galley_workspace_emit_tags_changed (GalleyWorkspace *self);
void galley_workspace_emit_attention_called (GalleyWorkspace *self,
                                             GPtrArray       *attentions);

/* NULL where nobody has it open. Borrowed. */
GalleyManuscript *galley_workspace_find_manuscript (GalleyWorkspace *self,
                                                    const char      *id);
/* Layout and user are new. */
void galley_workspace_set_surroundings (GalleyWorkspace  *self,
                                        GalleyManuscript *manuscript);
/* Lets all manuscripts go; the workspace closes. */
void galley_workspace_forget_manuscripts (GalleyWorkspace *self);

/* All that are open. (transfer full) (element-type GalleyManuscript) */
GPtrArray *galley_workspace_dup_manuscripts (GalleyWorkspace *self);

/* A store job whose result is what @task, which is taken, returns: its pointer, to be freed by @free_answer, or its error.
 * @task has no data of its own; cancelling is its cancellable's. */
void galley_workspace_answer_from_store (GalleyWorkspace *self,
                                         GTask           *task,
                                         GalleyLane       lane,
                                         GalleyStoreJob   job,
                                         gpointer         input,
                                         GDestroyNotify   free_input,
                                         GDestroyNotify   free_answer);

/* A store job in the lane of what somebody waits for, that answers with nothing but success. @input begins with a
 * GalleyJobHead; the article named there is saved before and reloaded behind the job, if it is open. */
typedef struct
{
  char *article; /* (nullable) */
  gint64 now;    /* real time */
  gint64 boot;
} GalleyJobHead;

void galley_workspace_run_job (GalleyWorkspace    *self,
                               GalleyStoreJob      job,
                               gpointer            input,
                               GDestroyNotify      free_input,
                               gpointer            tag,
                               GAsyncReadyCallback callback,
                               gpointer            data);
void galley_workspace_init_job (GalleyWorkspace *self,
                                GalleyJobHead   *head,
                                const char      *article);

/* galley-workspace-slots.c: how a slot is changed, in a job. */
typedef struct
{
  gint64 boot;       /* the boot time now */
  gboolean is_local; /* nobody to ask: it stands there at once */
} GalleySlotPlacing;

/* GALLEY_ERROR_CONFLICT: something else than @seen stands there by now. */
gboolean galley_slot_check_in_store (GalleyDatabase   *database,
                                     const char       *slot,
                                     GalleyPlacements *seen,
                                     GError          **error);
gboolean galley_slot_place_in_store (GalleyDatabase          *database,
                                     const GalleySlotPlacing *placing,
                                     const char              *slot,
                                     GalleyPlacements        *wanted,
                                     GError                 **error);

G_END_DECLS
