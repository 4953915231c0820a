/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/conflict/galley-conflict-text.h"

#include "app/words/galley-words.h"
#include "core/base/galley-text.h"
#include "core/model/galley-runs.h"

#include <string.h>

/* In characters: what is shown of a stretch that is the same on either side of the cut, and of any other. */
#define SHOWN_SAME 200
#define SHOWN 2000

GPtrArray *
galley_conflict_get_side_blocks (const GalleyConflict *conflict,
                                 GalleyConflictSide    side)
{
  g_return_val_if_fail (conflict != NULL, NULL);

  return side == GALLEY_SIDE_MINE     ? conflict->mine_blocks
         : side == GALLEY_SIDE_THEIRS ? conflict->theirs_blocks
                                      : conflict->base_blocks;
}

static const char *
get_name (const char *name,
          const char *value,
          GalleySite *site)
{
  if (g_str_equal (name, galley_field_get_name (GALLEY_FIELD_CHANNEL)))
    {
      const GalleyChannel *channel = galley_site_get_channel (site, value);

      return channel != NULL ? channel->name : NULL;
    }
  if (g_str_equal (name, galley_field_get_name (GALLEY_FIELD_TOPIC)))
    {
      const GalleyTopic *topic = galley_site_get_topic (site, value);

      return topic != NULL ? topic->name : NULL;
    }
  return NULL;
}

char *
galley_conflict_dup_side_text (const GalleyConflict *conflict,
                               GalleyConflictSide    side,
                               GalleySite           *site)
{
  GPtrArray *blocks;
  const char *value, *name;
  GString *text;

  g_return_val_if_fail (conflict != NULL && site != NULL, NULL);

  blocks = galley_conflict_get_side_blocks (conflict, side);
  if (blocks == NULL)
    {
      value = side == GALLEY_SIDE_MINE ? conflict->mine : side == GALLEY_SIDE_THEIRS ? conflict->theirs : conflict->base;
      name = get_name (conflict->name, value, site);
      return name != NULL ? g_strdup (name) : galley_words_for_value (conflict->name, value);
    }
  text = g_string_new (NULL);
  for (guint i = 0; i < blocks->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, galley_block_get_text (blocks->pdata[i]));
    }
  return g_string_free (text, FALSE);
}

/* --- what differs ------------------------------------------------------------------------------------------------ */

static void
add_span (GArray *spans,
          gsize   start,
          gsize   end)
{
  GalleySpan span = { start, end };
  GalleySpan *last = spans->len > 0 ? &g_array_index (spans, GalleySpan, spans->len - 1) : NULL;

  if (start >= end)
    return;
  if (last != NULL && start <= last->end)
    last->end = MAX (last->end, end);
  else
    g_array_append_val (spans, span);
}

/* @spans in whole words. A line's end is in none: what a side has of lines more than the other is marked by its words. */
static GArray *
widen (GArray     *spans,
       const char *text)
{
  g_autoptr (GArray) ends = galley_text_list_word_ends (text);
  GArray *wide = g_array_new (FALSE, FALSE, sizeof (GalleySpan));
  gsize start = 0;
  guint next = 0;

  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);

      while (next < spans->len && g_array_index (spans, GalleySpan, next).end <= start)
        next++;
      if (next < spans->len && g_array_index (spans, GalleySpan, next).start < end && text[start] != '\n')
        add_span (wide, start, end);
      start = end;
    }
  return wide;
}

GArray *
galley_conflict_text_compare (const char *text,
                              const char *other)
{
  g_autoptr (GArray) runs = NULL;
  g_autoptr (GArray) spans = NULL;

  g_return_val_if_fail (text != NULL && other != NULL, NULL);

  runs = galley_runs_compare (text, other);
  spans = g_array_new (FALSE, FALSE, sizeof (GalleySpan));
  for (guint i = 0; i < runs->len; i++)
    {
      const GalleyRun *run = &g_array_index (runs, GalleyRun, i);

      if (run->kind == GALLEY_RUN_DELETED)
        add_span (spans, run->start, run->end);
    }
  return widen (spans, text);
}

static GArray *
join (GArray *a,
      GArray *b)
{
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (GalleySpan));
  guint i = 0, j = 0;

  while (i < a->len || j < b->len)
    {
      const GalleySpan *x = i < a->len ? &g_array_index (a, GalleySpan, i) : NULL;
      const GalleySpan *y = j < b->len ? &g_array_index (b, GalleySpan, j) : NULL;
      gboolean is_first = y == NULL || (x != NULL && x->start <= y->start);
      const GalleySpan *span = is_first ? x : y;

      add_span (joined, span->start, span->end);
      if (is_first)
        i++;
      else
        j++;
    }
  return joined;
}

GArray *
galley_conflict_mark_side (const GalleyConflict *conflict,
                           GalleyConflictSide    side,
                           GalleySite           *site)
{
  g_autofree char *text = galley_conflict_dup_side_text (conflict, side, site);
  g_autofree char *mine = galley_conflict_dup_side_text (conflict, GALLEY_SIDE_MINE, site);
  g_autofree char *theirs = galley_conflict_dup_side_text (conflict, GALLEY_SIDE_THEIRS, site);
  g_autoptr (GArray) against_mine = NULL;
  g_autoptr (GArray) against_theirs = NULL;

  if (side == GALLEY_SIDE_MINE)
    return galley_conflict_text_compare (text, theirs);
  if (side == GALLEY_SIDE_THEIRS)
    return galley_conflict_text_compare (text, mine);
  against_mine = galley_conflict_text_compare (text, mine);
  against_theirs = galley_conflict_text_compare (text, theirs);
  return join (against_mine, against_theirs);
}

/* --- how it looks ------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *text;
  const GalleyMark *marks;
  guint n_marks;
  glong block_start; /* the block's text begins there, in characters */
  GString *shown;
  PangoAttrList *attributes;
} Show;

static void
add_attribute (Show           *show,
               PangoAttribute *attribute,
               gsize           start)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) show->shown->len;
  pango_attr_list_change (show->attributes, attribute); /* joins neighbours that are alike */
}

static PangoAttribute *
make_attribute (GalleyMarkKind kind)
{
  switch (kind)
    {
    case GALLEY_MARK_BOLD:
      return pango_attr_weight_new (PANGO_WEIGHT_BOLD);
    case GALLEY_MARK_ITALIC:
      return pango_attr_style_new (PANGO_STYLE_ITALIC);
    case GALLEY_MARK_LINK:
    case GALLEY_MARK_UNDERLINE:
    default:
      return pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
    }
}

/* Without a cut, and with the block's marks. */
static void
append_part (Show *show,
             gsize start,
             gsize end)
{
  glong offset = g_utf8_pointer_to_offset (show->text, show->text + start) - show->block_start;

  for (const char *p = show->text + start; p < show->text + end; p = g_utf8_next_char (p), offset++)
    {
      gsize place = show->shown->len;

      if (g_str_has_prefix (p, GALLEY_LINE_SEPARATOR))
        g_string_append_c (show->shown, '\n');
      else
        g_string_append_len (show->shown, p, g_utf8_next_char (p) - p);
      for (guint i = 0; i < show->n_marks; i++)
        if (offset >= (glong) show->marks[i].start && offset < (glong) show->marks[i].end)
          add_attribute (show, make_attribute (show->marks[i].kind), place);
    }
}

/* At most @head + @tail characters, at borders of graphemes. */
static void
append_cut (Show *show,
            gsize start,
            gsize end,
            glong head,
            glong tail)
{
  g_autofree char *stretch = g_strndup (show->text + start, end - start);
  glong length = g_utf8_strlen (stretch, -1);
  gsize head_end, tail_start;

  if (length <= head + tail)
    {
      append_part (show, start, end);
      return;
    }
  head_end = (gsize) (g_utf8_offset_to_pointer (stretch, galley_text_grapheme_before (stretch, head)) - stretch);
  tail_start = (gsize) (g_utf8_offset_to_pointer (stretch, galley_text_grapheme_after (stretch, length - tail)) - stretch);
  append_part (show, start, start + head_end);
  g_string_append (show->shown, "…");
  append_part (show, start + tail_start, end);
}

static void
append_span (Show    *show,
             gsize    start,
             gsize    end,
             gboolean is_before)
{
  gsize place = show->shown->len;

  append_cut (show, start, end, SHOWN, 0);
  if (is_before)
    {
      add_attribute (show, pango_attr_strikethrough_new (TRUE), place);
      add_attribute (show, pango_attr_background_new (0xe000, 0x1b00, 0x2400), place);
    }
  else
    {
      add_attribute (show, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), place);
      add_attribute (show, pango_attr_background_new (0xff00, 0xa800, 0x0000), place);
    }
  add_attribute (show, pango_attr_background_alpha_new (0x4000), place);
}

char *
galley_conflict_text_show (const char       *text,
                           gsize             start,
                           gsize             end,
                           GArray           *spans,
                           gboolean          is_before,
                           const GalleyMark *marks,
                           guint             n_marks,
                           PangoAttrList   **attributes)
{
  Show show = { text, marks, n_marks, 0, g_string_new (NULL), pango_attr_list_new () };
  gsize place = start;

  show.block_start = g_utf8_pointer_to_offset (text, text + start);
  for (guint i = 0; i < spans->len && g_utf8_strlen (show.shown->str, -1) < 3 * SHOWN; i++)
    {
      const GalleySpan *span = &g_array_index (spans, GalleySpan, i);
      gsize span_start = CLAMP (span->start, place, end), span_end = CLAMP (span->end, place, end);

      if (span_start == span_end)
        continue;
      append_cut (&show, place, span_start, place > start ? SHOWN_SAME : 0, SHOWN_SAME);
      append_span (&show, span_start, span_end, is_before);
      place = span_end;
    }
  append_cut (&show, place, end, place > start ? SHOWN_SAME : SHOWN, 0);
  *attributes = show.attributes;
  return g_string_free (show.shown, FALSE);
}
