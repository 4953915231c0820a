/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: its pages, and the keys, made from the program's own table. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_HELP_WINDOW (galley_help_window_get_type ())
G_DECLARE_FINAL_TYPE (GalleyHelpWindow, galley_help_window, GALLEY, HELP_WINDOW, AdwWindow)

GtkWidget *galley_help_window_new (GtkWindow *parent);

G_END_DECLS
