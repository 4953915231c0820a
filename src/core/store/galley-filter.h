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
  GALLEY_FILTER_RETURNED, /* @user's own, for him to change */
  GALLEY_FILTER_SEARCH,  /* articles out of the trash whose headline lines, snippet or tags have all words of @text */
  GALLEY_FILTER_ADDRESS, /* the article whose public page has the path @text */
} GalleyFilterKind;
#define GALLEY_N_FILTER_KINDS (GALLEY_FILTER_ADDRESS + 1)

typedef struct
{
  GalleyFilterKind kind;
  const char *user;     /* the user's id; articles without owner are mine too */
  const char *channel;  /* with CHANNEL: main or further channel */
  guint waiting;        /* with WAITING: 1 << status for each status this user can review; never his own */
  const char *text;     /* with SEARCH: words between blanks, the first GALLEY_FILTER_MAX_WORDS count; with ADDRESS */
} GalleyFilter;

#define GALLEY_FILTER_MAX_WORDS 4

/* What somebody typed or pasted into the search: the address of a page ("https://news.example/2026/11/23/1.html?from=app",
 * or from its first slash on) or words. Of an address only the path counts, since a portal has several names. NULL where
 * there is nothing to look for. (transfer full) */
GalleyFilter *galley_filter_new_for_search (const char *typed);

/* A copy owns its texts. */
GalleyFilter *galley_filter_copy (const GalleyFilter *self);
void galley_filter_free (GalleyFilter *self);
/* Whether both show the same articles whatever the store holds. */
gboolean galley_filter_equal (const GalleyFilter *a,
                              const GalleyFilter *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyFilter, galley_filter_free)

G_END_DECLS
