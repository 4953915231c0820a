/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mustache to the letter of its specification (interpolation, sections, inverted sections, partials, comments, set
 * delimiters, inheritance), compiled once and rendered many times. Escaped by default: & < > " and '.
 *
 * The view is a value (galley-value.h). Triple mustache and {{& }} write a value unescaped only where the view marks it as
 * safe; any other value is escaped there too, unless the template was compiled with GALLEY_MUSTACHE_TRUST_VIEW, which is
 * for the conformance cases alone.
 * False are null, false, 0, "" and []: a section of them prints nothing. Blocks that override reach into partials too.
 * Bounds: partials and sections nest 64 deep, output is at most 16 MB and 4 million parts; beyond,
 * GALLEY_ERROR_TOO_LARGE. */
#pragma once

#include "core/portal/galley-value.h"

G_BEGIN_DECLS

typedef struct _GalleyMustache GalleyMustache;

typedef enum
{
  GALLEY_MUSTACHE_NONE = 0,
  GALLEY_MUSTACHE_TRUST_VIEW = 1 << 0,
} GalleyMustacheFlags;

/* Gives the template of a partial or parent by name, or NULL: an absent one is empty. Lent. */
typedef GalleyMustache *(*GalleyMustacheLookup) (const char *name,
                                                 gpointer    data);

/* GALLEY_ERROR_INVALID: "article.mustache:12: section "tags" is not closed". @name is for such messages. */
GalleyMustache *galley_mustache_new (const char         *name,
                                     const char         *text,
                                     gsize               length,
                                     GalleyMustacheFlags flags,
                                     GError            **error);
void galley_mustache_free (GalleyMustache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyMustache, galley_mustache_free)

/* Whether each partial and parent is there, and none of them, outside of sections, leads back to @self. Rendering does not
 * ask for the first. GALLEY_ERROR_INVALID with name and line. */
gboolean galley_mustache_check (GalleyMustache      *self,
                                GalleyMustacheLookup lookup,
                                gpointer             data,
                                GError             **error);

gboolean galley_mustache_render (GalleyMustache      *self,
                                 const GalleyValue   *view,
                                 GalleyMustacheLookup lookup,
                                 gpointer             data,
                                 GString             *out,
                                 GError             **error);

G_END_DECLS
