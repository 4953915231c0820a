/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of cuts and faults share: articles that are saved one after the other, and what must be found of them. */
#pragma once

#include "core/store/galley-store-articles.h"
#include "core/store/galley-store.h"

G_BEGIN_DECLS

#define CRASH_N_ARTICLES 3

/* The last save of an article that the store has acknowledged. */
typedef struct
{
  gint64 generation;
  gint64 number;
} CrashAcknowledged;

/* In memory where there is such a place: what is to be tested is not this computer's disk. */
char *crash_make_folder (void);
void crash_empty_folder (const char *folder);
void crash_remove_folder (const char *folder);

/* The article that a save of that number is of, and what it then says. */
char *crash_make_id (guint article);
GalleyRevision *crash_make_revision (gint64 number);
/* Saves number @number, and notes it in @acknowledged when it is done. */
gboolean crash_save (GalleyStore       *store,
                     gint64             number,
                     CrashAcknowledged *acknowledged,
                     GError           **error);
/* What is acknowledged is there, or one save more of each article; and SQLite finds nothing wrong. */
void crash_look (GalleyDatabase          *database,
                 const CrashAcknowledged *acknowledged);

G_END_DECLS
