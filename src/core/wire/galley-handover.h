/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article for another system, part by part: what somebody pastes into the fields of a CMS that Galley cannot talk to.
 * Each part is one plain text; the body comes in several forms. */
#pragma once

#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_PART_KICKER,
  GALLEY_PART_HEADLINE,
  GALLEY_PART_SUBTITLE,
  GALLEY_PART_SHORT_HEADLINE,
  GALLEY_PART_SUMMARY,
  GALLEY_PART_SOURCE,
  GALLEY_PART_BYLINES,   /* as they are printed: one line */
  GALLEY_PART_EDITOR,
  GALLEY_PART_TAGS,      /* with a blank between two: the separator that every CMS takes */
  GALLEY_PART_BODY_HTML, /* the source text of the body, a line for each element */
  GALLEY_PART_BODY_RICH, /* formatted, for an editor that shows what it pastes */
  GALLEY_PART_BODY_PLAIN, /* a line for each block; bullets, numbers and rules are written out */
  GALLEY_PART_BODY_WECHAT, /* formatted for the editor of a WeChat account, with places for pictures: galley-wechat.h */
  GALLEY_PART_HANDOUT,     /* 通稿: headlines, bylines and the body as a text whose paragraphs begin with two U+3000 */
} GalleyPart;
#define GALLEY_N_PARTS (GALLEY_PART_HANDOUT + 1)

/* What a rule is in a plain text. */
#define GALLEY_HANDOVER_RULE "————————"

/* The text of a part, "" where nothing is written. Line ends are "\n". (transfer full) */
char *galley_handover_dup_text (GalleyRevision *revision,
                                GalleyPart      part);
/* Blocks as BODY_PLAIN has them. (transfer full) */
char *galley_handover_write_plain (GPtrArray *blocks);
/* Blocks as BODY_HTML has them. (transfer full) */
char *galley_handover_write_html (GPtrArray *blocks);
/* The part as an HTML fragment (UTF-8), to be offered beside the text: NULL for all but BODY_RICH and BODY_WECHAT.
 * @is_indented is for the latter. (transfer full) */
char *galley_handover_dup_html (GalleyRevision *revision,
                                GalleyPart      part,
                                gboolean        is_indented);

G_END_DECLS
