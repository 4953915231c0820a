/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template as a row of tokens: texts of at most one line, and tags. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of sections, parents and blocks inside one another; the renderer counts partials with them. */
#define GALLEY_MUSTACHE_MAX_DEPTH 64

typedef struct
{
  char type;        /* 't' text, 'v' value, 'r' raw value, '#', '^', '>', '<', '$', '/', '!', '=' */
  gboolean dropped; /* a blank or line end that belongs to a tag alone on its line */
  const char *text; /* a text's bytes, inside the template */
  gsize length;
  char *name;  /* a tag's */
  char *indent; /* of a standalone partial or parent, NULL where not standalone */
  gboolean is_fresh;
  guint line;  /* from 1 */
  guint match; /* the index of the tag that opens or closes what this one closes or opens */
} GalleyMustacheToken;

/* (element-type GalleyMustacheToken), opening and closing tags matched, standalone lines marked. GALLEY_ERROR_INVALID
 * with @name and the line. (transfer full) */
GArray *galley_mustache_tokens_new (const char  *name,
                                    const char  *text,
                                    gsize        length,
                                    GError     **error);
/* Whether token @index begins a line of the template. */
gboolean galley_mustache_token_begins_line (GArray *tokens,
                                            guint   index);

G_END_DECLS
