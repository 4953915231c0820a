/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body as canonical XHTML: a subset with exactly one text for one document.
 *
 *   body    = 1*element, nothing between elements
 *   element = <p>inline</p> / <h2>inline</h2> / <h3>inline</h3> / <blockquote><p>inline</p></blockquote> / <hr/> / list
 *             / figure / table / attachment / video / <hr class="page"/>, where another page of the article begins
 *   list    = <ul>1*item</ul> / <ol>1*item</ol>; two of a kind never side by side
 *   item    = <li>inline *list</li>; lists at most three deep
 *   figure  = <figure><img src="media/NAME" width="W" height="H" alt="text"[focus][origin]/><figcaption>inline</figcaption>
 *             </figure>, in one line; NAME is galley_figure_dup_name(), W and H are decimal pixels; up to its first
 *             <br/>, which is always there, the inline is the caption, behind it the credit
 *   focus   =  data-focus="X Y": what matters most, in per cent of the width and the height
 *   origin  =  data-origin="media/NAME" data-crop="T X Y W H": the picture that this one was cut from, after T quarter
 *             turns clockwise, and the part (galley-crop.h); a blank in front of each attribute
 *   table   = <table>1*row</table>; row = <tr>1*cell</tr>, in each row as many; cell = <td>inline</td>, in the first row of
 *             a table with a header <th>inline</th>; at most GALLEY_TABLE_MAX_ROWS and GALLEY_TABLE_MAX_COLUMNS
 *   attachment = <figure class="attachment"><a href="media/NAME" data-size="N">file</a>title</figure>
 *   video   = <figure class="video"><video src="media/NAME" data-size="N">[poster]file</video>title</figure>
 *             / <figure class="video"><a href="ADDRESS">[poster]</a>title</figure>
 *             NAME is galley_enclosure_dup_place(), N the file's bytes, file its name, ADDRESS a player's
 *   poster  = <img src="media/NAME" width="W" height="H" alt=""/>
 *   title   = <figcaption>text and <br/></figcaption>
 *   inline  = text, <br/>, <a href="…">, <strong>, <em>, <u>, nested in this order and opened as late and closed as
 *             early as the marks allow
 *   escapes = &amp; &lt; &gt; in text, and &quot; in href, alt and names of files; nothing else is escaped
 *
 * The reader takes canonical text byte for byte and nothing else: it parses, writes what it parsed, and compares.
 * Blanks, empty blocks and outer blanks are kept as typed. An element is a block, or the run of blocks that are a list's
 * items (galley-list.h).
 *
 * What this text may hold grows with the program, and a Galley that does not know an element refuses the article: from the
 * first release on a server that takes more raises the oldest client that it talks to (min_client in GET session). */
#pragma once

#include "core/model/galley-block.h"
#include "core/wire/galley-xhtml.h"

G_BEGIN_DECLS

/* Of a canonical body on a clipboard: between two windows of Galley nothing is lost. */
#define GALLEY_BODY_MIME_TYPE "application/vnd.galley.body+xhtml"

#define GALLEY_BODY_MAX_BYTES (4 * 1024 * 1024)

/* (transfer full) */
char *galley_body_write (GPtrArray *blocks);
/* The element that begins at @first; returns the block behind it. */
guint galley_body_append_element (GString   *out,
                                  GPtrArray *blocks,
                                  guint      first);
/* The same of a list, where others write what opens a list, and what opens an li with its inline part. */
typedef struct
{
  void (*append_opening) (GString         *out,
                          GalleyBlockKind  kind,
                          guint            level); /* NULL: the canonical one */
  void (*append_item) (GString     *out,
                       GalleyBlock *item,
                       gboolean     has_list); /* items hang on it */
} GalleyBodyListWriter;
guint galley_body_append_list (GString                    *out,
                               GPtrArray                  *blocks,
                               guint                       first,
                               const GalleyBodyListWriter *writer);
/* The inline part of one block, as it stands between its tags. */
void galley_body_append_inline (GString     *out,
                                GalleyBlock *block);
/* The img of a figure. */
void galley_body_append_picture (GString            *out,
                                 const GalleyFigure *figure);

/* GALLEY_ERROR_INVALID with the byte position; GALLEY_ERROR_TOO_LARGE. (transfer full) (element-type GalleyBlock) */
GPtrArray *galley_body_read (const char *text,
                             gsize       length,
                             GError    **error);
/* The same of a text that is known to be UTF-8, as one out of JSON is. */
GPtrArray *galley_body_read_text (const char *text,
                                  GError    **error);
/* The img of a figure and nothing else; NULL where that is not what @text is. (transfer full) (nullable) */
GalleyFigure *galley_body_read_picture (const char *text);

G_END_DECLS
