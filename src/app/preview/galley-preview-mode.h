/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a preview shows of an article: its page in three widths, or one of the places where it stands beside its page. A
 * page is rendered by the functions that the server publishes with; equal arguments give equal bytes. */
#pragma once

#include "core/portal/galley-layout.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_PREVIEW_FITTING, /* the page, as wide as the room allows */
  GALLEY_PREVIEW_PHONE,   /* 手机, 375 px */
  GALLEY_PREVIEW_TABLET,  /* 平板, 768 px */
  GALLEY_PREVIEW_DESKTOP, /* 电脑, 1200 px */
  GALLEY_PREVIEW_LIST,    /* its row on the page of its channel */
  GALLEY_PREVIEW_HOME,    /* the front page, in a slot of which it may stand */
  GALLEY_PREVIEW_FOCUS,   /* its focus picture on the front page */
  GALLEY_PREVIEW_SHARE,   /* the cards that chats make of a link to it */
  GALLEY_PREVIEW_PRINT,   /* the page as a reader's browser prints it */
} GalleyPreviewMode;
#define GALLEY_N_PREVIEW_MODES (GALLEY_PREVIEW_PRINT + 1)

/* "fitting", "phone" … in settings and actions; FITTING for what is none. */
const char *galley_preview_mode_get_name (GalleyPreviewMode mode);
GalleyPreviewMode galley_preview_mode_from_name (const char *name);
/* For a menu's button; translated. */
const char *galley_preview_mode_get_words (GalleyPreviewMode mode);

/* How wide the page is laid out, in CSS pixels, where @room of them can be seen at 1:1. */
int galley_preview_mode_get_page_width (GalleyPreviewMode mode,
                                        int               room);
/* Whether it is the article's own page, into which typing is patched. */
gboolean galley_preview_mode_is_article (GalleyPreviewMode mode);
/* Whether the public articles around it are part of what is shown. */
gboolean galley_preview_mode_has_others (GalleyPreviewMode mode);

/* Renders it; not GALLEY_PREVIEW_HOME, for which more has to be known (galley_home_source_render()). @number: which
 * of the article's own pages, where they are what is looked at. @others: (element-type GalleyPageItem), newest first;
 * what is of @revision's own id among them is left out. @path: (out) where the page stands; @target: (out) the address
 * by which the article is found on it, NULL where it is all of the page. GALLEY_ERROR_NOT_FOUND where there is nothing
 * to show yet: the article has no channel, or no focus picture. (transfer full) */
GBytes *galley_preview_mode_render (GalleyPreviewMode   mode,
                                    GalleyRevision     *revision,
                                    GalleyLayout       *layout,
                                    const char         *context,
                                    guint               number,
                                    GPtrArray          *others,
                                    char              **path,
                                    char              **target,
                                    GError            **error);

G_END_DECLS
