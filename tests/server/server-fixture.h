/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server in a folder of its own, called as a function, under a clock that stands still. Its layout is the demo
 * portal's: reviews by "editor" and "chief", publish and withdraw by both. Its people (the password of each is his id):
 *
 *   reporter   要闻部, reporter           stranger   副刊部, reporter
 *   colleague  要闻部, reporter           editor, chief   总编室
 *   admin      总编室, admin */
#pragma once

#include "server/galley-server.h"
#include "server/galley-server-private.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  GalleyClock *clock;
  GalleyRandom *random;
  GalleyServer *server;
  GHashTable *tokens; /* user -> token */
} Fixture;

void fixture_set_up (Fixture      *self,
                     gconstpointer data);
/* The same with another layout, whose workflow must be the portal's. */
void fixture_set_up_with_layout (Fixture      *self,
                                 GalleyLayout *layout);
void fixture_tear_down (Fixture      *self,
                        gconstpointer data);
void fixture_remove_tree (const char *path);
/* For a test that lays hands on SQLite's file, or on its triggers: TRUE, and skipped, where there is none. */
gboolean fixture_skips_without_file (void);
/* Closes the server and opens it again on what is on disk. */
void fixture_restart (Fixture *self);

/* Signs everybody in again: tokens end after 90 days. */
void fixture_renew_tokens (Fixture *self);

#define FIXTURE_NOTHING "*nothing*"

/* A request by @user (NULL: without a token). @condition: NULL, an ETag for If-Match (GET: If-None-Match), or
 * FIXTURE_NOTHING for If-None-Match: *. */
GalleyRequest *fixture_ask (Fixture    *self,
                            const char *user,
                            const char *method,
                            const char *target,
                            const char *condition,
                            const char *body);
/* Asks and answers; a password is hashed on the spot. */
GalleyResponse *fixture_call (Fixture    *self,
                              const char *user,
                              const char *method,
                              const char *target,
                              const char *condition,
                              const char *body);
/* The same, and the status must be @status. */
GalleyResponse *fixture_expect (Fixture    *self,
                                guint       status,
                                const char *user,
                                const char *method,
                                const char *target,
                                const char *condition,
                                const char *body);
/* The status must be @status, and the type of the problem @problem. */
void fixture_refuse (Fixture    *self,
                     guint       status,
                     const char *problem,
                     const char *user,
                     const char *method,
                     const char *target,
                     const char *condition,
                     const char *body);

char *fixture_make_id (Fixture *self);
/* Content as a client sends it. */
char *fixture_make_article (const char *id,
                            const char *headline,
                            const char *body);
/* "/api/v1/articles/ID" */
char *fixture_make_target (const char *id);

/* Makes an article of @user and returns its id. */
char *fixture_add_article (Fixture    *self,
                           const char *user,
                           const char *headline);
/* As stored, whoever may see it. */
GalleyRevision *fixture_load (Fixture    *self,
                              const char *id);
/* Does @action under a fresh name, for the content that is there. */
GalleyResponse *fixture_act (Fixture    *self,
                             const char *user,
                             const char *id,
                             const char *action);
/* The same, which must be answered with @status. */
void fixture_must_act (Fixture    *self,
                       const char *user,
                       const char *id,
                       const char *action,
                       guint       status);
GalleyStatus fixture_get_status (Fixture    *self,
                                 const char *id);
/* Brings a draft of "reporter" to @status: review-1, review-3, approved, published, returned or withdrawn. */
void fixture_bring_to (Fixture     *self,
                       const char  *id,
                       GalleyStatus status);

const char *fixture_get_text (GalleyResponse *response);
JsonObject *fixture_parse (GalleyResponse *response);
/* The status that GET of @path gives a reader; the page in @page if that is not NULL. */
guint fixture_read_page (Fixture    *self,
                         const char *path,
                         char      **page);

G_END_DECLS
