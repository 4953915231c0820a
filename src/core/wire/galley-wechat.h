/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body for the editor of a WeChat account (公众号), which takes pasted HTML and keeps the styles that stand in it.
 *
 * Every style is inline and there is no class, as that editor drops style sheets and renames classes. Links stay where
 * they lead to WeChat's own articles, the only ones that it opens; of others the text stays. Empty paragraphs and
 * items go, as on the portal's page. Every list is numbered 1. 2. 3., however deep: inline styles can say no （1）. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* @is_indented: paragraphs begin with two full-width cells, by style. "" for a body without text. (transfer full) */
char *galley_wechat_write (GPtrArray *blocks,
                           gboolean   is_indented);

G_END_DECLS
