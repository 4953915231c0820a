/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for XHTML and HTML. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* &, <, > and " as named references: for text that goes into any XHTML or HTML. */
void galley_xhtml_append_escaped (GString    *out,
                                  const char *text);

G_END_DECLS
