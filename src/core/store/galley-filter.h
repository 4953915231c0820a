/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which articles a list shows. What it asks the database is in galley-filter-keys.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_FILTER_ALL,
  GALLEY_FILTER_MINE,
  GALLEY_FILTER_WAITING, /* for @user */
  GALLEY_FILTER_SCHEDULED,
  GALLEY_FILTER_PUBLISHED,
  GALLEY_FILTER_CONFLICTS,
  GALLEY_FILTER_NOT_UPLOADED,
  GALLEY_FILTER_TRASH,
  GALLEY_FILTER_CHANNEL,
} GalleyFilterKind;
#define GALLEY_N_FILTER_KINDS (GALLEY_FILTER_CHANNEL + 1)

typedef struct
{
  GalleyFilterKind kind;
  const char *user;     /* the user's id; articles without owner are mine too */
  const char *channel;  /* with CHANNEL: main or further channel */
  guint waiting;        /* with WAITING: 1 << status for each status this user can review; never his own */
} GalleyFilter;

/* A copy owns its texts. */
GalleyFilter *galley_filter_copy (const GalleyFilter *self);
void galley_filter_free (GalleyFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyFilter, galley_filter_free)

G_END_DECLS
