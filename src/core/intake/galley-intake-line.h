/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lines of labels say: "2018/10/18 来源：嘉兴日报 作者：杨秀娟", "标签：编辑：徐卉", "记者 甲 通讯员 乙". Private to this folder.
 *
 * A line is one only when nothing else stands in it. Labels come in any order, with or without blanks between, with or
 * without brackets around; 记者 and its like also without a colon. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *date;    /* RFC 3339, NULL if none was said; so all below */
  char *source;
  char *authors; /* as a byline's line */
  char *editor;
  GPtrArray *tags; /* (element-type utf8): NULL without a label of tags */
} GalleyIntakeLine;

void galley_intake_line_clear (GalleyIntakeLine *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GalleyIntakeLine, galley_intake_line_clear)

/* Adds to @self, which begins as zeros, what @line says; what was said before stands. FALSE, and @self as it was, when
 * @line is not a line of labels. */
gboolean galley_intake_line_read (GalleyIntakeLine *self,
                                  const char       *line);

/* What a line of labels is good for. */
typedef enum
{
  GALLEY_INTAKE_LINE_TEXT,    /* it is none */
  GALLEY_INTAKE_LINE_DATE,    /* a date, or labels without a field: below a text it may be its own */
  GALLEY_INTAKE_LINE_CREDITS, /* names source or authors */
  GALLEY_INTAKE_LINE_CLOSING, /* names tags or an editor, as the line below a text does */
} GalleyIntakeLineKind;

GalleyIntakeLineKind galley_intake_line_get_kind (const char *line);

G_END_DECLS
