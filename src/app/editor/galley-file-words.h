/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a file could not be put in as an attachment or a video, in one sentence. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @name: the file's; @max_bytes: how large one may be. (transfer full) */
char *galley_file_words_for_refusal (const char   *name,
                                     const GError *error,
                                     gint64        max_bytes);
/* It is no video, and one was asked for. (transfer full) */
char *galley_file_words_for_no_video (const char *name);

G_END_DECLS
