/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a list on a page: what the lists know of a public article. */
#pragma once

#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *title; /* short headline, else headline */
  char *summary;
  char *path;
  char *channel;
  gint64 published; /* real time */
} GalleyPageItem;

void galley_page_item_free (GalleyPageItem *self);
/* From a published revision. (transfer full) */
GalleyPageItem *galley_page_item_new (GalleyRevision *revision);

G_END_DECLS
