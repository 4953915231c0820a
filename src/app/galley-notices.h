/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What calls for a person while Galley is not in front: a notification of the desktop for each kind, which opens the
 * article. A newer one takes the place of the older. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @attentions: (element-type GalleyAttention). A click activates "app.open-article" with the id. @is_bare: without
 * headlines. */
void galley_notices_send (GApplication *application,
                          GPtrArray    *attentions,
                          gboolean      is_bare);
/* Somebody looks at Galley: they have done their duty. */
void galley_notices_withdraw (GApplication *application);

G_END_DECLS
