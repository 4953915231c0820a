/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a list on a page: what the lists know of a public article. */
#pragma once

#include "core/model/galley-figure.h"
#include "core/model/galley-kind.h"
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
  GalleyKind kind;
  char *link;                  /* (nullable) where the row leads instead of @path: a link's address, and a safe one */
  GalleyFigure *picture;       /* (nullable) the lead picture; where it was published as renditions, one of them */
  GalleyFigure *focus_picture; /* (nullable) */
} GalleyPageItem;

void galley_page_item_free (GalleyPageItem *self);
/* From a published revision. (transfer full) */
GalleyPageItem *galley_page_item_new (GalleyRevision *revision);

/* Where a row leads: an address, or a path of the site. Lent. */
const char *galley_page_item_get_target (const GalleyPageItem *self);
/* What is shown of it among others of its kind: the focus picture, else the lead picture. Lent, (nullable) */
GalleyFigure *galley_page_item_get_slide (const GalleyPageItem *self);

G_END_DECLS
