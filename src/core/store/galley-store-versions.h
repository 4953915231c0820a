/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an article was before: read here, written by the functions of galley-store-articles.h. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 row;
  gint64 time;
  char *reason; /* why it was kept: "minute", "merge", "resolve" */
  GalleyRevision *revision;
} GalleyVersion;

void galley_version_free (GalleyVersion *self);

/* Newest first. (transfer full) (element-type GalleyVersion) */
GPtrArray *galley_versions_load_in_store (GalleyDatabase *database,
                                          const char     *id,
                                          GError        **error);

G_END_DECLS
