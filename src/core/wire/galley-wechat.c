/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-wechat.h"

#include "core/model/galley-list.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-enclosed-line.h"

#include <string.h>

#define INDENT ";text-indent:2em"
#define END "\">"
#define RULE "<hr style=\"margin:24px 0;border:0;border-top:1px solid #d0d0d0" END

#define PLACE "<p style=\"margin:16px 0 4px;font-size:14px;line-height:1.6;text-align:center"
#define CAPTION "<p style=\"margin:0 0 16px;font-size:14px;line-height:1.6;text-align:center;color:#888888"

/* By GalleyBlockKind, of what is text alone. The type is what WeChat's own articles are read in. */
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

static void
append_text (GString     *out,
             GalleyBlock *block)
{
  g_autoptr (GalleyBlock) kept = drop_foreign_links (block);

  galley_body_append_inline (out, kept);
}

static void
append_list_opening (GString        *out,
                     GalleyBlockKind kind,
                     guint           level)
{
  static const char *const bullets[GALLEY_MAX_LEVEL + 1] = { "disc", "circle", "square" };
  const char *margin = level == 0 ? "0 0 16px" : "4px 0 0";

  g_string_append_printf (out,
                          "<%s style=\"margin:%s;padding-left:2em;font-size:16px;line-height:1.75;list-style-type:%s" END,
                          kind == GALLEY_BLOCK_NUMBERED ? "ol" : "ul", margin,
                          kind == GALLEY_BLOCK_NUMBERED ? "decimal" : bullets[level]);
}

static void
append_item (GString     *out,
             GalleyBlock *item,
             gboolean     has_list)
{
  g_string_append (out, "<li style=\"margin:0 0 4px" END);
  append_text (out, item);
}

/* The list that begins at @first, without its empty items; returns the block behind it. */
static guint
append_list (GString   *out,
             GPtrArray *blocks,
             guint      first)
{
  static const GalleyBodyListWriter writer = { append_list_opening, append_item };
  g_autoptr (GPtrArray) items = galley_blocks_new ();
  guint end = galley_list_get_element_end (blocks, first);

  for (guint i = first; i < end; i++)
    if (!galley_list_is_empty_item (blocks, i))
      g_ptr_array_add (items, galley_block_ref (g_ptr_array_index (blocks, i)));
  if (items->len > 0)
    galley_body_append_list (out, items, 0, &writer);
  return end;
}

#define CELL_STYLE " style=\"padding:6px 8px;border:1px solid #d0d0d0;font-size:15px;line-height:1.6;text-align:left"

/* Its editor keeps what stands in the style of each cell, and lets a wide table scroll in a section. */
static void
append_table (GString           *out,
              const GalleyTable *table)
{
  guint n_columns = galley_table_get_n_columns (table);
  guint n_cells;
  GalleyBlock *const *cells = galley_table_get_cells (table, &n_cells);

  g_string_append (out, "<section style=\"margin:0 0 16px;overflow-x:auto" END
                        "<table style=\"width:100%;border-collapse:collapse" END "<tbody>");
  for (guint i = 0; i < n_cells; i++)
    {
      gboolean is_header = galley_table_has_header (table) && i < n_columns;

      g_string_append (out, i % n_columns == 0 ? "<tr>" : "");
      g_string_append (out, is_header ? "<th" CELL_STYLE ";font-weight:bold;background-color:#f2f2f2" END
                                      : "<td" CELL_STYLE END);
      append_text (out, cells[i]);
      g_string_append (out, is_header ? "</th>" : "</td>");
      g_string_append (out, (i + 1) % n_columns == 0 ? "</tr>" : "");
    }
  g_string_append (out, "</tbody></table></section>");
}

/* Its place, and below it the caption and the credit, without an empty line where there is none of either. */
static void
append_figure (GString     *out,
               GalleyBlock *block,
               guint        number)
{
  guint caption = galley_block_get_caption_length (block);
  guint length = galley_block_get_n_characters (block);
  g_autoptr (GalleyBlock) plain = galley_block_with_kind (block, GALLEY_BLOCK_PARAGRAPH);
  g_autoptr (GalleyBlock) words =
      galley_block_slice (plain, caption > 0 ? 0 : 1, caption + 1 < length ? length : caption);

  g_string_append (out, PLACE END);
  galley_wechat_append_place (out, number);
  g_string_append (out, "</p>");
  if (galley_block_get_n_characters (words) == 0)
    return;
  g_string_append (out, CAPTION END);
  append_text (out, words);
  g_string_append (out, "</p>");
}

GPtrArray *
galley_wechat_list_figures (GPtrArray *blocks)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_figure_unref);

  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyFigure *figure = galley_block_get_figure (g_ptr_array_index (blocks, i));

      if (figure != NULL)
        g_ptr_array_add (figures, galley_figure_ref (figure));
    }
  return figures;
}

void
galley_wechat_append_place (GString *out,
                            guint    number)
{
  g_string_append_printf (out, "【图%u】", number);
}

char *
galley_wechat_make_picture_name (guint               number,
                                 const GalleyFigure *figure)
{
  g_return_val_if_fail (number > 0 && figure != NULL, NULL);

  return g_strdup_printf ("图%u%s", number, galley_media_type_get_suffix (galley_figure_get_media_type (figure)));
}

/* WeChat takes files and videos by its own upload alone: the line says which one belongs there. */
static void
append_enclosed (GString   *out,
                 GPtrArray *blocks,
                 guint      index)
{
  g_autofree char *line = galley_enclosed_line_new (blocks, index);

  g_string_append (out, CAPTION END);
  galley_xhtml_append_escaped (out, line);
  g_string_append (out, "</p>");
}

char *
galley_wechat_write (GPtrArray *blocks,
                     gboolean   is_indented)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n_figures = 0;

  g_return_val_if_fail (blocks != NULL, NULL);

  for (guint i = 0; i < blocks->len;)
    {
      GalleyBlock *block = g_ptr_array_index (blocks, i);
      GalleyBlockKind kind = galley_block_get_kind (block);

      if (galley_block_is_item (block))
        {
          i = append_list (out, blocks, i);
          continue;
        }
      i++;
      if (kind == GALLEY_BLOCK_RULE)
        g_string_append (out, RULE);
      if (kind == GALLEY_BLOCK_FIGURE)
        append_figure (out, block, ++n_figures);
      if (galley_block_get_enclosure (block) != NULL)
        append_enclosed (out, blocks, i - 1);
      else if (galley_block_is_blank (block))
        continue;
      if (kind == GALLEY_BLOCK_TABLE)
        append_table (out, galley_block_get_table (block));
      if (looks[kind].opening == NULL)
        continue;
      g_string_append (out, looks[kind].opening);
      g_string_append (out, is_indented && looks[kind].is_indented ? INDENT END : END);
      append_text (out, block);
      g_string_append (out, looks[kind].closing);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
