/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bylines and the line they are printed as.
 *
 * The line is a row of groups: an organisation, a role, or both in this order, then the persons they hold for. An
 * organisation or role behind a person begins a new group. One that no person follows is a byline of its own. Writing
 * goes the same way back: organisation and role are printed where they differ from the person's before. */

#include "core/model/galley-byline.h"

#include <string.h>

static const char *const organisation_endings[] = {
  "中心", "报", "社", "台", "网", "局", "办", "部", "委", "院", "校", "公司", "集团", "街道", "镇", "支队", "融媒体",
};

static const char *const roles[] = {
  "特约", "实习", "文", "图", "摄", "文/图", "图/文", "文／图", "图／文", "文图", "图文", "文字", "图片", "供图", "摄像",
  "编辑", "整理", "编译", "撰稿", "撰文", "采写", "综合", "策划",
};

/* 本报记者, 见习记者, 特约通讯员 are roles as well. */
static const char *const role_endings[] = { "记者", "通讯员", "实习生", "摄影" };

GalleyByline *
galley_byline_new (const char *name,
                   const char *organisation,
                   const char *role)
{
  GalleyByline *self = g_new (GalleyByline, 1);
  self->name = g_strdup (name != NULL ? name : "");
  self->organisation = g_strdup (organisation != NULL ? organisation : "");
  self->role = g_strdup (role != NULL ? role : "");
  return self;
}

void
galley_byline_free (GalleyByline *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->organisation);
  g_free (self->role);
  g_free (self);
}

GPtrArray *
galley_bylines_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) galley_byline_free);
}

static gboolean
is_role (const char *token)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (strcmp (token, roles[i]) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (role_endings); i++)
    if (g_str_has_suffix (token, role_endings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_organisation (const char *token)
{
  if (g_utf8_strlen (token, -1) < 2)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (organisation_endings); i++)
    if (g_str_has_suffix (token, organisation_endings[i]))
      return TRUE;
  return FALSE;
}

static GPtrArray *
split_tokens (const char *line)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);

  while (*line != '\0')
    {
      const char *end = line;
      while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      if (end > line)
        g_ptr_array_add (tokens, g_strndup (line, end - line));
      line = *end != '\0' ? g_utf8_next_char (end) : end;
    }
  return tokens;
}

GPtrArray *
galley_bylines_parse (const char *line)
{
  GPtrArray *bylines = galley_bylines_new ();
  g_autofree char *valid = g_utf8_make_valid (line != NULL ? line : "", -1);
  g_autoptr (GPtrArray) tokens = split_tokens (valid);
  const char *organisation = "", *role = "";
  gboolean has_person = TRUE; /* whether the group that is open has its person */

  for (guint i = 0; i < tokens->len; i++)
    {
      const char *token = tokens->pdata[i];
      gboolean names_role = is_role (token);
      if (!names_role && !is_organisation (token))
        {
          g_ptr_array_add (bylines, galley_byline_new (token, organisation, role));
          has_person = TRUE;
          continue;
        }

      gboolean goes_on = !has_person && names_role && *role == '\0';
      if (!has_person && !goes_on)
        g_ptr_array_add (bylines, galley_byline_new ("", organisation, role));
      organisation = !names_role ? token : goes_on ? organisation : "";
      role = names_role ? token : "";
      has_person = FALSE;
    }
  if (!has_person)
    g_ptr_array_add (bylines, galley_byline_new ("", organisation, role));
  return bylines;
}

static void
append_token (GString    *line,
              const char *token)
{
  if (*token == '\0')
    return;
  if (line->len > 0)
    g_string_append_c (line, ' ');
  g_string_append (line, token);
}

char *
galley_bylines_format (GPtrArray *bylines)
{
  g_return_val_if_fail (bylines != NULL, NULL);

  GString *line = g_string_new (NULL);
  const char *organisation = "", *role = "";
  for (guint i = 0; i < bylines->len; i++)
    {
      const GalleyByline *byline = bylines->pdata[i];
      if (strcmp (byline->organisation, organisation) != 0 || strcmp (byline->role, role) != 0 || *byline->name == '\0')
        {
          append_token (line, byline->organisation);
          append_token (line, byline->role);
        }
      append_token (line, byline->name);
      /* One without a person closes its group: whoever follows is printed in full. */
      organisation = *byline->name != '\0' ? byline->organisation : "";
      role = *byline->name != '\0' ? byline->role : "";
    }
  return g_string_free (line, FALSE);
}

GPtrArray *
galley_bylines_copy (GPtrArray *bylines)
{
  g_return_val_if_fail (bylines != NULL, NULL);

  GPtrArray *copy = galley_bylines_new ();
  for (guint i = 0; i < bylines->len; i++)
    {
      const GalleyByline *byline = bylines->pdata[i];
      g_ptr_array_add (copy, galley_byline_new (byline->name, byline->organisation, byline->role));
    }
  return copy;
}

gboolean
galley_bylines_equal (GPtrArray *a,
                      GPtrArray *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const GalleyByline *x = a->pdata[i], *y = b->pdata[i];
      if (strcmp (x->name, y->name) != 0 || strcmp (x->organisation, y->organisation) != 0
          || strcmp (x->role, y->role) != 0)
        return FALSE;
    }
  return TRUE;
}
