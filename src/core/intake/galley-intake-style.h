/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the style of an element of foreign HTML says that an article can keep. Private to this folder.
 *
 * Of CSS only what stands in a style attribute is read, and of that bold, italic, underlined, hidden, block, kept
 * blanks, and what Word says of lists. Sizes, colours, fonts, margins and indents are the portal's, not the text's. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

typedef struct
{
  guint set;   /* marks (1 << kind) that it turns on, */
  guint unset; /* and off */
  gboolean is_hidden;
  gboolean is_block;       /* an inline element that begins a line all the same */
  gboolean keeps_blanks;   /* white-space: pre and its like */
  gboolean is_list_marker; /* Word: the number or bullet itself, for programs that know no lists */
  guint list_level;        /* Word: 1 and up; 0 is no item */
  guint outline_level;     /* Word: 1 and up; 0 is no heading */
} GalleyIntakeStyle;

/* @css may be NULL. */
GalleyIntakeStyle galley_intake_style_read (const char *css);

G_END_DECLS
