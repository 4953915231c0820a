/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of the public site compressed beforehand: "index.html.gz" beside "index.html", as nginx's gzip_static has them.
 * Equal bytes give equal ones (RFC 1952 without a name or a time). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_PUBLIC_GZIP ".gz"

/* Whether what stands at @path is of a kind that is compressed: text of any sort, but no picture or video. */
gboolean galley_public_gzip_suits (const char *path);
/* @bytes compressed; NULL where it saves less than a tenth, or where they fit into one packet as they are.
 * (transfer full) (nullable) */
GBytes *galley_public_gzip_make (GBytes *bytes);
/* Whether @compressed is a gzip file of just @bytes, whoever made it. */
gboolean galley_public_gzip_is (GBytes *compressed,
                                GBytes *bytes);

G_END_DECLS
