/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which articles stand in which list of a page: the modules of site.json, filled from all public articles. */
#pragma once

#include "core/portal/galley-page-item.h"
#include "core/portal/galley-site.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The kind of a module that shows pictures side by side; any other one is a list. */
#define GALLEY_MODULE_SLIDER "slider"

/* The modules of a page that belongs to @channel ("" for none), as an array of the context (galley-context.h).
 * @skip: an article's id that is left out, or NULL. (transfer full) */
JsonArray *galley_modules_new (GalleySite *site,
                               const char *channel,
                               const char *skip,
                               GPtrArray  *items);

G_END_DECLS
