/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a list on a page: what the lists know of a public article. */
#pragma once

#include "core/model/galley-figure.h"
#include "core/model/galley-kind.h"
#include "core/model/galley-revision.h"
#include "core/portal/galley-site.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *title; /* short headline, else headline */
  char *summary;
  char *path;
  char *channel;
  char *topic;      /* a topic's id, "" for none */
  char **channels;  /* further ones in which it stands, after its own */
  gint64 published; /* real times */
  gint64 changed;   /* the last time its page was published anew; 0 where that is not known */
  GalleyKind kind;
  char *link;                  /* (nullable) where the row leads instead of @path: a link's address, and a safe one */
  GalleyFigure *picture;       /* (nullable) the lead picture; where it was published as renditions, one of them */
  GalleyFigure *focus_picture; /* (nullable) */
} GalleyPageItem;

void galley_page_item_free (GalleyPageItem *self);
/* (transfer full) */
GalleyPageItem *galley_page_item_copy (const GalleyPageItem *self);
/* From a published revision. (transfer full) */
GalleyPageItem *galley_page_item_new (GalleyRevision *revision);
/* From any, as it would be listed were it published with @context (galley-context.h). What of that cannot be read is as
 * if it were not there. (transfer full) */
GalleyPageItem *galley_page_item_new_with_context (GalleyRevision *revision,
                                                   const char     *context);

/* Whether it stands in the list of @channel, by its own one or a further one, itself or below it; "" is the whole site. */
gboolean galley_page_item_stands_in (const GalleyPageItem *self,
                                     GalleySite           *site,
                                     const char           *channel);
/* When what readers see was last published, at the earliest when it first was. */
gint64 galley_page_item_get_changed (const GalleyPageItem *self);
/* Where a row leads: an address, or a path of the site. Lent. */
const char *galley_page_item_get_target (const GalleyPageItem *self);
/* What is shown of it among others of its kind: the focus picture, else the lead picture. Lent, (nullable) */
GalleyFigure *galley_page_item_get_slide (const GalleyPageItem *self);

G_END_DECLS
