/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/galley-change-text.h"

#include "core/base/galley-text.h"
#include "core/model/galley-runs.h"

#include <glib/gi18n.h>
#include <string.h>

/* In characters: what is shown of a stretch that is the same on either side of the cut, of any other, and read out. */
#define SHOWN_SAME 60
#define SHOWN 2000
#define READ_OUT 40
/* Bytes of all that is read out of one line. */
#define MAX_WORDS 1000

static void
add_attribute (PangoAttrList  *attributes,
               PangoAttribute *attribute,
               gsize           start,
               gsize           end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

static void
mark (PangoAttrList *attributes,
      GalleyRunKind  kind,
      gsize          start,
      gsize          end)
{
  if (kind == GALLEY_RUN_EQUAL || start == end)
    return;
  if (kind == GALLEY_RUN_DELETED)
    {
      add_attribute (attributes, pango_attr_strikethrough_new (TRUE), start, end);
      add_attribute (attributes, pango_attr_background_new (0xe000, 0x1b00, 0x2400), start, end);
    }
  else
    {
      add_attribute (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
      add_attribute (attributes, pango_attr_background_new (0x2600, 0xa200, 0x6900), start, end);
    }
  add_attribute (attributes, pango_attr_background_alpha_new (0x3800), start, end);
}

static void
append_part (GString    *text,
             const char *start,
             const char *end)
{
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    if (g_str_has_prefix (p, GALLEY_LINE_SEPARATOR))
      g_string_append_c (text, '\n');
    else
      g_string_append_len (text, p, g_utf8_next_char (p) - p);
}

/* At most @head + @tail characters of it, at borders of graphemes. */
static void
append_cut (GString    *text,
            const char *start,
            const char *end,
            glong       head,
            glong       tail)
{
  glong length = g_utf8_strlen (start, end - start);

  if (length <= head + tail)
    {
      append_part (text, start, end);
      return;
    }
  if (head > 0)
    append_part (text, start, g_utf8_offset_to_pointer (start, galley_text_grapheme_before (start, head)));
  g_string_append (text, "…");
  if (tail > 0)
    append_part (text, g_utf8_offset_to_pointer (start, galley_text_grapheme_after (start, length - tail)), end);
}

static void
append_run (GString         *text,
            PangoAttrList   *attributes,
            const GalleyRun *run,
            const char      *source,
            gboolean         is_first,
            gboolean         is_last)
{
  gsize start = text->len;

  if (run->kind == GALLEY_RUN_EQUAL)
    append_cut (text, source + run->start, source + run->end, is_first ? 0 : SHOWN_SAME, is_last ? 0 : SHOWN_SAME);
  else
    append_cut (text, source + run->start, source + run->end, SHOWN, 0);
  mark (attributes, run->kind, start, text->len);
}

static gboolean
is_on_side (GalleyRunKind    kind,
            GalleyChangeSide side)
{
  return side == GALLEY_CHANGE_INLINE || kind == GALLEY_RUN_EQUAL ||
         (kind == GALLEY_RUN_DELETED) == (side == GALLEY_CHANGE_THEN);
}

char *
galley_change_text_new (GArray           *runs,
                        const char       *earlier,
                        const char       *later,
                        gboolean          is_changed,
                        GalleyChangeSide  side,
                        PangoAttrList   **attributes)
{
  GString *text = g_string_new (NULL);

  *attributes = pango_attr_list_new ();
  if (runs == NULL)
    {
      const char *source = earlier != NULL ? earlier : later;
      GalleyRunKind kind = !is_changed ? GALLEY_RUN_EQUAL : earlier != NULL ? GALLEY_RUN_DELETED : GALLEY_RUN_INSERTED;

      if (source != NULL && is_on_side (kind, side))
        append_cut (text, source, source + strlen (source), SHOWN, 0);
      mark (*attributes, kind, 0, text->len);
      return g_string_free (text, FALSE);
    }
  for (guint i = 0; i < runs->len && g_utf8_strlen (text->str, -1) < 3 * SHOWN; i++)
    {
      const GalleyRun *run = &g_array_index (runs, GalleyRun, i);

      if (is_on_side (run->kind, side))
        append_run (text, *attributes, run, run->kind == GALLEY_RUN_INSERTED ? later : earlier,
                    i == 0 && runs->len > 1, i + 1 == runs->len && runs->len > 1);
    }
  return g_string_free (text, FALSE);
}

static void
append_words (GString      *words,
              GalleyRunKind kind,
              const char   *start,
              const char   *end)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  append_cut (shown, start, end, READ_OUT, READ_OUT);
  if (words->len > 0)
    g_string_append_c (words, ' ');
  /* Translators: %s is what was deleted from a paragraph, or added to it; for a screen reader. */
  g_string_append_printf (words, kind == GALLEY_RUN_DELETED ? _ ("Deleted “%s”.") : _ ("Added “%s”."), shown->str);
}

char *
galley_change_text_describe (GArray     *runs,
                             const char *earlier,
                             const char *later)
{
  GString *words = g_string_new (NULL);

  if (runs == NULL)
    {
      const char *text = earlier != NULL ? earlier : later;

      append_words (words, earlier != NULL ? GALLEY_RUN_DELETED : GALLEY_RUN_INSERTED, text, text + strlen (text));
      return g_string_free (words, FALSE);
    }
  for (guint i = 0; i < runs->len && words->len < MAX_WORDS; i++)
    {
      const GalleyRun *run = &g_array_index (runs, GalleyRun, i);
      const char *source = run->kind == GALLEY_RUN_INSERTED ? later : earlier;

      if (run->kind != GALLEY_RUN_EQUAL)
        append_words (words, run->kind, source + run->start, source + run->end);
    }
  return g_string_free (words, FALSE);
}
