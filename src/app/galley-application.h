/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: accounts, the window, and the ways in from outside (command line, files, D-Bus). The only singleton. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_APPLICATION (galley_application_get_type ())
G_DECLARE_FINAL_TYPE (GalleyApplication, galley_application, GALLEY, APPLICATION, AdwApplication)

/* Before anything of WebKit or GTK is touched: the id must stand first. */
GalleyApplication *galley_application_new (void);

G_END_DECLS
