/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the member "pictures" of site.json says of renditions and the mark on them: "widths", "sizes", "watermark". Private
 * to the portal. */
#pragma once

#include "core/model/galley-rendition-form.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @pictures: (nullable): the site says nothing; @form borrows from it. GALLEY_ERROR_INVALID names the member. */
gboolean galley_site_renditions_read (JsonObject          *pictures,
                                      GalleyRenditionForm *form,
                                      GError             **error);

G_END_DECLS
