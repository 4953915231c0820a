/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a link of the page may be opened outside: the preview itself goes nowhere. The question names the host, and the
 * whole address below it; Cancel has the focus. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @address: http or https. */
void galley_link_question_ask (GtkWindow  *parent,
                               const char *address);

G_END_DECLS
