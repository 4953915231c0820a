/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the guard's own files know of each other. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* galley-text-guard-preedit.c: once for each @text, when it is guarded. */
void galley_text_guard_watch_preedit (GtkWidget *text);

G_END_DECLS
