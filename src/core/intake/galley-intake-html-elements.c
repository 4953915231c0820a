/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The elements that mean something to an article. */
#include "core/intake/galley-intake-html-private.h"

#include <stdlib.h>

#define BOLD (1u << GALLEY_MARK_BOLD)
#define ITALIC (1u << GALLEY_MARK_ITALIC)
#define UNDERLINE (1u << GALLEY_MARK_UNDERLINE)

/* Sorted by name. */
static const GalleyElement elements[] = {
  { "a", GALLEY_ELEMENT_LINK, 0, 0 },
  { "address", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "applet", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "article", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "aside", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "audio", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "b", GALLEY_ELEMENT_INLINE, 0, BOLD },
  { "base", GALLEY_ELEMENT_BASE, 0, 0 },
  { "blockquote", GALLEY_ELEMENT_QUOTE, 0, 0 },
  { "body", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "br", GALLEY_ELEMENT_BREAK, 0, 0 },
  { "button", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "canvas", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "caption", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "center", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "cite", GALLEY_ELEMENT_INLINE, 0, ITALIC },
  { "datalist", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "dd", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "details", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "dfn", GALLEY_ELEMENT_INLINE, 0, ITALIC },
  { "dialog", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "dir", GALLEY_ELEMENT_UNORDERED, 0, 0 },
  { "div", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "dl", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "dt", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "em", GALLEY_ELEMENT_INLINE, 0, ITALIC },
  { "embed", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "fieldset", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "figcaption", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "figure", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "footer", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "form", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "h1", GALLEY_ELEMENT_HEADING, 1, 0 },
  { "h2", GALLEY_ELEMENT_HEADING, 2, 0 },
  { "h3", GALLEY_ELEMENT_HEADING, 3, 0 },
  { "h4", GALLEY_ELEMENT_HEADING, 4, 0 },
  { "h5", GALLEY_ELEMENT_HEADING, 5, 0 },
  { "h6", GALLEY_ELEMENT_HEADING, 6, 0 },
  /* Not silent: libxml2 leaves it open before an element that it does not know. */
  { "head", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "header", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "hgroup", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "hr", GALLEY_ELEMENT_RULE, 0, 0 },
  { "html", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "i", GALLEY_ELEMENT_INLINE, 0, ITALIC },
  { "iframe", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "img", GALLEY_ELEMENT_PICTURE, 0, 0 },
  { "ins", GALLEY_ELEMENT_INLINE, 0, UNDERLINE },
  { "legend", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "li", GALLEY_ELEMENT_ITEM, 0, 0 },
  { "listing", GALLEY_ELEMENT_PRE, 0, 0 },
  { "main", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "math", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "menu", GALLEY_ELEMENT_UNORDERED, 0, 0 },
  { "nav", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "noscript", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "object", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "ol", GALLEY_ELEMENT_ORDERED, 0, 0 },
  { "optgroup", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "option", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "p", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "pre", GALLEY_ELEMENT_PRE, 0, 0 },
  { "rp", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "rt", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "script", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "section", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "select", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "strong", GALLEY_ELEMENT_INLINE, 0, BOLD },
  { "style", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "summary", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "svg", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "table", GALLEY_ELEMENT_TABLE, 0, 0 },
  { "tbody", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "td", GALLEY_ELEMENT_CELL, 0, 0 },
  { "template", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "textarea", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "tfoot", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "th", GALLEY_ELEMENT_CELL, 0, 0 },
  { "thead", GALLEY_ELEMENT_BLOCK, 0, 0 },
  { "title", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "tr", GALLEY_ELEMENT_ROW, 0, 0 },
  { "u", GALLEY_ELEMENT_INLINE, 0, UNDERLINE },
  { "ul", GALLEY_ELEMENT_UNORDERED, 0, 0 },
  { "var", GALLEY_ELEMENT_INLINE, 0, ITALIC },
  { "video", GALLEY_ELEMENT_SILENT, 0, 0 },
  { "xml", GALLEY_ELEMENT_SILENT, 0, 0 },
};

static int
compare_names_cb (const void *name,
                  const void *element)
{
  return g_ascii_strcasecmp (name, ((const GalleyElement *) element)->name);
}

const GalleyElement *
galley_element_find (const char *name)
{
  static const GalleyElement unknown = { "", GALLEY_ELEMENT_INLINE, 0, 0 };
  const GalleyElement *found =
      bsearch (name, elements, G_N_ELEMENTS (elements), sizeof (GalleyElement), compare_names_cb);

  return found != NULL ? found : &unknown;
}

gboolean
galley_element_is_list (const GalleyElement *element)
{
  return element->kind == GALLEY_ELEMENT_ORDERED || element->kind == GALLEY_ELEMENT_UNORDERED;
}

GalleyBlockKind
galley_element_get_heading_kind (guint level)
{
  return level <= 2 ? GALLEY_BLOCK_HEADING_1 : GALLEY_BLOCK_HEADING_2;
}
