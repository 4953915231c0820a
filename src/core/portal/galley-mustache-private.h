/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What parser and renderer of Mustache share: the tree.
 *
 * A line of a template that prints something begins with a LINE node that holds the line's leading blanks. Partials and
 * overriding blocks are re-indented there, and nowhere else: the lines of a value are never touched. */
#pragma once

#include "core/portal/galley-mustache.h"

G_BEGIN_DECLS

#define GALLEY_MUSTACHE_MAX_DEPTH 64
#define GALLEY_MUSTACHE_MAX_OUTPUT (16 * 1024 * 1024)
#define GALLEY_MUSTACHE_MAX_STEPS 4000000

typedef enum
{
  GALLEY_MUSTACHE_TEXT,     /* text */
  GALLEY_MUSTACHE_LINE,     /* text: the blanks at the start of a line */
  GALLEY_MUSTACHE_VALUE,    /* {{x}}, {{{x}}}, {{&x}} */
  GALLEY_MUSTACHE_SECTION,  /* {{#x}} */
  GALLEY_MUSTACHE_INVERTED, /* {{^x}} */
  GALLEY_MUSTACHE_PARTIAL,  /* {{>x}} */
  GALLEY_MUSTACHE_PARENT,   /* {{<x}} */
  GALLEY_MUSTACHE_BLOCK,    /* {{$x}} */
} GalleyMustacheKind;

typedef struct
{
  GalleyMustacheKind kind;
  char *text; /* the text, or the name */
  gsize length;
  char **path;         /* a name with dots in its parts; empty for "." */
  char *indent;        /* blanks before a partial, parent or block that begins its line; "" otherwise */
  GPtrArray *children; /* (element-type GalleyMustacheNode) or NULL */
  gsize dedent;        /* BLOCK: blanks that its own lines carry */
  guint is_raw : 1;     /* VALUE: asked for unescaped */
  guint is_trusted : 1; /* VALUE: and the template may have that for any value */
  guint is_fresh : 1;   /* BLOCK: its content begins on a line of its own */
} GalleyMustacheNode;

struct _GalleyMustache
{
  char *name;
  GPtrArray *nodes; /* (element-type GalleyMustacheNode) */
};

void galley_mustache_node_free (GalleyMustacheNode *self);
/* The tree of @text. (transfer full) */
GPtrArray *galley_mustache_parse (const char           *name,
                                  const char           *text,
                                  gsize                 length,
                                  GalleyMustacheFlags   flags,
                                  GError              **error);

G_END_DECLS
