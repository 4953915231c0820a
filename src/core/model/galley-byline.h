/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 作者: who wrote it. A person, an organisation or both, with a role.
 *
 * The printed line "杨秀娟 区新闻中心 宋翰卿" is parsed by one grammar: tokens are separated by blanks, U+3000 or NBSP; a
 * token that ends like an organisation (中心 报 社 台 网 局 办 部 委 院 校 公司 集团 街道 镇 支队 宣传部 融媒体) is one, 记者 通讯员
 * 见习记者 特约 实习生 摄影 文/图 … is a role, anything else a person; organisation and role hold for the persons behind
 * them until the next organisation or role. Formatting what was parsed gives the same line, blanks normalised to one
 * space (only an organisation or role that is printed again for the next person is printed once). */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;         /* "" for an organisation alone */
  char *organisation; /* "" where the source's own */
  char *role;         /* "" where none is printed */
} GalleyByline;

GalleyByline *galley_byline_new (const char *name,
                                 const char *organisation,
                                 const char *role);
void galley_byline_free (GalleyByline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyByline, galley_byline_free)

/* (transfer full) (element-type GalleyByline) */
GPtrArray *galley_bylines_new (void);
GPtrArray *galley_bylines_parse (const char *line);
char *galley_bylines_format (GPtrArray *bylines);
GPtrArray *galley_bylines_copy (GPtrArray *bylines);
gboolean galley_bylines_equal (GPtrArray *a,
                               GPtrArray *b);

G_END_DECLS
