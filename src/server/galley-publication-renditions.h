/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The renditions that come with an order to publish. The server makes none and decodes none: it holds them against what its
 * layout asks for, and against the files that are here. */
#pragma once

#include "core/model/galley-revision.h"
#include "core/wire/galley-renditions.h"
#include "server/galley-article-write.h"

G_BEGIN_DECLS

/* The renditions of @content's pictures; none where the order brought none and no mark is asked for. @member: (nullable):
 * the order's "renditions", {"key", "pictures"}. NULL without error: @verdict says what is in the way.
 * (transfer full) */
GalleyRenditions *galley_publication_judge_renditions (GalleyCall     *call,
                                                       GalleyRevision *content,
                                                       JsonObject     *member,
                                                       GalleyVerdict  *verdict,
                                                       GError        **error);

G_END_DECLS
