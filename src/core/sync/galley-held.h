/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article that somebody has in hand: open on a screen, or taken along offline until a time. Never changed once it is
 * made; lists of them may be shared between threads. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *article;
  char *user;   /* "" and @name, too: oneself */
  char *name;
  gint64 until; /* real time; 0: it is open now */
} GalleyHeld;

GalleyHeld *galley_held_new (const char *article,
                             const char *user,
                             const char *name,
                             gint64      until);
void galley_held_free (GalleyHeld *self);
/* (element-type GalleyHeld) */
GPtrArray *galley_held_new_list (void);
gboolean galley_held_are_same (GPtrArray *a,
                               GPtrArray *b);

G_END_DECLS
