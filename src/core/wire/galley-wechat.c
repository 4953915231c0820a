/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-wechat.h"

#include "core/wire/galley-body.h"

#include <string.h>

#define INDENT ";text-indent:2em"
#define END "\">"

/* By GalleyBlockKind. The type is what WeChat's own articles are read in. */
static const struct
{
  const char *opening; /* up to the end of the style */
  const char *closing;
  gboolean is_indented;
} looks[GALLEY_N_BLOCK_KINDS] = {
  [GALLEY_BLOCK_PARAGRAPH] = { "<p style=\"margin:0 0 16px;font-size:16px;line-height:1.75;text-align:justify", "</p>",
                               TRUE },
  [GALLEY_BLOCK_HEADING_1] = { "<p style=\"margin:24px 0 12px;font-size:18px;line-height:1.5;font-weight:bold", "</p>",
                               FALSE },
  [GALLEY_BLOCK_HEADING_2] = { "<p style=\"margin:16px 0 8px;font-size:17px;line-height:1.5;font-weight:bold", "</p>",
                               FALSE },
  [GALLEY_BLOCK_QUOTE] = { "<blockquote style=\"margin:0 0 16px;padding-left:12px;border-left:3px solid #d0d0d0;"
                           "font-size:16px;line-height:1.75;color:#666666",
                           "</blockquote>", FALSE },
};

/* @block without the links that go elsewhere. (transfer full) */
static GalleyBlock *
drop_foreign_links (GalleyBlock *block)
{
  guint n_marks;
  const GalleyMark *marks = galley_block_get_marks (block, &n_marks);
  GalleyBlock *kept = galley_block_ref (block);

  for (guint i = 0; i < n_marks; i++)
    if (marks[i].kind == GALLEY_MARK_LINK && !g_str_has_prefix (marks[i].target, "https://mp.weixin.qq.com/"))
      {
        g_autoptr (GalleyBlock) before = kept;

        kept = galley_block_with_mark (before, marks[i].start, marks[i].end, GALLEY_MARK_LINK, NULL, FALSE);
      }
  return kept;
}

char *
galley_wechat_write (GPtrArray *blocks,
                     gboolean   is_indented)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (blocks != NULL, NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyBlock *block = g_ptr_array_index (blocks, i);
      GalleyBlockKind own_kind = galley_block_get_kind (block);
      /* What has no look of its own there is read as a paragraph. */
      GalleyBlockKind kind = looks[own_kind].opening != NULL ? own_kind : GALLEY_BLOCK_PARAGRAPH;
      g_autoptr (GalleyBlock) kept = NULL;

      if (galley_block_get_counts (block).characters == 0)
        continue;
      kept = drop_foreign_links (block);
      g_string_append (out, looks[kind].opening);
      g_string_append (out, is_indented && looks[kind].is_indented ? INDENT END : END);
      galley_body_append_inline (out, kept);
      g_string_append (out, looks[kind].closing);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
