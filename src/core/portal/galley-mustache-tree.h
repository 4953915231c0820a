/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template as a tree, as the renderer walks it.
 *
 * A line of a template that prints something begins with a LINE node that holds the line's leading blanks. Partials and
 * overriding blocks are re-indented there, and nowhere else: the lines of a value are never touched. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

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
  guint line; /* of a tag, from 1 */
  gsize length;
  /* The first TEXT or LINE of several: all of them in one, for where nothing is indented. */
  char *run;
  gsize run_length;
  guint n_run;
  char **path;         /* a name with dots in its parts; empty for "." */
  guint64 *keys;       /* galley_value_make_key() of each part */
  char *indent;        /* blanks before a partial, parent or block that begins its line; "" otherwise */
  GPtrArray *children; /* (element-type GalleyMustacheNode) or NULL */
  gsize dedent;        /* BLOCK: blanks that its own lines carry */
  guint is_raw : 1;     /* VALUE: asked for unescaped */
  guint is_trusted : 1; /* VALUE: and the template may have that for any value */
  guint is_fresh : 1;   /* BLOCK: its content begins on a line of its own */
} GalleyMustacheNode;

/* (element-type GalleyMustacheNode) @is_trusted: whether {{{x}}} may write any value. GALLEY_ERROR_INVALID with @name
 * and the line. (transfer full) */
GPtrArray *galley_mustache_tree_new (const char *name,
                                     const char *text,
                                     gsize       length,
                                     gboolean    is_trusted,
                                     GError    **error);

G_END_DECLS
