/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the context of a page (galley-context.h) says of its corrections: when the page was last published anew, and what
 * its readers were told of that. */
#pragma once

#include "core/portal/galley-value.h"

G_BEGIN_DECLS

/* A note for readers, in bytes. */
#define GALLEY_CORRECTION_MAX_NOTE 2000
/* Of one page; more, and the oldest go. */
#define GALLEY_CORRECTIONS_MAX 20

/* @context as that of a page that takes the place of the one with the context @former at @time: it has that one's
 * corrections, and one more where there is a @note (nullable). What is no context comes back as it is. (transfer full) */
char *galley_context_correct (const char *context,
                              const char *former,
                              const char *note,
                              gint64      time);

/* GALLEY_ERROR_INVALID: what @context says of them cannot be read. */
gboolean galley_context_check_corrections (const GalleyValue *context,
                                           GError           **error);
/* 0: it was never published anew. */
gint64 galley_context_get_modified (const GalleyValue *context);
/* The first one; NULL: there is none. */
const GalleyValueMember *galley_context_get_corrections (const GalleyValue *context);
/* The note of one, lent, and its time. */
const char *galley_context_read_correction (const GalleyValue *correction,
                                            gint64            *time);

G_END_DECLS
