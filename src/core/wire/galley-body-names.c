/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tags of the canonical body. */
#include "core/wire/galley-body-names.h"

#include "core/wire/galley-body-picture.h"

const GalleyBodyTag galley_body_blocks[GALLEY_N_BLOCK_KINDS] = {
  [GALLEY_BLOCK_PARAGRAPH] = { "<p>", "</p>" },
  [GALLEY_BLOCK_HEADING_1] = { "<h2>", "</h2>" },
  [GALLEY_BLOCK_HEADING_2] = { "<h3>", "</h3>" },
  [GALLEY_BLOCK_QUOTE] = { "<blockquote><p>", "</p></blockquote>" },
  [GALLEY_BLOCK_BULLETED] = { "<ul>", "</ul>" },
  [GALLEY_BLOCK_NUMBERED] = { "<ol>", "</ol>" },
  [GALLEY_BLOCK_RULE] = { "<hr/>", "" },
  [GALLEY_BLOCK_FIGURE] = { "<figure>" GALLEY_BODY_PICTURE, "</figcaption></figure>" },
  [GALLEY_BLOCK_TABLE] = { "<table>", "</table>" },
  [GALLEY_BLOCK_ATTACHMENT] = { "<figure class=\"attachment\">", "</figcaption></figure>" },
  [GALLEY_BLOCK_VIDEO] = { "<figure class=\"video\">", "</figcaption></figure>" },
  [GALLEY_BLOCK_PAGE_BREAK] = { "<hr class=\"page\"/>", "" },
};

const GalleyBodyTag galley_body_row = { "<tr>", "</tr>" };
const GalleyBodyTag galley_body_cells[2] = { { "<td>", "</td>" }, { "<th>", "</th>" } };

const GalleyBodyTag galley_body_item = { "<li>", "</li>" };

const GalleyBodyTag galley_body_marks[GALLEY_N_MARK_KINDS] = {
  [GALLEY_MARK_LINK] = { "<a href=\"", "</a>" },
  [GALLEY_MARK_BOLD] = { "<strong>", "</strong>" },
  [GALLEY_MARK_ITALIC] = { "<em>", "</em>" },
  [GALLEY_MARK_UNDERLINE] = { "<u>", "</u>" },
};
