/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body for the editor of a WeChat account (公众号), which takes pasted HTML and keeps the styles that stand in it.
 *
 * Pictures it takes by its own upload alone: at the place of each stands 【图1】, 【图2】, … above its caption, and the files
 * beside it bear the same numbers (core/workspace/galley-picture-folder.h).
 *
 * Every style is inline and there is no class, as that editor drops style sheets and renames classes. Links stay where
 * they lead to WeChat's own articles, the only ones that it opens; of others the text stays. Empty paragraphs and
 * items go, as on the portal's page. Every list is numbered 1. 2. 3., however deep: inline styles can say no （1）. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* The pictures of a body in the order of their numbers. (transfer full) (element-type GalleyFigure) */
GPtrArray *galley_wechat_list_figures (GPtrArray *blocks);
/* "【图1】". */
void galley_wechat_append_place (GString *out,
                                 guint    number);
/* "图1.jpg". (transfer full) */
char *galley_wechat_make_picture_name (guint               number,
                                       const GalleyFigure *figure);

/* @is_indented: paragraphs begin with two full-width cells, by style. "" for a body without text and pictures. (transfer
 * full) */
char *galley_wechat_write (GPtrArray *blocks,
                           gboolean   is_indented);

G_END_DECLS
