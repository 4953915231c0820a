/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace "On This Computer" in a folder of its own, with a clock that stands still. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include "support/sync-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  GalleyClock *clock;
  GalleyRandom *random;
  GalleyWorkspace *workspace;

  /* Of the last call. */
  GError *error;
  gpointer result;
  gboolean is_done;
} Fixture;

void set_up (Fixture *fixture, gconstpointer data);
void tear_down (Fixture *fixture, gconstpointer data);
/* What is ready on the main context. */
void drain (void);
/* Drops the last reference but a worker's, and waits until that is gone, too: who has answered holds what the answer was
 * made of for a moment longer. */
void let_go (gpointer object);
void open_workspace (Fixture *fixture);
void close_workspace (Fixture *fixture);
/* For wait_until(), with the fixture. */
gboolean is_done (gpointer data);
/* Saves all, blocking. */
void flush (Fixture *fixture);
/* Blocking; NULL with fixture->error. */
GalleyManuscript *open_article (Fixture *fixture, const char *id);
/* In front of the body. */
void type (GalleyManuscript *manuscript, const char *text);
char *dup_text (GalleyManuscript *manuscript);
/* One integer. */
gint64 query (Fixture *fixture, const char *sql);
/* A store job that must succeed. */
void run (Fixture *fixture, GalleyStoreJob job, gpointer input);

G_END_DECLS
