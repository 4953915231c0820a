/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the address and the dates in site.json have a form that pages can show. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* GALLEY_ERROR_INVALID names the member. */
gboolean galley_site_form_check (JsonObject *root,
                                 GError    **error);

G_END_DECLS
