/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server's record says of one act on an article. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 time; /* real time, by the server's clock */
  char *user_name;
  char *action;       /* "create", "edit", "delete", "restore", or a name of galley_action_get_name() */
  char *comment;      /* "" where nothing was written */
  char *content_hash; /* "" where it has none */
  gint64 revision;    /* the number of the content that came by it; 0: none did, or it is not known */
} GalleyActEntry;

GalleyActEntry *galley_act_entry_new (gint64      time,
                                      const char *user_name,
                                      const char *action,
                                      const char *comment,
                                      const char *content_hash);
void galley_act_entry_free (GalleyActEntry *self);

G_END_DECLS
