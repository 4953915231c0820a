/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A redirect as site.json has it: a path at which nothing stands any more, and where its readers shall go. Where one leads
 * to the path of another, it leads where that one does: no reader is sent on twice. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Of one site. */
#define GALLEY_REDIRECTS_MAX 5000

typedef struct
{
  char *from; /* a path of the site */
  char *page; /* galley_redirect_dup_page() of it: where its file lies */
  char *to;   /* in the end: a path of the site, with a fragment if any, or an address that begins with http */
} GalleyRedirect;

void galley_redirect_clear (GalleyRedirect *self);

/* The path of the file that a web server gives for @path: itself, or index.html in a folder of that name. (transfer full) */
char *galley_redirect_dup_page (const char *path);
/* The path of the page that @self leads to, without its fragment; NULL where it leads out of the site. (transfer full) */
char *galley_redirect_dup_target (const GalleyRedirect *self);

/* Appends the redirects of @root, an object that is site.json, to @redirects (element-type GalleyRedirect).
 * GALLEY_ERROR_INVALID names the member: a path or address that is none, a path at which
 * the site has pages of its own, a circle, one that leads over more than 20 others, too many. */
gboolean galley_redirects_read (JsonObject *root,
                                GArray     *redirects,
                                GError    **error);

G_END_DECLS
