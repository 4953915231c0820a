/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of lists as templates see them (data/layouts/README.md). */
#pragma once

#include "core/portal/galley-page-item.h"
#include "core/portal/galley-view.h"

G_BEGIN_DECLS

/* A row on the page at @path. */
GalleyValue *galley_view_row_new (GalleyArena          *arena,
                                  GalleySite           *site,
                                  const GalleyPageItem *item,
                                  const char           *path);
/* Those of @items that stand in @channel ("" takes all), at most @limit. */
GalleyValue *galley_view_make_rows (GalleyArena *arena,
                                    GalleySite  *site,
                                    GPtrArray   *items,
                                    const char  *channel,
                                    const char  *path,
                                    guint        limit);

/* @object.@name of site.json where that is a positive number, at most @most; @otherwise where it is none. */
guint galley_view_get_number (GalleySite *site,
                              const char *object,
                              const char *name,
                              guint       otherwise,
                              guint       most);

G_END_DECLS
