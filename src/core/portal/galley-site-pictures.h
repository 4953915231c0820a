/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The member "pictures" of site.json. Private to the portal. */
#pragma once

#include "core/model/galley-picture-form.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @pictures: (nullable): the site says nothing. GALLEY_ERROR_INVALID names the member. */
gboolean galley_site_pictures_read (JsonObject        *pictures,
                                    GalleyPictureForm *form,
                                    GalleyPictureCuts *cuts,
                                    GError           **error);

G_END_DECLS
