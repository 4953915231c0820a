/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text cut into its parts: which line is what. Private to this folder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lines without the empty ones, without blanks around, with full-width punctuation. */
typedef struct
{
  char *text;
  guint n_commas; /* restored in it */
} GalleyIntakeTextLine;

/* Indices of lines; G_MAXUINT where there is no such line. */
typedef struct
{
  guint banner;
  guint breadcrumb;
  guint kicker;
  guint headline;
  guint subtitle;
  guint info_start; /* lines of labels above the body, [start, end) */
  guint info_end;
  guint body_start; /* [start, end) */
  guint body_end;
  guint closing_start; /* lines of labels below the body, [start, end) */
  guint closing_end;
} GalleyIntakePage;

/* (transfer full) (element-type GalleyIntakeTextLine) */
GArray *galley_intake_split_lines (const char *text);

GalleyIntakePage galley_intake_page_find (GArray *lines);

/* Whether @line is 当前位置：A >> B, and its names. (transfer full) (nullable) */
char **galley_intake_read_breadcrumb (const char *line);

G_END_DECLS
