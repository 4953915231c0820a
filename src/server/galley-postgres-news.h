/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hears that another server on the same database has changed something, on a thread and a connection of its own
 * (LISTEN). While the database is away nothing is heard: when it is there again, that counts as news. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The channel: whoever changes something says NOTIFY with it, in the same transaction. */
#define GALLEY_POSTGRES_NEWS "galley_news"

typedef struct _GalleyPostgresNews GalleyPostgresNews;

/* @function is called on the thread. */
typedef void (*GalleyPostgresNewsFunc) (gpointer data);

/* @address: see galley-postgres.h. */
GalleyPostgresNews *galley_postgres_news_new (const char            *address,
                                              GalleyPostgresNewsFunc function,
                                              gpointer               data);
/* @function is not called any more. */
void galley_postgres_news_free (GalleyPostgresNews *self);

G_END_DECLS
