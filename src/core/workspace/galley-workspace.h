/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account put together: store, sync engine, layout and user, and the articles that are open. The account "On This
 * Computer" has no engine and works from the first second. Main thread; nothing here blocks but open and close. */
#pragma once

#include "core/base/galley-random.h"
#include "core/intake/galley-bundle.h"
#include "core/model/galley-difference.h"
#include "core/portal/galley-layout.h"
#include "core/store/galley-article-list.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-handover.h"
#include "core/store/galley-store-templates.h"
#include "core/sync/galley-credentials.h"
#include "core/sync/galley-sync-engine.h"
#include "core/workspace/galley-account.h"
#include "core/workspace/galley-attention.h"
#include "core/workspace/galley-manuscript.h"
#include "core/workspace/galley-story.h"

G_BEGIN_DECLS

/* A GalleyMediaSource. Signals: "layout-changed", "user-changed", "sync-changed" (engine status or figures differ),
 * "article-changed" (id, origin), "tags-changed", "colleagues-changed" (what others have in hand, or
 * what one took along oneself), "attention-called" (GPtrArray of GalleyAttention): a pull has brought what calls for this
 * user. */
#define GALLEY_TYPE_WORKSPACE (galley_workspace_get_type ())
G_DECLARE_FINAL_TYPE (GalleyWorkspace, galley_workspace, GALLEY, WORKSPACE, GObject)

/* What waits, in figures for one sentence. */
typedef struct
{
  guint waiting;     /* articles, orders and changes of slots not yet uploaded */
  guint parked;      /* articles and orders that the server refused; conflicts not among them */
  guint slots;       /* changes of the home page's slots that were not made */
  guint conflicts;
  guint withdrawals; /* orders to withdraw that the server has not answered */
  guint refused;     /* those that it has refused, and the page is still public; among the parked, too */
  guint held;        /* orders to be asked again */
  guint stopped;     /* files that a person does not want to be uploaded now */
} GalleyOutboxFigures;

/* The order to withdraw that people have to be told of first: one that was refused, for nobody tries that again by himself;
 * else the one that has waited longest. */
typedef struct
{
  gint64 sequence;   /* of its entry in the outbox */
  char *article;
  char *refusal;     /* why, as in the outbox; NULL: the server has not answered */
  char *headline;    /* "" where it has none */
  gint64 time;       /* real time of the order */
  gint64 hold_until; /* boot time before which it can be undone; 0 where it was ordered before this boot */
} GalleyWithdrawal;

/* Opens the account's store. Errors as galley_store_open(). Layout, user and vocabulary follow in a moment, by signal;
 * until then the layout is the one built in. */
GalleyWorkspace *galley_workspace_open (const GalleyAccount *account,
                                        GalleyClock         *clock,
                                        GalleyRandom        *random,
                                        GError             **error);
/* Stops the engine and closes the store; flush the open articles before. Idempotent. */
void galley_workspace_close (GalleyWorkspace *self);

/* Goes online with a token (an engine starts, or goes on). */
void galley_workspace_connect (GalleyWorkspace *self,
                               const char      *token);

/* Ends the engine: nothing more is sent or fetched until the next connect. */
void galley_workspace_disconnect (GalleyWorkspace *self);

const GalleyAccount *galley_workspace_get_account (GalleyWorkspace *self);
GalleyStore *galley_workspace_get_store (GalleyWorkspace *self);
/* (nullable): none on this computer, or not yet signed in */
GalleySyncEngine *galley_workspace_get_engine (GalleyWorkspace *self);
GalleyLayout *galley_workspace_get_layout (GalleyWorkspace *self);
/* Real time when the layout was fetched; 0: built in. */
gint64 galley_workspace_get_layout_time (GalleyWorkspace *self);
GalleyClock *galley_workspace_get_clock (GalleyWorkspace *self);
/* Never NULL: on this computer an empty user with every role taken away. */
const GalleyUser *galley_workspace_get_user (GalleyWorkspace *self);
const GalleyOutboxFigures *galley_workspace_get_outbox_figures (GalleyWorkspace *self);
/* NULL: none waits. Lent until "sync-changed". */
const GalleyWithdrawal *galley_workspace_get_withdrawal (GalleyWorkspace *self);
/* A slot of which a change was not made. NULL: none. Lent until "sync-changed". */
const char *galley_workspace_get_refused_slot (GalleyWorkspace *self);
/* The vocabulary, sorted; lent until "tags-changed". (element-type utf8) */
GPtrArray *galley_workspace_get_tags (GalleyWorkspace *self);
/* At most @limit tags that contain @text, those that begin with it first; lent words. (transfer container) */
GPtrArray *galley_workspace_complete_tag (GalleyWorkspace *self,
                                          const char      *text,
                                          guint            limit);

/* A new manuscript of mine, not on disk before the first word: channel and its source filled in, responsible editor
 * the user. @channel may be NULL. */
GalleyManuscript *galley_workspace_new_article (GalleyWorkspace *self,
                                                const char      *channel);
/* A new manuscript with the content of @revision: duplicates, imports. Saved at once. */
GalleyManuscript *galley_workspace_new_from_revision (GalleyWorkspace *self,
                                                      GalleyRevision  *revision);
/* A working copy that corrects a published article. */
GalleyManuscript *galley_workspace_new_correction (GalleyWorkspace  *self,
                                                   GalleyManuscript *published);

/* Of @revision what is the same in every issue of a standing item: all a person writes but what tells of this one (its
 * date, what it corrects, whose reprint it is). (transfer full) */
GalleyTemplate *galley_workspace_make_template (GalleyWorkspace *self,
                                                const char      *name,
                                                GalleyRevision  *revision);
/* A new manuscript filled from @template by the rules of a new article: its own channel, else @channel (nullable); a source
 * of its own, else the channel's; responsible editor the user. Saved at once. */
GalleyManuscript *galley_workspace_new_from_template (GalleyWorkspace      *self,
                                                      const GalleyTemplate *template,
                                                      const char           *channel);
/* (transfer full) (element-type GalleyTemplate): in the order of their names. */
void galley_workspace_load_templates_async (GalleyWorkspace     *self,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             data);
GPtrArray *galley_workspace_load_templates_finish (GalleyWorkspace  *self,
                                                   GAsyncResult     *result,
                                                   GError          **error);
/* Adds or renames one, or brings back one that was removed. */
void galley_workspace_keep_template_async (GalleyWorkspace      *self,
                                           const GalleyTemplate *template,
                                           GAsyncReadyCallback   callback,
                                           gpointer              data);
gboolean galley_workspace_keep_template_finish (GalleyWorkspace  *self,
                                                GAsyncResult     *result,
                                                GError          **error);
void galley_workspace_remove_template_async (GalleyWorkspace     *self,
                                             const char          *id,
                                             GAsyncReadyCallback  callback,
                                             gpointer             data);
gboolean galley_workspace_remove_template_finish (GalleyWorkspace  *self,
                                                  GAsyncResult     *result,
                                                  GError          **error);

/* The same manuscript for the same id while anybody holds it. */
void galley_workspace_open_article_async (GalleyWorkspace     *self,
                                          const char          *id,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             data);
GalleyManuscript *galley_workspace_open_article_finish (GalleyWorkspace  *self,
                                                        GAsyncResult     *result,
                                                        GError          **error);

/* Saves every open manuscript that is dirty. */
void galley_workspace_flush_async (GalleyWorkspace     *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data);
gboolean galley_workspace_flush_finish (GalleyWorkspace  *self,
                                        GAsyncResult     *result,
                                        GError          **error);

void galley_workspace_set_trashed_async (GalleyWorkspace     *self,
                                         const char          *id,
                                         gboolean             is_trashed,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
gboolean galley_workspace_set_trashed_finish (GalleyWorkspace  *self,
                                              GAsyncResult     *result,
                                              GError          **error);

/* Queues an order for the content that was looked at, after flushing it. It leaves after @hold microseconds. The result
 * is the order's name, for galley_workspace_cancel_act_async(). */
void galley_workspace_act_async (GalleyWorkspace     *self,
                                 const char          *id,
                                 GalleyAction         action,
                                 const char          *content_hash,
                                 const char          *comment,
                                 gint64               hold,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data);
char *galley_workspace_act_finish (GalleyWorkspace  *self,
                                   GAsyncResult     *result,
                                   GError          **error);
void galley_workspace_cancel_act_async (GalleyWorkspace     *self,
                                        const char          *name,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data);
gboolean galley_workspace_cancel_act_finish (GalleyWorkspace  *self,
                                             GAsyncResult     *result,
                                             GError          **error);

/* Whom articles can be handed to, as the server last said: without oneself, in no order that matters. Nobody where it has
 * not been asked yet. (transfer full) (element-type GalleyUser): without roles. */
void galley_workspace_load_people_async (GalleyWorkspace     *self,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
GPtrArray *galley_workspace_load_people_finish (GalleyWorkspace  *self,
                                                GAsyncResult     *result,
                                                GError          **error);
/* Queues orders that the article @id, or all of the user's own that are not under review (NULL), become the person's whose
 * id is @to, after saving what is open. They leave when there is a network. Returns how many, -1 with @error. */
void galley_workspace_hand_over_async (GalleyWorkspace     *self,
                                       const char          *id,
                                       const char          *to,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data);
int galley_workspace_hand_over_finish (GalleyWorkspace  *self,
                                       GAsyncResult     *result,
                                       GError          **error);

/* Ends a conflict with what shall stand. */
void galley_workspace_resolve_async (GalleyWorkspace     *self,
                                     GalleyRevision      *resolved,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data);
gboolean galley_workspace_resolve_finish (GalleyWorkspace  *self,
                                          GAsyncResult     *result,
                                          GError          **error);

/* What an article was: (element-type GalleyVersionEntry), newest first. */
void galley_workspace_list_versions_async (GalleyWorkspace     *self,
                                           const char          *id,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             data);
GPtrArray *galley_workspace_list_versions_finish (GalleyWorkspace  *self,
                                                  GAsyncResult     *result,
                                                  GError          **error);
/* Reads one and compares it with @now, on a worker. GALLEY_ERROR_NOT_FOUND: thinned out meanwhile; CORRUPT: it cannot be
 * read. (transfer full) */
void galley_workspace_compare_version_async (GalleyWorkspace     *self,
                                             gint64               row,
                                             GalleyRevision      *now,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             data);
GalleyDifference *galley_workspace_compare_version_finish (GalleyWorkspace  *self,
                                                           GAsyncResult     *result,
                                                           GError          **error);
/* Saves the article, and keeps what stands as a version: before anything that a person may regret. @reason:
 * GALLEY_VERSION_RESTORE, GALLEY_VERSION_REPLACE. */
void galley_workspace_keep_version_async (GalleyWorkspace     *self,
                                          const char          *id,
                                          const char          *reason,
                                          GAsyncReadyCallback  callback,
                                          gpointer             data);
gboolean galley_workspace_keep_version_finish (GalleyWorkspace  *self,
                                               GAsyncResult     *result,
                                               GError          **error);

/* An article from a hand-over file: it becomes one of this account, or is merged with the one that is here already.
 * GALLEY_ERROR_FORBIDDEN: it may not be changed by this user now; CONFLICT: an earlier conflict of it waits for an answer.
 * @outcome: (out) (optional). (transfer full) */
void galley_workspace_take_bundle_async (GalleyWorkspace     *self,
                                         GalleyBundle        *bundle,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
GalleyManuscript *galley_workspace_take_bundle_finish (GalleyWorkspace  *self,
                                                       GAsyncResult     *result,
                                                       GalleyHandover   *outcome,
                                                       GError          **error);
/* Saves the article, and writes it into a hand-over file that is whole or not there. GALLEY_ERROR_FULL, READ_ONLY. */
void galley_workspace_save_bundle_async (GalleyWorkspace     *self,
                                         const char          *id,
                                         const char          *path,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
gboolean galley_workspace_save_bundle_finish (GalleyWorkspace  *self,
                                              GAsyncResult     *result,
                                              GError          **error);

/* Entries of the outbox: (element-type GalleyOutboxEntry). */
void galley_workspace_load_outbox_async (GalleyWorkspace     *self,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
GPtrArray *galley_workspace_load_outbox_finish (GalleyWorkspace  *self,
                                                GAsyncResult     *result,
                                                GError          **error);
/* A parked entry waits again (@is_wanted), or an order is dropped; text is never dropped. */
void galley_workspace_unpark_async (GalleyWorkspace     *self,
                                    gint64               sequence,
                                    gboolean             is_wanted,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);
gboolean galley_workspace_unpark_finish (GalleyWorkspace  *self,
                                         GAsyncResult     *result,
                                         GError          **error);

/* What a person says to galley_sync_engine_get_stopped_deletions(); the next pass is made at once. @are_taken: they go
 * as the server wants. Else they stay, and the user's own are sent again. */
void galley_workspace_answer_deletions_async (GalleyWorkspace     *self,
                                              gboolean             are_taken,
                                              GAsyncReadyCallback  callback,
                                              gpointer             data);
gboolean galley_workspace_answer_deletions_finish (GalleyWorkspace  *self,
                                                   GAsyncResult     *result,
                                                   GError          **error);

/* The headlines of @ids, in their order; NULL for one that is not here or lies in the trash. (transfer full)
 * (element-type utf8) */
void galley_workspace_load_headlines_async (GalleyWorkspace     *self,
                                            const char *const   *ids,
                                            GAsyncReadyCallback  callback,
                                            gpointer             data);
GPtrArray *galley_workspace_load_headlines_finish (GalleyWorkspace  *self,
                                                   GAsyncResult     *result,
                                                   GError          **error);

/* So many bytes of pictures and files are kept here from now on; what is beyond that goes, oldest first, unless it is here
 * alone. Kept in the store. */
void galley_workspace_set_media_limit (GalleyWorkspace *self,
                                       gint64           limit);
/* The file that is on its way just now is broken off, and stays where it is (galley_media_source_set_stopped()); and what
 * was stopped on its way up goes again. */
void galley_workspace_stop_file (GalleyWorkspace *self);
void galley_workspace_upload_stopped (GalleyWorkspace *self);
/* The articles that are in front in windows: colleagues hear of them. */
void galley_workspace_set_open (GalleyWorkspace   *self,
                                const char *const *open);
/* Colleagues hear that the user works on @article without a network until the real time @until, at most
 * GALLEY_PRESENCE_MAX_DAYS from now; 0: no longer. It keeps nobody from anything. Kept in the store. */
void galley_workspace_set_offline (GalleyWorkspace *self,
                                   const char      *article,
                                   gint64           until);
/* Until when the user said so himself; 0: he has not, or it is over. */
gint64 galley_workspace_get_offline (GalleyWorkspace *self,
                                     const char      *article);
/* What others have of @article, as far as is known. (transfer container) (element-type GalleyHeld) */
GPtrArray *galley_workspace_find_held (GalleyWorkspace *self,
                                       const char      *article);

/* What happened to the article. @is_server_asked: the server's record is fetched as well, where somebody is signed in;
 * what goes wrong with that stands in the story. GALLEY_ERROR_NOT_FOUND, CORRUPT. (transfer full) */
void galley_workspace_explain_async (GalleyWorkspace     *self,
                                     const char          *id,
                                     gboolean             is_server_asked,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data);
GalleyStory *galley_workspace_explain_finish (GalleyWorkspace  *self,
                                              GAsyncResult     *result,
                                              GError          **error);

/* How many articles each filter has. */
void galley_workspace_count_async (GalleyWorkspace     *self,
                                   const GalleyFilter  *filters,
                                   guint                n_filters,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data);
/* (transfer full) (element-type gint64) */
GArray *galley_workspace_count_finish (GalleyWorkspace  *self,
                                       GAsyncResult     *result,
                                       GError          **error);
/* A filter with this user's id and reviews filled in. @channel with CHANNEL. */
GalleyFilter galley_workspace_get_filter (GalleyWorkspace *self,
                                          GalleyFilterKind kind,
                                          const char      *channel);

G_END_DECLS
