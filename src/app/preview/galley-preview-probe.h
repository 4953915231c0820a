/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the processes that WebKit draws a page with can be started here. WebKit ends the whole program when one of them
 * cannot: a helper that is missing or lacks a library, a computer on which nobody may make the sandbox around it. So this is
 * asked before, once for the life of the process if the answer is good. It starts one short process and does not block. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void galley_preview_probe_async (GObject             *source,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data);
/* NULL: they can. Else a translated sentence that says why not; lent. */
const char *galley_preview_probe_finish (GAsyncResult *result);

G_END_DECLS
