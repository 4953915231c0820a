/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of an article other than its body. Scalars are texts ("" is empty, never NULL); sets keep their order
 * and hold no text twice. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_FIELD_KICKER,            /* 引题 */
  GALLEY_FIELD_HEADLINE,          /* 主标题 */
  GALLEY_FIELD_SUBTITLE,          /* 副题 */
  GALLEY_FIELD_SHORT_HEADLINE,    /* 短标题, for lists */
  GALLEY_FIELD_SUMMARY,           /* 摘要 */
  GALLEY_FIELD_SOURCE,            /* 来源, a name */
  GALLEY_FIELD_SOURCE_URI,        /* its address */
  GALLEY_FIELD_EDITOR,            /* 责任编辑 */
  GALLEY_FIELD_CHANNEL,           /* 栏目: a channel's id */
  GALLEY_FIELD_TOPIC,             /* 专题: a topic's id */
  GALLEY_FIELD_ORIGIN,            /* "original", "reprint", "agency", "contributed"; "" is "original" */
  GALLEY_FIELD_ORIGINAL_HEADLINE, /* kept for reprints when the desk rewrites */
  GALLEY_FIELD_ORIGINAL_AUTHOR,
  GALLEY_FIELD_ORIGINAL_URI,
  GALLEY_FIELD_KIND,              /* galley-kind.h; "" is a text */
  GALLEY_FIELD_LINK,              /* 标题链接: the address that a link leads to */
  GALLEY_FIELD_LEAD_PICTURE,      /* 题图: a picture (wire/galley-picture-text.h) */
  GALLEY_FIELD_FOCUS_PICTURE,     /* 焦点图: one for the front page's focus area, where the article stands by it */
  GALLEY_FIELD_CONTENT_CREATED,   /* RFC 3339; the date that stands on a hand-out */
  GALLEY_FIELD_CORRECTS,          /* a working copy: the id of the published article it corrects */
  GALLEY_FIELD_CORRECTS_HASH,     /* and the content hash it started from */
} GalleyField;
#define GALLEY_N_FIELDS (GALLEY_FIELD_CORRECTS_HASH + 1)

typedef enum
{
  GALLEY_SET_TAGS,     /* 标签: the words themselves */
  GALLEY_SET_CHANNELS, /* 同发栏目: ids of further channels */
} GalleySet;
#define GALLEY_N_SETS (GALLEY_SET_CHANNELS + 1)

/* "headline", "source-uri", … : stable names for conflicts, logs and tests. */
const char *galley_field_get_name (GalleyField field);
const char *galley_set_get_name (GalleySet set);

/* One line without blanks around it, cleaned as a block's text (the summary may hold U+2028). A picture's
 * text stays as it is: it has one form only. (transfer full) */
char *galley_field_clean (GalleyField field,
                          const char *text);

G_END_DECLS
