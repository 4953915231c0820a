/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-handover.h"

#include "core/base/galley-text.h"
#include "core/model/galley-list.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-enclosed-line.h"
#include "core/wire/galley-wechat.h"

static const GalleyField fields[GALLEY_N_PARTS] = {
  [GALLEY_PART_KICKER] = GALLEY_FIELD_KICKER,
  [GALLEY_PART_HEADLINE] = GALLEY_FIELD_HEADLINE,
  [GALLEY_PART_SUBTITLE] = GALLEY_FIELD_SUBTITLE,
  [GALLEY_PART_SHORT_HEADLINE] = GALLEY_FIELD_SHORT_HEADLINE,
  [GALLEY_PART_SUMMARY] = GALLEY_FIELD_SUMMARY,
  [GALLEY_PART_SOURCE] = GALLEY_FIELD_SOURCE,
  [GALLEY_PART_EDITOR] = GALLEY_FIELD_EDITOR,
};

/* The break inside a block or a summary is a line end everywhere else. */
static void
append_with_line_ends (GString    *out,
                       const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, GALLEY_LINE_SEPARATOR, -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      g_string_append (out, lines[i]);
    }
}

static gboolean
has_text (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    if (*galley_block_get_text (g_ptr_array_index (blocks, i)) != '\0'
        || galley_block_get_enclosure (g_ptr_array_index (blocks, i)) != NULL)
      return TRUE;
  return FALSE;
}

/* Where pages begin is nothing that text elsewhere has. */
static gboolean
is_page_break (const GalleyBlock *block)
{
  return galley_block_get_kind (block) == GALLEY_BLOCK_PAGE_BREAK;
}

char *
galley_handover_write_html (GPtrArray *blocks)
{
  GString *out;

  g_return_val_if_fail (blocks != NULL, NULL);

  out = g_string_new (NULL);
  for (guint i = 0; i < blocks->len;)
    {
      if (is_page_break (blocks->pdata[i]))
        {
          i++;
          continue;
        }
      if (out->len > 0)
        g_string_append_c (out, '\n');
      i = galley_body_append_element (out, blocks, i);
    }
  return g_string_free (out, FALSE);
}

static char *
dup_body_html (GPtrArray *blocks)
{
  return has_text (blocks) ? galley_handover_write_html (blocks) : g_strdup ("");
}

/* Caption and credit, and no empty line where there is none. */
static void
append_figure_lines (GString     *out,
                     GalleyBlock *block)
{
  guint caption = galley_block_get_caption_length (block);
  guint length = galley_block_get_n_characters (block);
  g_autoptr (GalleyBlock) plain = galley_block_with_kind (block, GALLEY_BLOCK_PARAGRAPH);
  g_autoptr (GalleyBlock) lines = galley_block_slice (plain, caption > 0 ? 0 : 1, length);

  append_with_line_ends (out, galley_block_get_text (lines));
}

/* As spreadsheets take it. */
static void
append_table (GString     *out,
              GalleyTable *table)
{
  g_autofree char *text = galley_table_dup_text (table);

  g_string_append (out, text);
}

static void
append_enclosed (GString   *out,
                 GPtrArray *blocks,
                 guint      index)
{
  g_autofree char *line = galley_enclosed_line_new (blocks, index);

  g_string_append (out, line);
}

/* What is painted or drawn elsewhere stands there in writing. */
static void
append_plain (GString           *out,
              GPtrArray         *blocks,
              guint              index,
              GalleyListCounter *counter)
{
  GalleyBlock *block = g_ptr_array_index (blocks, index);
  guint number = galley_list_counter_step (counter, block);
  g_autofree char *marker = NULL;

  if (number > 0)
    {
      marker = galley_list_dup_marker (galley_block_get_kind (block), galley_block_get_level (block), number);
      g_string_append (out, marker);
      /* A full-width bracket has its blank in it. */
      if (!g_str_has_suffix (marker, "）"))
        g_string_append_c (out, ' ');
    }
  if (galley_block_get_kind (block) == GALLEY_BLOCK_RULE)
    g_string_append (out, GALLEY_HANDOVER_RULE);
  if (galley_block_get_kind (block) == GALLEY_BLOCK_FIGURE)
    append_figure_lines (out, block);
  else if (galley_block_get_kind (block) == GALLEY_BLOCK_TABLE)
    append_table (out, galley_block_get_table (block));
  else if (galley_block_get_enclosure (block) != NULL)
    append_enclosed (out, blocks, index);
  else
    append_with_line_ends (out, galley_block_get_text (block));
}

static char *
write_plain (GPtrArray *blocks,
             gboolean   has_places)
{
  g_autoptr (GString) out = g_string_new (NULL);
  GalleyListCounter counter = { 0 };
  guint n_figures = 0;
  gboolean is_first = TRUE;

  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyBlock *block = g_ptr_array_index (blocks, i);

      if (is_page_break (block))
        continue;
      if (!is_first)
        g_string_append_c (out, '\n');
      is_first = FALSE;
      if (has_places && galley_block_get_kind (block) == GALLEY_BLOCK_FIGURE)
        {
          galley_wechat_append_place (out, ++n_figures);
          g_string_append_c (out, '\n');
        }
      append_plain (out, blocks, i, &counter);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
galley_handover_write_plain (GPtrArray *blocks)
{
  g_return_val_if_fail (blocks != NULL, NULL);

  return write_plain (blocks, FALSE);
}

static char *
dup_body_plain (GPtrArray *blocks,
                gboolean   has_places)
{
  return has_text (blocks) ? write_plain (blocks, has_places) : g_strdup ("");
}

static void
append_line (GString    *out,
             const char *line)
{
  if (*line != '\0')
    g_string_append_printf (out, "%s\n", line);
}

/* As agencies send it: what a program that knows only text still shows as paragraphs. */
static char *
dup_handout (GalleyRevision *revision)
{
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  g_autofree char *bylines = galley_bylines_format (galley_revision_get_bylines (revision));
  g_autoptr (GString) line = g_string_new (NULL);
  GalleyListCounter counter = { 0 };
  GString *out = g_string_new (NULL);

  append_line (out, galley_revision_get_field (revision, GALLEY_FIELD_KICKER));
  append_line (out, galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE));
  append_line (out, galley_revision_get_field (revision, GALLEY_FIELD_SUBTITLE));
  append_line (out, bylines);
  if (out->len > 0 && has_text (blocks))
    g_string_append_c (out, '\n');
  for (guint i = 0; has_text (blocks) && i < blocks->len; i++)
    {
      GalleyBlock *block = g_ptr_array_index (blocks, i);
      GalleyBlockKind kind = galley_block_get_kind (block);

      if (galley_list_is_empty_item (blocks, i) || is_page_break (block))
        continue;
      g_string_truncate (line, 0);
      append_plain (line, blocks, i, &counter);
      if (line->len == 0)
        continue;
      if (kind != GALLEY_BLOCK_HEADING_1 && kind != GALLEY_BLOCK_HEADING_2 && kind != GALLEY_BLOCK_RULE
          && kind != GALLEY_BLOCK_TABLE)
        g_string_append (out, "　　");
      append_line (out, line->str);
    }
  return g_string_free (out, FALSE);
}

char *
galley_handover_dup_text (GalleyRevision *revision,
                          GalleyPart      part)
{
  const char *const *tags;
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (revision != NULL, NULL);
  g_return_val_if_fail (part < GALLEY_N_PARTS, NULL);

  switch (part)
    {
    case GALLEY_PART_BYLINES:
      return galley_bylines_format (galley_revision_get_bylines (revision));
    case GALLEY_PART_TAGS:
      tags = galley_revision_get_set (revision, GALLEY_SET_TAGS);
      return tags != NULL ? g_strjoinv (" ", (char **) tags) : g_strdup ("");
    case GALLEY_PART_BODY_HTML:
      return dup_body_html (galley_revision_get_blocks (revision));
    case GALLEY_PART_BODY_RICH:
    case GALLEY_PART_BODY_PLAIN:
    case GALLEY_PART_BODY_WECHAT:
      return dup_body_plain (galley_revision_get_blocks (revision), part == GALLEY_PART_BODY_WECHAT);
    case GALLEY_PART_HANDOUT:
      return dup_handout (revision);
    default:
      out = g_string_new (NULL);
      append_with_line_ends (out, galley_revision_get_field (revision, fields[part]));
      return g_string_free (g_steal_pointer (&out), FALSE);
    }
}

char *
galley_handover_dup_html (GalleyRevision *revision,
                          GalleyPart      part,
                          gboolean        is_indented)
{
  g_return_val_if_fail (revision != NULL, NULL);
  g_return_val_if_fail (part < GALLEY_N_PARTS, NULL);

  if (part == GALLEY_PART_BODY_WECHAT)
    return galley_wechat_write (galley_revision_get_blocks (revision), is_indented);
  return part == GALLEY_PART_BODY_RICH ? dup_body_html (galley_revision_get_blocks (revision)) : NULL;
}
