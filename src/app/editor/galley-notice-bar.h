/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sentence over the text with at most one button: what is the matter, and the way out. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_NOTICE_BAR (galley_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (GalleyNoticeBar, galley_notice_bar, GALLEY, NOTICE_BAR, GtkWidget)

/* Signal "activated": the button was pressed. @button NULL: none. */
void galley_notice_bar_set_words (GalleyNoticeBar *self,
                                  const char      *sentence,
                                  const char      *button);
void galley_notice_bar_set_revealed (GalleyNoticeBar *self,
                                     gboolean         is_revealed);
gboolean galley_notice_bar_get_revealed (GalleyNoticeBar *self);
/* Reveals it; where it is revealed already, draws the eye to it. */
void galley_notice_bar_flash (GalleyNoticeBar *self);

G_END_DECLS
