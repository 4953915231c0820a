/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A newsroom in one process: a few computers of one reporter, each with a real store, and the real server, called as a
 * function. Time stands still but where it is moved, and every choice comes from one seed, so that a run can be had
 * again to the last call. Between the two lies a line that loses, repeats, delays, reorders and cuts; disks fail in the
 * middle of a write, machines come back from old backups, clocks are a year off.
 *
 * In the end the line is good again, whatever is in conflict is settled, and then all computers and the server must have
 * the same; and every word that was typed and saved, and not deleted by somebody, must be in an article, in a side of a
 * conflict or in a version. */
#pragma once

#include "../crash/faulty-vfs.h"

#include "core/base/galley-random.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store.h"
#include "core/sync/galley-portal-transport.h"
#include "server/galley-server.h"

G_BEGIN_DECLS

#define SIM_MAX_DESKS 3
#define SIM_USER "reporter"
/* How late an order to publish may be. */
#define SIM_PATIENCE (10 * 60 * (gint64) G_USEC_PER_SEC)

typedef struct _Sim Sim;

typedef struct
{
  Sim *sim; /* borrowed */
  guint number;
  char *folder;
  char *backup; /* a folder, or NULL: none was made yet */
  GalleyClock *clock;
  GalleyStore *store;
  GalleyTransport *transport;
  char *token;
  gboolean is_signed_out; /* it was told that its token does not hold */
  gboolean is_cut_off;    /* from the server, and the others are not */
} SimDesk;

/* A word that somebody typed, and that was saved. Each is typed once. */
typedef struct
{
  char *text;
  gboolean is_erased; /* on purpose */
  gboolean is_thrown; /* it stood in an article that somebody threw away, or in its versions there */
  gboolean is_served; /* the server had it once */
  gboolean is_copied; /* somebody who settled a conflict has put it in, maybe once more */
} SimWord;

/* To publish what was looked at. */
typedef struct
{
  char *article;
  char *content_hash;
  gint64 time; /* the server's, when it was given */
  gboolean is_done;
} SimOrder;

/* What becomes of a call, in a hundred. */
typedef struct
{
  guint lost;      /* it never arrives */
  guint unanswered; /* it is done, and the answer does not come */
  guint cut;       /* half of the answer comes */
  guint repeated;  /* it arrives twice */
  guint late;      /* an old one arrives before it */
  guint refused;   /* 429, 500 or 503 */
  guint expired;   /* the token holds no longer */
  guint typed;   /* somebody types on that computer meanwhile */
  guint crossed; /* another computer makes a whole pass meanwhile */
} SimLine;

struct _Sim
{
  guint64 seed;
  gboolean is_verbose;
  GalleyRandom *random;
  char *folder;

  GalleyClock *clock; /* the server's */
  char *server_folder;
  char *server_backup; /* (nullable) */
  char *token; /* one that always holds, for what is delivered once more */
  GalleyServer *server;
  gboolean is_server_down;
  gboolean is_server_failing; /* its writes fail, until it is started again */

  SimDesk desks[SIM_MAX_DESKS];
  guint n_desks;
  SimLine line;
  GPtrArray *sent;  /* (element-type GalleyRequest): writes that may arrive once more */
  GPtrArray *taken; /* (element-type GalleyRequest): writes that this server has taken */

  GPtrArray *ids;   /* of all articles that were ever begun */
  GPtrArray *words; /* (element-type SimWord) */
  guint n_words;
  GPtrArray *orders; /* (element-type SimOrder): to publish */

  GChecksum *trace;
  guint n_calls;
  gboolean is_crossed;
  gboolean is_restored; /* something has come back from a backup */
  guint n_sessions;
  guint n_struck; /* faults of a disk that a write has met */
  GString *failure; /* "": none */
};

/* What all runs begin with: a server with its people, made once. (transfer full) */
char *sim_make_template (void);
void sim_remove_folder (const char *folder);
void sim_copy_folder (const char *from,
                      const char *to);

Sim *sim_new (const char *template_folder,
              guint64     seed,
              gboolean    is_verbose);
void sim_free (Sim *self);
/* So many sessions, each something that one computer does, and then quiet. FALSE: @self->failure says what is wrong. */
gboolean sim_run (Sim  *self,
                  guint n_sessions);
/* Equal for two runs that were the same. Lent. */
const char *sim_get_trace (Sim *self);

/* One of @n. */
guint sim_choose (Sim  *self,
                  guint n);
gboolean sim_happens (Sim  *self,
                      guint in_a_hundred);
void sim_note (Sim        *self,
               const char *format,
               ...) G_GNUC_PRINTF (2, 3);
void sim_fail (Sim        *self,
               const char *format,
               ...) G_GNUC_PRINTF (2, 3);

/* The @call-th write into @folder fails, and all behind it, until the end of it. */
void sim_begin_fault (const char *folder,
                      Fault       fault,
                      guint       call);
void sim_end_fault (Sim *self);

/* sim-server.c */
void sim_open_server (Sim *self);
void sim_close_server (Sim *self);
void sim_back_up_server (Sim *self);
/* As an administrator would: what came since is gone, and a new epoch says so. */
void sim_restore_server (Sim *self);
/* A write of it fails soon, and all behind it, while @desk sends what it has typed; then it is started again. */
void sim_crash_server (Sim     *self,
                       SimDesk *desk);
/* A new one of the reporter's, that has expired in @seconds. (transfer full) */
char *sim_make_token (Sim   *self,
                      gint64 seconds);

/* sim-line.c: a GalleyPortalCarrier; @data is the desk. */
gboolean sim_line_carry (gpointer                   data,
                         const GalleyPortalRequest *request,
                         const char                *token,
                         GalleyPortalAnswer        *answer,
                         gint64                    *retry_after,
                         GError                   **error);

/* All writes that were taken arrive once more. */
void sim_line_replay (Sim *self);

/* sim-desk.c */
void sim_desk_open (SimDesk *self);
void sim_desk_close (SimDesk *self);
void sim_desk_back_up (SimDesk *self);
void sim_desk_restore (SimDesk *self);
/* A write of its store fails soon, and all behind it; then it is opened anew: as if its power had been cut. */
void sim_desk_crash (SimDesk *self);
/* Its disk is full from some write on, while something is typed or sent; then there is room again. */
void sim_desk_fill_disk (SimDesk *self);
/* What was begun is done. */
void sim_desk_drain (SimDesk *self);
/* The server takes its token no longer. */
void sim_desk_expire (SimDesk *self);
/* TRUE: the pass went to its end. Where the last one was told that the token does not hold, somebody signs in before. */
gboolean sim_desk_sync (SimDesk *self);
void sim_desk_lose_cursor (SimDesk *self);
/* Each conflict by a side that is chosen, or each of its places by one or by both; TRUE: there was one. */
gboolean sim_desk_settle (SimDesk *self);
/* How many entries of the outbox go on by themselves. @is_patient: what is parked is set going again, but for conflicts;
 * orders are given up. What the server will not have stays, for a person to see. */
guint sim_desk_press_on (SimDesk *self,
                         gboolean is_patient);

/* sim-typing.c */
void sim_desk_type (SimDesk *self);
void sim_desk_begin_article (SimDesk *self);
void sim_desk_trash (SimDesk *self);
/* An order for an article as it stands there: to submit, take back, publish or withdraw it; and now and then typed on in it
 * behind that. */
void sim_desk_order (SimDesk *self);
/* A draft is submitted, and where the server takes that, ordered to be published; that has not left yet. */
void sim_desk_finish (SimDesk *self);
/* Two with the same text before them change the same of it, and neither hears of the other meanwhile: the headline, or where
 * a paragraph stands, by itself or within another one. */
void sim_desk_rival (SimDesk *self,
                     SimDesk *other);
/* Whether the server is known to have just that text, and nothing is argued about. */
gboolean sim_desk_has_acknowledged (SimDesk    *self,
                                    const char *id,
                                    const char *content_hash);

/* What stands in @text, and not in @chosen (nullable), is thrown away by somebody who sees it. */
void sim_throw_words (Sim        *self,
                      const char *text,
                      const char *chosen);

/* Who ends a conflict by @text wants what stands there twice, and puts in what @base has not: others may do so as well. */
void sim_copy_words (Sim        *self,
                     const char *text,
                     const char *base);

/* sim-look.c */
/* All texts that the desk, or NULL: the server, holds anywhere; @is_open: but those of what was thrown away. (transfer
 * full) */
GString *sim_dup_texts (Sim     *self,
                        SimDesk *desk,
                        gboolean is_open);
/* What the desk can go back to of an article. (transfer full) */
GString *sim_dup_versions (SimDesk    *desk,
                           const char *id);
/* Words that only @texts of those that are gone had are nobody's any more. */
void sim_forgive (Sim           *self,
                  const GString *kept);
/* After each write: what the server has now it must have for ever, as a revision. */
void sim_note_served (Sim *self);
/* What a restored server has no more. */
void sim_forget_served (Sim *self);
/* At any time: a merge doubles nothing. */
void sim_look_for_doubles (Sim *self);
/* When all is quiet. */
void sim_look (Sim *self);

G_END_DECLS
