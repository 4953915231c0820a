/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of what happened to an article. */
#pragma once

#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* Where it stands, in one or two sentences. (transfer full) */
char *galley_story_words_for_stand (const GalleyStory *story);
/* "Submitted for review": one event. (transfer full) */
char *galley_story_words_for_event (const GalleyEvent *event);
/* "Today, 14:05 · 陈砚 · revision 7 · “请核对人数”": when, by whom, and what he wrote. (transfer full) */
char *galley_story_words_for_circumstances (const GalleyEvent *event,
                                            gint64             now);

G_END_DECLS
