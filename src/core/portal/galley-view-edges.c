/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-edges.h"

#include "core/base/galley-bytes.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-xhtml.h"

static gboolean
is_blank (gunichar c)
{
  /* What is printed of ASCII, and Han. */
  if ((c > 0x20 && c < 0x7f) || (c >= 0x4e00 && c <= 0x9fff))
    return FALSE;
  return g_unichar_isspace (c) || c == 0x200b;
}

static guint
count_before (GalleyBlock *block)
{
  guint n = 0;

  for (const char *p = galley_block_get_text (block); *p != '\0' && is_blank (galley_bytes_get_character (p));
       p = g_utf8_next_char (p))
    n++;
  return n;
}

GalleyBlock *
galley_view_trim (GalleyBlock *block)
{
  const char *text = galley_block_get_text (block);
  guint n_before = count_before (block);
  guint n_after = 0;

  if (n_before == galley_block_get_n_characters (block))
    return NULL;
  for (const char *p = text + galley_block_get_n_bytes (block); p > text; n_after++)
    {
      p = g_utf8_prev_char (p);
      if (!is_blank (galley_bytes_get_character (p)))
        break;
    }
  if (n_before == 0 && n_after == 0)
    return galley_block_ref (block);
  return galley_block_slice (block, n_before, galley_block_get_n_characters (block) - n_after);
}

gboolean
galley_view_is_edge (GalleyBlock *block)
{
  return count_before (block) == galley_block_get_n_characters (block);
}

static void
append_edge (GString     *out,
             const char  *name,
             GalleyBlock *block,
             guint        start,
             guint        end)
{
  g_autoptr (GalleyBlock) edge = NULL;
  g_autoptr (GString) markup = NULL;

  if (start == end)
    return;
  edge = galley_block_slice (block, start, end);
  markup = g_string_new (NULL);
  galley_body_append_inline (markup, edge);
  g_string_append_printf (out, " %s=\"", name);
  galley_xhtml_append_escaped (out, markup->str);
  g_string_append_c (out, '"');
}

static void
append_edges (GString     *out,
              GalleyBlock *block,
              GalleyBlock *trimmed,
              const char  *before,
              const char  *after)
{
  guint n = galley_block_get_n_characters (block);
  guint n_before;

  if (trimmed == block)
    return;
  n_before = count_before (block);
  append_edge (out, before, block, 0, n_before);
  if (trimmed != NULL)
    append_edge (out, after, block, n_before + galley_block_get_n_characters (trimmed), n);
}

void
galley_view_append_edges (GString     *out,
                          GalleyBlock *block,
                          GalleyBlock *trimmed)
{
  append_edges (out, block, trimmed, GALLEY_EDGE_BEFORE, GALLEY_EDGE_AFTER);
}

void
galley_view_append_credit_edges (GString     *out,
                                 GalleyBlock *block,
                                 GalleyBlock *trimmed)
{
  append_edges (out, block, trimmed, GALLEY_EDGE_CREDIT_BEFORE, GALLEY_EDGE_CREDIT_AFTER);
}
