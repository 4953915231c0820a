/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for people: codes, states and times become translated sentences here and nowhere else. */
#pragma once

#include "core/model/galley-kind.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* "Draft", "Waiting for First Review", … lent */
const char *galley_words_for_status (GalleyStatus status);
/* "Submit…", "Approve", "Approve and Release", … for a button; lent. */
const char *galley_words_for_action (GalleyAction action,
                                     gboolean     is_last_review);
/* "Headline", "Tags", …: a part of an article by its name in a conflict or a difference; lent. */
const char *galley_words_for_part (const char *name);
/* "Picture Story", "Link", …; lent. */
const char *galley_words_for_kind (GalleyKind kind);
/* What stands in the part @name for people to read: the text itself, or words for what is none. (transfer full) */
char *galley_words_for_value (const char *name,
                              const char *value);
/* One sentence: what is the matter, what is safe, what happens next. (transfer full) */
char *galley_words_for_error (const GError *error);
/* The same for what keeps Galley from starting. (transfer full) */
char *galley_words_for_start (const GError *error);
char *galley_words_for_save (GalleySaveStatus  status,
                             const GError     *error);
/* "14:05" today, "Yesterday", "16 Oct", "2025-10-16": by the clock of this computer. (transfer full) */
char *galley_words_for_time (gint64 real_time,
                             gint64 now);

G_END_DECLS
