/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a picture could not be put in, in one sentence. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @name (nullable): the file's. @error: as GalleyAddedPicture has it. (transfer full) */
char *galley_picture_words_for_refusal (const char   *name,
                                        const GError *error);

G_END_DECLS
