/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window remembers from run to run (data/org.galleyeditor.Galley.gschema.xml): its size, whether the preview is
 * shown, the account, list and article that were open (by their names and ids), and what was chosen in the preferences.
 * Nothing that was written is ever kept there. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* NULL where the schema is not installed: everything works without, it only is not remembered. (transfer full) */
GSettings *galley_settings_new (void);

G_END_DECLS
