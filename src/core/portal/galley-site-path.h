/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths of the public site: absolute ("/2026/11/23/….html"), of plain characters, never leaving the site. */
#pragma once

#include "core/base/galley-arena.h"

G_BEGIN_DECLS

/* Where a site keeps its pictures. */
#define GALLEY_SITE_MEDIA "/media/"

/* Letters, digits and - _ . in parts between single slashes, none of them "." or ".."; "/" at the end means a folder. */
gboolean galley_site_path_is_valid (const char *path);

/* @to as seen from the page at @from, both site-absolute. (transfer full) */
char *galley_site_path_make_relative (const char *from,
                                      const char *to);

/* Whether @text is an address that a page may lead to outside of the site: http or https. */
gboolean galley_site_path_is_address (const char *text);

/* @address as a link from the page at @from: a site path (with a fragment, if any) becomes relative, http and https
 * stay, anything else gives NULL. (transfer full) */
char *galley_site_path_make_link (const char *from,
                                  const char *address);
/* The same in @arena, which lends it. */
const char *galley_site_path_lend_link (GalleyArena *arena,
                                        const char  *from,
                                        const char  *address);

G_END_DECLS
