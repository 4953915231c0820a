/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a file, or what is on the clipboard, became no article: in the reader's own language, and with a way on. The error's
 * own message, which says at which byte, is for the log. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @path NULL: it came from the clipboard. (transfer full) */
char *galley_words_for_import (const GError *error,
                               const char   *path);

G_END_DECLS
