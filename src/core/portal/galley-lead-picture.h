/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures that stand for an article where it is not itself: in lists, on the front page, under a shared link; and those
 * of a picture story. */
#pragma once

#include "core/model/galley-revision.h"
#include "core/portal/galley-article-page.h"

G_BEGIN_DECLS

/* The lead picture, or where none was chosen the body's first. (transfer full) (nullable) */
GalleyFigure *galley_lead_picture_find (GalleyRevision *revision);
/* The focus picture: only one that was chosen, for by it an article stands among the front page's. (transfer full)
 * (nullable) */
GalleyFigure *galley_focus_picture_find (GalleyRevision *revision);

/* All that its pages show, the body's first; posters of videos are none of them. (transfer full)
 * (element-type GalleyFigure) */
GPtrArray *galley_shown_pictures_list (GalleyRevision *revision);
/* How many pictures a picture story has on @page; 0: it is none. */
guint galley_picture_story_count (GalleyRevision          *revision,
                                  const GalleyArticlePage *page);

G_END_DECLS
