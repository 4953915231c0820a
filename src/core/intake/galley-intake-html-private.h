/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the HTML reader, for its files alone. */
#pragma once

#include "core/base/galley-error.h"
#include "core/model/galley-list.h"

#include <libxml/HTMLparser.h>

G_BEGIN_DECLS

/* --- galley-intake-html-bytes.c: what comes before the parser, and the parser --- */

/* UTF-8 without marks, heads and NULs; @source_uri as CF_HTML's head says it, or NULL. Refuses what libxml2 would need
 * too long for. (transfer full) */
char *galley_intake_html_decode (GBytes      *bytes,
                                 char       **source_uri,
                                 const char **encoding,
                                 GError     **error);

/* Calls the functions of @handler with @data, event by event; no tree is made, and nothing is fetched. Free with
 * htmlFreeParserCtxt(). (transfer full) */
htmlParserCtxtPtr galley_intake_html_parser_new (const xmlSAXHandler *handler,
                                                 gpointer             data);
/* @markup: UTF-8, not empty. Ends early where a function has called xmlStopParser(). */
void galley_intake_html_parser_read (htmlParserCtxtPtr parser,
                                     const char       *markup);

/* --- galley-intake-html-elements.c: the table --- */

typedef enum
{
  GALLEY_ELEMENT_INLINE,  /* and everything unknown: its text */
  GALLEY_ELEMENT_BLOCK,   /* begins and ends a paragraph */
  GALLEY_ELEMENT_HEADING, /* h1 to h6: level says which */
  GALLEY_ELEMENT_QUOTE,
  GALLEY_ELEMENT_PRE,
  GALLEY_ELEMENT_LINK,
  GALLEY_ELEMENT_BREAK,
  GALLEY_ELEMENT_RULE,
  GALLEY_ELEMENT_PICTURE,
  GALLEY_ELEMENT_ORDERED,
  GALLEY_ELEMENT_UNORDERED,
  GALLEY_ELEMENT_ITEM,
  GALLEY_ELEMENT_TABLE,
  GALLEY_ELEMENT_ROW,
  GALLEY_ELEMENT_CELL,
  GALLEY_ELEMENT_BASE,
  GALLEY_ELEMENT_SILENT, /* nothing in it is text for a reader */
} GalleyElementKind;

typedef struct
{
  const char *name;
  GalleyElementKind kind;
  guint level; /* of a heading, from 1 */
  guint marks; /* that it turns on */
} GalleyElement;

/* Never NULL. */
const GalleyElement *galley_element_find (const char *name);
gboolean galley_element_is_list (const GalleyElement *element);
/* What a heading of @level, from 1, is in an article. */
GalleyBlockKind galley_element_get_heading_kind (guint level);

/* --- galley-intake-html-attributes.c --- */

/* @attributes: names and values by turns, ended by NULL, or NULL. Lent. (nullable) */
const char *galley_intake_html_find_attribute (const guchar **attributes,
                                               const char    *name);
/* A number up to 9999, @otherwise where there is none. */
guint galley_intake_html_get_number (const guchar **attributes,
                                     const char    *name,
                                     guint          otherwise);
/* Whether links may be seen from @address (nullable). */
gboolean galley_intake_html_is_base (const char *address);
/* The address of a link as the document takes it. @base: (nullable). (transfer full) (nullable) */
char *galley_intake_html_dup_target (const guchar **attributes,
                                     const char    *base);
/* What is marked throughout in a heading is its look, and so is the line under a link. Takes @block. (transfer full) */
GalleyBlock *galley_intake_drop_looks (GalleyBlock *block);

/* --- galley-intake-html-list.c --- */

typedef struct
{
  gboolean is_ordered;
  guint number; /* of an ordered one, as it was shown; 0: as it comes */
  guint level;  /* from 1 */
} GalleyIntakeItem;

/* The list that the last item stands in. Zeros: none. */
typedef struct
{
  GalleyListCounter counter;
  guint end;        /* of blocks, behind that item */
  gboolean is_open; /* another paragraph would be that item's */
} GalleyIntakeList;

/* Without the blanks in it, "" where there is nothing else. (transfer full) */
char *galley_intake_marker_dup (const char *text);
/* What Word's marker says: "1.", "(2)", "b)", "·". A Chinese one (一、) is no item's but the sentence's own: FALSE. */
gboolean galley_intake_item_read_marker (GalleyIntakeItem *item,
                                         const char       *marker);
/* Takes a marker with blanks behind it off the head of @rich, as Word writes it where it says nothing of lists. */
gboolean galley_intake_item_take_marker (GalleyIntakeItem *item,
                                         GArray           *rich);
/* Appends the item to @blocks. One whose number is not the one that it would have there, as in a list that begins with 5
 * or goes on behind a paragraph, is a paragraph with its number in writing. */
void galley_intake_item_append (const GalleyIntakeItem *item,
                                GalleyIntakeList       *list,
                                GArray                 *rich,
                                GPtrArray              *blocks);
/* Another paragraph of the last item of @blocks: a line in it. FALSE where the item is long enough already. */
gboolean galley_intake_item_continue (GArray    *rich,
                                      GPtrArray *blocks);

/* --- galley-intake-html-table.c --- */

/* Makes the cells of a row, @blocks from @first on, one paragraph where each is a short line; an empty cell is an empty
 * block there. Else the empty ones go and the rest stays. */
void galley_intake_join_row (GPtrArray *blocks,
                             guint      first,
                             gboolean   is_layout);

/* --- galley-intake-html-grid.c --- */

/* A cell of a table that is read: blocks [first, end) of the fragment, at least one. Rows count those that have cells. */
typedef struct
{
  guint row;
  guint n_columns, n_rows; /* that it spans, at least one */
  guint first, end;
  gboolean is_header;
} GalleyIntakeCell;

/* What the element of a cell says of it: spans, and whether it is of the header. */
GalleyIntakeCell galley_intake_cell_read (const GalleyElement *element,
                                          const guchar       **attributes,
                                          gboolean             is_head);

/* The cells read so far of one table. */
typedef struct
{
  GArray *cells; /* (element-type GalleyIntakeCell) */
  guint n_rows;  /* that have cells and have ended */
} GalleyIntakeGrid;

void galley_intake_grid_clear (GalleyIntakeGrid *self);
/* @cell, of which blocks from @first on are. */
void galley_intake_grid_add (GalleyIntakeGrid *self,
                             GalleyIntakeCell  cell,
                             guint             first,
                             GPtrArray        *blocks);
void galley_intake_grid_end_row (GalleyIntakeGrid *self);
/* Puts a table, or several where there are too many rows, or text, where it is none, in the place of @blocks from the
 * first cell's on. */
void galley_intake_grid_close (GalleyIntakeGrid *self,
                               GPtrArray        *blocks);

G_END_DECLS
