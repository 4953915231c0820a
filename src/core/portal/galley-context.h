/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The context of a page: what it needs beside revision and layout. A small canonical JSON object, made by the server
 * when it publishes and part of the article's state from then on; before that, and on this computer, made here.
 *
 *   {"path": "/2026/11/23/0192….html", "published": "2026-11-23T08:00:00.000Z",
 *    "modules": [{"id": "channel:news", "title": "…", "kind": "list", "more": "/channels/news/", "items": [{"title":
 *    "…", "path": "/2026/…", "date": "2026-11-22T…"}]}], "previous": {"title","path"}, "next": {…},
 *    "renditions": {"3f9a…": […]},    as galley-renditions.h has them, where there are any
 *    "modified": "2026-11-24T…", "corrections": [{"note": "…", "time": "…"}]}    of a page that was published anew
 *
 * An item that leads elsewhere (galley-page-item.h) has its address in "link"; one of a module of kind "slider" has its
 * picture in "picture", as galley-picture-text.h writes it.
 * Paths are site-absolute; the renderer turns them into relative links. */
#pragma once

#include "core/portal/galley-context-corrections.h"
#include "core/portal/galley-context-renditions.h"
#include "core/portal/galley-layout.h"
#include "core/portal/galley-page-item.h"

G_BEGIN_DECLS

/* The path that an article gets at its first publication: the date in the site's zone, and the id. (transfer full) */
char *galley_context_make_path (GalleyLayout *layout,
                                const char   *id,
                                gint64        published);

/* Canonical JSON. @items: (element-type GalleyPageItem), newest first, all public articles that modules may list; the
 * site's modules choose from them, the article itself left out. @renditions: (nullable). (transfer full) */
char *galley_context_new (GalleyLayout     *layout,
                          GalleyRevision   *revision,
                          const char       *path,
                          gint64            published,
                          GPtrArray        *items,
                          GalleyRenditions *renditions);

G_END_DECLS
