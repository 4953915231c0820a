/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of all that the Portal API serves; data/api/openapi.yaml says the same in full. */
#pragma once

#include "server/galley-server.h"
#include "server/galley-server-private.h"

G_BEGIN_DECLS

typedef GalleyResponse *(*GalleyHandler) (GalleyCall *call);

typedef struct
{
  const char *method;
  const char *pattern; /* "/api/v1/articles/{id}": {…} stands for one part of a path */
  GalleyHandler handler;
  gsize body_limit; /* bytes; 0: a body is ignored, but bounded */
  gboolean is_open;  /* asks no token */
  gboolean is_media; /* its body is a file, not JSON */
} GalleyRoute;

extern const GalleyRoute galley_server_routes[];
extern const guint galley_server_n_routes;

/* What answers @method at @path, which is decoded; the parts that {…} stood for go to @ids, which holds two. NULL:
 * @allow then holds the methods of that path, static, or NULL where there is no such path. */
const GalleyRoute *galley_server_router_find (const char  *method,
                                              const char  *path,
                                              char       **ids,
                                              const char **allow);
/* What a log and a count call the request: its route's pattern, or "/healthz", "/metrics", "page", or "unknown" for what the
 * API does not know. @path: as it came. Static. */
const char *galley_server_router_get_label (const char *method,
                                            const char *path);
/* Whether its body is a file: for the face that reads it. */
gboolean galley_server_router_is_media (const char *method,
                                        const char *path);
/* The most bytes a request's body may have: for the face that reads it. */
gsize galley_server_router_get_limit (const char *method,
                                      const char *path);

G_END_DECLS
