/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public site as it is read: a path and a folder give a file. No database, any thread: a web server in front may
 * do the same without asking. */
#pragma once

#include "server/galley-request.h"
#include "server/galley-response.h"

G_BEGIN_DECLS

/* What pages may load, as a header: nothing but their own pictures, videos, fonts and styles. */
#define GALLEY_PAGE_POLICY \
  "default-src 'none'; img-src 'self'; media-src 'self'; font-src 'self'; style-src 'self' 'unsafe-inline'"

/* 200 with a page or an asset, 410 for a withdrawn page, 404, 301 where a page moved and
 * from a folder's name without its slash, 405. */
GalleyResponse *galley_public_files_answer (const char          *folder,
                                            const GalleyRequest *request);

G_END_DECLS
