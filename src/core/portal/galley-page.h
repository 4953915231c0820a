/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages as pure functions (those of lists: galley-page-list.h, the first one: galley-page-home.h): equal arguments give
 * equal bytes, in preview, file and HTTP. UTF-8, valid HTML5, no script.
 *
 * Links inside the site are relative to the page's path; canonical, Open Graph and JSON-LD addresses are absolute from
 * the site's base address. Element n of a page's blocks (galley-body.h: a list is one) is child n of the element marked
 * e-content, and item n of a list, whatever its level, the list's n-th li. Outer blanks and empty paragraphs are trimmed
 * here and nowhere else (what is trimmed away keeps its place as an empty, hidden element, so that the counts
 * hold), and a page break is a hidden hr.
 * A figure's picture is linked below GALLEY_SITE_MEDIA by its name (galley_figure_dup_name()), or by those of the
 * renditions that the context has of it, and then by those alone.
 * Adjacent full-width punctuation is squeezed by <span class="hp">. Every slot vanishes when empty. */
#pragma once

#include "core/portal/galley-context.h"
#include "core/portal/galley-page-frame.h"

G_BEGIN_DECLS

/* The article's page, of several the first. @context: canonical JSON, galley-context.h. GALLEY_ERROR_INVALID when it is not.
 * (transfer full) */
GBytes *galley_page_render_article (GalleyRevision *revision,
                                    GalleyLayout   *layout,
                                    const char     *context,
                                    GError        **error);
/* Page @number of it (galley-article-page.h), or the last one where it has not so many. */
GBytes *galley_page_render_article_page (GalleyRevision *revision,
                                         GalleyLayout   *layout,
                                         const char     *context,
                                         guint           number,
                                         GError        **error);

/* The element of @blocks that begins at @first as it stands in e-content of that page. (transfer full) */
char *galley_page_render_element (const GalleyPageFrame *frame,
                                  GPtrArray             *blocks,
                                  guint                  first);

/* What readers get for a withdrawn page (410), which is nothing where the site has no notice for it, and for an unknown one
 * (404). */
GBytes *galley_page_render_notice (GalleyLayout *layout,
                                   guint         status,
                                   GError      **error);

/* @to as seen from the page at @from, both site-absolute. (transfer full) */
char *galley_page_make_relative (const char *from,
                                 const char *to);

G_END_DECLS
