/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What publishing and withdrawing do to an article inside the transaction: path, time, context, layout and hash of the
 * publication, the row in the lists, the job for the publisher. */
#pragma once

#include "core/model/galley-revision.h"
#include "core/wire/galley-renditions.h"
#include "server/galley-article-write.h"

G_BEGIN_DECLS

/* Fills the publication's members of @state, which is published, for @content, whose pictures have @renditions
 * (nullable), and of which its readers are told @note (nullable) where it takes the place of another. */
gboolean galley_publication_prepare (GalleyServer     *server,
                                     GalleyRevision   *content,
                                     GalleyRenditions *renditions,
                                     const char       *note,
                                     GalleyState      *state,
                                     gint64            now,
                                     GError          **error);
/* The row in the lists and the job, for an article as it was just stored. */
gboolean galley_publication_note (GalleyServer   *server,
                                  GalleyRevision *stored,
                                  GError        **error);

/* Publishes a working copy: its content goes to the article that it corrects. FALSE without error: @verdict says what
 * is in the way. */
gboolean galley_publication_correct (GalleyCall       *call,
                                     GalleyRevision   *copy,
                                     GalleyRenditions *renditions,
                                     const char       *comment,
                                     const char       *note,
                                     GalleyVerdict    *verdict,
                                     GError          **error);

G_END_DECLS
