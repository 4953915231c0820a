/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cards that chats and feeds of elsewhere make of a link to an article: a square picture beside the words, as WeChat
 * does, and a wide one (1.91:1) above them, as most do with Open Graph's facts. What they know is what the page's head
 * tells: title, description, picture, host. Nobody publishes this page; it is looked at while the article is written. */
#pragma once

#include "core/portal/galley-layout.h"

#include "core/model/galley-revision.h"

G_BEGIN_DECLS

/* By share.mustache; where the pack has none, by the one of the pack that is built in. @context: as for
 * galley_page_render_article(), whose errors may come back. (transfer full) */
GBytes *galley_page_render_share (GalleyRevision *revision,
                                  GalleyLayout   *layout,
                                  const char     *context,
                                  GError        **error);

G_END_DECLS
