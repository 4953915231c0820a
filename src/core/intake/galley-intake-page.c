/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which line is what. The line of labels is the anchor: what a page prints above it is short and has an order, what comes
 * below it is the body up to the line of tags and editor. */
#include "core/intake/galley-intake-page.h"

#include "core/intake/galley-intake-line.h"
#include "core/intake/galley-intake.h"

#include <string.h>

#define NONE G_MAXUINT
/* Longer than any headline that is printed. */
#define MAX_HEADLINE_CHARACTERS 60

static const char *
get_line (GArray *lines,
          guint   index)
{
  return g_array_index (lines, GalleyIntakeTextLine, index).text;
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x200b || c == 0xfeff;
}

static void
clear_line (gpointer data)
{
  g_free (((GalleyIntakeTextLine *) data)->text);
}

/* Without blanks around, NBSP as a blank; NULL when nothing is left. */
static char *
strip (const char *text,
       const char *end)
{
  g_autoptr (GString) out = NULL;

  while (text < end && is_blank (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  if (end == text)
    return NULL;
  out = g_string_new_len (text, end - text);
  g_string_replace (out, "\302\240", " ", 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

GArray *
galley_intake_split_lines (const char *text)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (GalleyIntakeTextLine));

  g_array_set_clear_func (lines, clear_line);
  for (;;)
    {
      const char *end = text;
      g_autofree char *stripped = NULL;

      while (*end != '\0' && !is_line_end (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      stripped = strip (text, end);
      if (stripped != NULL)
        {
          GalleyIntakeTextLine line = { NULL };

          line.text = galley_intake_restore_punctuation (stripped, &line.n_commas);
          g_array_append_val (lines, line);
        }
      if (*end == '\0')
        return lines;
      text = g_utf8_next_char (end);
    }
}

char **
galley_intake_read_breadcrumb (const char *line)
{
  static const char *const beginnings[] = { "您当前的位置", "您现在的位置", "您的位置", "您所在的位置", "当前位置",
                                            "所在位置", "位置" };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  gboolean is_named = FALSE;
  const char *first;

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    is_named = is_named || g_str_has_prefix (line, beginnings[i]);
  if (g_utf8_strlen (line, -1) > 2 * MAX_HEADLINE_CHARACTERS || strstr (line, "。") != NULL)
    return NULL;
  parts = g_regex_split_simple ("\\s*(?:>+|»|＞+|›)\\s*", line, 0, 0);
  /* A lone > may be a comparison in a sentence. */
  if (g_strv_length (parts) < (is_named ? 2 : 3))
    return NULL;
  first = strstr (parts[0], "：");
  first = first != NULL ? first + strlen ("：") : parts[0];
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (i == 0 ? first : parts[i]));

      if (*name != '\0')
        g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

static gboolean
is_breadcrumb (GArray *lines,
               guint   index)
{
  g_auto (GStrv) names = galley_intake_read_breadcrumb (get_line (lines, index));

  return names != NULL;
}

static GalleyIntakeLineKind
get_kind (GArray *lines,
          guint   index)
{
  return galley_intake_line_get_kind (get_line (lines, index));
}

static gboolean
is_short (const char *line)
{
  return g_utf8_strlen (line, -1) <= MAX_HEADLINE_CHARACTERS && !g_str_has_suffix (line, "。") &&
         !g_str_has_suffix (line, "。”");
}

/* The lines of labels above the body. A lone line of tags or editor at the very end stands below it. */
static void
find_info (GArray           *lines,
           GalleyIntakePage *page)
{
  guint start = 0;
  gboolean only_closes = TRUE;

  while (start < lines->len && get_kind (lines, start) == GALLEY_INTAKE_LINE_TEXT)
    {
      if (!is_short (get_line (lines, start)) && !is_breadcrumb (lines, start))
        return;
      start++;
    }
  page->info_start = page->info_end = start;
  while (page->info_end < lines->len && get_kind (lines, page->info_end) != GALLEY_INTAKE_LINE_TEXT)
    {
      only_closes = only_closes && get_kind (lines, page->info_end) == GALLEY_INTAKE_LINE_CLOSING;
      page->info_end++;
    }
  if (start == lines->len || (page->info_end == lines->len && only_closes))
    page->info_start = page->info_end = NONE;
}

static guint
find_breadcrumb (GArray *lines,
                 guint   end)
{
  for (guint i = 0; i < end; i++)
    if (is_breadcrumb (lines, i))
      return i;
  return NONE;
}

static gboolean
is_dashed (const char *line)
{
  return g_str_has_prefix (line, "—") || g_str_has_prefix (line, "--");
}

/* Headline, kicker and subtitle among the lines [@start, @end). FALSE when lines are left that would be nothing. */
static gboolean
find_titles (GArray           *lines,
             GalleyIntakePage *page,
             guint             start,
             guint             end)
{
  gboolean has_breadcrumb = page->breadcrumb != NONE;

  if (end - start >= 2 && (is_dashed (get_line (lines, end - 1)) || (has_breadcrumb && end - start == 3)))
    page->subtitle = --end;
  if (end > start)
    page->headline = --end;
  if (end > start)
    page->kicker = --end;
  if (has_breadcrumb && page->breadcrumb > 0)
    page->banner = page->breadcrumb - 1;
  else if (!has_breadcrumb && end > start)
    page->banner = --end;
  return end == start;
}

static void
page_init (GalleyIntakePage *page)
{
  *page = (GalleyIntakePage) { NONE, NONE, NONE, NONE, NONE, NONE, NONE, 0, 0, 0, 0 };
}

/* The page around a line of labels. FALSE when there is none, or when text stands above it that no title is: then it
 * rather belongs to the end of something. */
static gboolean
find_head (GArray           *lines,
           GalleyIntakePage *page)
{
  find_info (lines, page);
  if (page->info_start == NONE)
    return FALSE;
  page->breadcrumb = find_breadcrumb (lines, page->info_start);
  page->body_start = page->info_end;
  return find_titles (lines, page, page->breadcrumb != NONE ? page->breadcrumb + 1 : 0, page->info_start);
}

static void
find_head_without_labels (GArray           *lines,
                          GalleyIntakePage *page)
{
  page->breadcrumb = find_breadcrumb (lines, MIN (lines->len, 2));
  if (page->breadcrumb == 1)
    page->banner = 0;
  page->body_start = page->breadcrumb != NONE ? page->breadcrumb + 1 : 0;
}

/* From the first line of tags or editor on; lines of source or authors right above belong to it. */
static void
find_closing (GArray           *lines,
              GalleyIntakePage *page)
{
  guint at = page->body_start;

  while (at < lines->len && get_kind (lines, at) != GALLEY_INTAKE_LINE_CLOSING)
    at++;
  page->body_end = page->closing_start = page->closing_end = at;
  while (page->closing_end < lines->len && get_kind (lines, page->closing_end) != GALLEY_INTAKE_LINE_TEXT)
    page->closing_end++;
  while (page->body_end > page->body_start && get_kind (lines, page->body_end - 1) == GALLEY_INTAKE_LINE_CREDITS)
    page->body_end = --page->closing_start;
}

GalleyIntakePage
galley_intake_page_find (GArray *lines)
{
  GalleyIntakePage page;

  page_init (&page);
  if (!find_head (lines, &page))
    {
      page_init (&page);
      find_head_without_labels (lines, &page);
    }
  if (page.headline == NONE && page.body_start < lines->len && is_short (get_line (lines, page.body_start)))
    page.headline = page.body_start++;
  find_closing (lines, &page);
  return page;
}
