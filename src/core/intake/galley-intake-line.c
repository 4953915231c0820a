/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of labels. The line is cut at its labels; before the first may stand a date and nothing else. */
#include "core/intake/galley-intake-line.h"

#include "core/intake/galley-intake-date.h"

#include <string.h>

/* Longer lines are text, whatever words they begin with. */
#define MAX_CHARACTERS 200
#define MAX_NAME_CHARACTERS 30

typedef enum
{
  LABEL_NONE,
  LABEL_SOURCE,
  LABEL_AUTHOR,
  LABEL_ROLE, /* 记者: label and role at once, also without a colon */
  LABEL_EDITOR,
  LABEL_TAGS,
  LABEL_DATE,
  LABEL_OTHER, /* bounds its neighbour's value, has no field */
} LabelKind;

static const struct
{
  const char *word;
  LabelKind kind;
} labels[] = {
  /* Longer ones first where one ends with another. */
  { "责任编辑", LABEL_EDITOR },  { "责编", LABEL_EDITOR },     { "编辑", LABEL_EDITOR },
  { "标签", LABEL_TAGS },        { "关键词", LABEL_TAGS },     { "关键字", LABEL_TAGS },
  { "文章来源", LABEL_SOURCE },  { "稿件来源", LABEL_SOURCE }, { "信息来源", LABEL_SOURCE },
  { "来源", LABEL_SOURCE },      { "稿源", LABEL_SOURCE },     { "作者", LABEL_AUTHOR },
  { "本报记者", LABEL_ROLE },    { "见习记者", LABEL_ROLE },   { "记者", LABEL_ROLE },
  { "通讯员", LABEL_ROLE },      { "摄影", LABEL_ROLE },       { "文/图", LABEL_ROLE },
  { "发布时间", LABEL_DATE },    { "发布日期", LABEL_DATE },   { "发表时间", LABEL_DATE },
  { "更新时间", LABEL_DATE },    { "时间", LABEL_DATE },       { "日期", LABEL_DATE },
  { "校对", LABEL_OTHER },       { "审核", LABEL_OTHER },      { "监制", LABEL_OTHER },
  { "点击数", LABEL_OTHER },     { "点击", LABEL_OTHER },      { "浏览次数", LABEL_OTHER },
  { "阅读", LABEL_OTHER },       { "字号", LABEL_OTHER },
};

void
galley_intake_line_clear (GalleyIntakeLine *self)
{
  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->authors, g_free);
  g_clear_pointer (&self->editor, g_free);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
}

/* Blanks, and what stands between the parts of such a line. */
static gboolean
is_separator (gunichar c)
{
  return c != 0 && (g_unichar_isspace (c) || strchr ("|[]()", (int) MIN (c, 0x7f)) != NULL || c == 0x4e28 ||
                    c == 0xff5c || c == 0xff08 || c == 0xff09 || c == 0x3010 || c == 0x3011);
}

static const char *
skip_separators (const char *text)
{
  while (is_separator (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

static char *
trim (const char *text,
      const char *end)
{
  text = skip_separators (text);
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_separator (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (text, MAX (end, text) - text);
}

/* Behind the colon that follows @text, or NULL. */
static const char *
skip_colon (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (*text == ':')
    return text + 1;
  return g_str_has_prefix (text, "：") ? text + strlen ("：") : NULL;
}

/* The label at @at; @value receives where its value begins. @is_border: a blank, a colon or nothing stands before. */
static LabelKind
find_label (const char  *at,
            gboolean     is_border,
            guint       *index,
            const char **value)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const char *behind = at + strlen (labels[i].word);
      const char *colon;

      if (!g_str_has_prefix (at, labels[i].word))
        continue;
      colon = skip_colon (behind);
      *index = i;
      *value = colon != NULL ? colon : behind;
      if (colon != NULL)
        return labels[i].kind;
      if (labels[i].kind == LABEL_ROLE && is_border && g_unichar_isspace (g_utf8_get_char (behind)))
        return LABEL_ROLE;
    }
  return LABEL_NONE;
}

static void
take_first (char      **member,
            const char *value)
{
  if (*member == NULL && *value != '\0')
    *member = g_strdup (value);
}

/* An empty 编辑： says that the text ends here, and leaves the name to another. */
static void
take_editor (char      **member,
             const char *value)
{
  if (*member != NULL && **member != '\0')
    return;
  g_free (*member);
  *member = g_strdup (value);
}

static void
add_authors (GalleyIntakeLine *self,
             const char       *role,
             const char       *value)
{
  g_autofree char *names = g_strdup (value);
  g_auto (GStrv) parts = NULL;
  g_autofree char *before = g_steal_pointer (&self->authors);
  g_autofree char *joined = NULL;

  g_strdelimit (names, ",;", ' ');
  parts = g_strsplit (names, "、", -1);
  joined = g_strjoinv (" ", parts);
  self->authors = g_strconcat (before != NULL ? before : "", before != NULL ? " " : "", role, *role != '\0' ? " " : "",
                               joined, NULL);
}

static void
add_tags (GalleyIntakeLine *self,
          const char       *value)
{
  g_auto (GStrv) parts = g_regex_split_simple ("[\\s　、，,;；|]+", value, 0, 0);

  if (self->tags == NULL)
    self->tags = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (self->tags, g_strdup (parts[i]));
}

/* Takes a date out of @value. */
static void
take_date (GalleyIntakeLine *self,
           char             *value)
{
  gsize start;
  gsize end;
  g_autofree char *date = galley_intake_find_date (value, &start, &end);
  g_autofree char *rest = NULL;

  if (date == NULL)
    return;
  take_first (&self->date, date);
  memmove (value + start, value + end, strlen (value + end) + 1);
  rest = trim (value, value + strlen (value));
  strcpy (value, rest);
}

/* FALSE when no label has such a value: this is a sentence. */
static gboolean
add_value (GalleyIntakeLine *self,
           guint             label,
           const char       *start,
           const char       *end)
{
  LabelKind kind = labels[label].kind;
  g_autofree char *value = trim (start, end);

  if (kind != LABEL_TAGS)
    take_date (self, value);
  if (kind == LABEL_SOURCE)
    take_first (&self->source, value);
  else if (kind == LABEL_EDITOR)
    take_editor (&self->editor, value);
  else if (kind == LABEL_TAGS)
    add_tags (self, value);
  else if ((kind == LABEL_AUTHOR || kind == LABEL_ROLE) && *value != '\0')
    add_authors (self, kind == LABEL_ROLE ? labels[label].word : "", value);
  return kind != LABEL_EDITOR || g_utf8_strlen (value, -1) <= MAX_NAME_CHARACTERS;
}

static gboolean
is_sentence (const char *line)
{
  static const char *const ends[] = { "。", "！", "？", "；" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (strstr (line, ends[i]) != NULL)
      return TRUE;
  return g_utf8_strlen (line, -1) > MAX_CHARACTERS;
}

/* What stands before the first label: a date, a day of the week, or nothing. */
static gboolean
read_head (GalleyIntakeLine *self,
           const char       *start,
           const char       *end)
{
  g_autofree char *head = trim (start, end);

  take_date (self, head);
  return *head == '\0' || (self->date != NULL && g_regex_match_simple ("^(星期|周).$", head, 0, 0));
}

static gboolean
is_border_character (gunichar c)
{
  return is_separator (c) || c == ':' || c == 0xff1a;
}

static gboolean
read_parts (GalleyIntakeLine *self,
            const char       *line)
{
  const char *value = line; /* of the label before */
  guint label = G_N_ELEMENTS (labels);
  gboolean is_border = TRUE;
  const char *at = line;

  for (;;)
    {
      const char *next_value = NULL;
      guint next_label = 0;
      LabelKind kind = LABEL_NONE;

      if (*at != '\0')
        kind = find_label (at, is_border, &next_label, &next_value);
      if (*at != '\0' && (kind == LABEL_NONE || (label == G_N_ELEMENTS (labels) && !is_border)))
        {
          is_border = is_border_character (g_utf8_get_char (at));
          at = g_utf8_next_char (at);
          continue;
        }
      if (label == G_N_ELEMENTS (labels) ? !read_head (self, value, at) : !add_value (self, label, value, at))
        return FALSE;
      if (*at == '\0')
        return label != G_N_ELEMENTS (labels) || self->date != NULL;
      label = next_label;
      value = at = next_value;
      is_border = TRUE;
    }
}

gboolean
galley_intake_line_read (GalleyIntakeLine *self,
                         const char       *line)
{
  g_auto (GalleyIntakeLine) found = { NULL };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (line != NULL, FALSE);

  if (is_sentence (line) || !read_parts (&found, line))
    return FALSE;
  if (self->date == NULL)
    self->date = g_steal_pointer (&found.date);
  if (self->source == NULL)
    self->source = g_steal_pointer (&found.source);
  if (found.editor != NULL)
    take_editor (&self->editor, found.editor);
  if (found.authors != NULL)
    add_authors (self, "", found.authors);
  if (self->tags == NULL)
    self->tags = g_steal_pointer (&found.tags);
  return TRUE;
}

GalleyIntakeLineKind
galley_intake_line_get_kind (const char *line)
{
  g_auto (GalleyIntakeLine) found = { NULL };

  g_return_val_if_fail (line != NULL, GALLEY_INTAKE_LINE_TEXT);

  if (!galley_intake_line_read (&found, line))
    return GALLEY_INTAKE_LINE_TEXT;
  if (found.editor != NULL || found.tags != NULL)
    return GALLEY_INTAKE_LINE_CLOSING;
  return found.source != NULL || found.authors != NULL ? GALLEY_INTAKE_LINE_CREDITS : GALLEY_INTAKE_LINE_DATE;
}
