/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk over the members of canonical objects that looks at names and steps over values. Names stand sorted by bytes, so
 * that the place of a member that is not there is known, too: "galley" and "state" have only letters that sort behind
 * whatever an escape may stand for. */
#include "core/wire/galley-wire-text.h"

#include <string.h>

#define GALLEY "galley"
#define STATE "state"

typedef struct
{
  const char *at;    /* the member's name, or where it would stand */
  const char *value; /* NULL: there is none */
  const char *end;   /* behind the value, or @at */
  gboolean is_first;
} Member;

/* @p is at the opening quote. */
static const char *
skip_string (const char *p)
{
  const char *start = p + 1;

  /* Quotes are few: it ends at the first that has an even number of backslashes before it. */
  for (p = start; (p = strchr (p, '"')) != NULL; p++)
    {
      const char *before = p;

      while (before > start && before[-1] == '\\')
        before--;
      if ((p - before) % 2 == 0)
        return p + 1;
    }
  return NULL;
}

static const char *
skip_value (const char *p)
{
  guint depth = 0;

  do
    {
      if (*p == '"')
        {
          p = skip_string (p);
          if (p == NULL)
            return NULL;
        }
      else if (*p == '\0' || (depth == 0 && (*p == ',' || *p == '}' || *p == ']')))
        return NULL;
      else if (*p == '{' || *p == '[')
        {
          depth++;
          p++;
        }
      else if (*p == '}' || *p == ']')
        {
          depth--;
          p++;
        }
      else
        p++;
    }
  while (depth > 0 || !(*p == ',' || *p == '}' || *p == ']' || *p == '\0'));
  return p;
}

/* FALSE: @object is not at a canonical object. */
static gboolean
find_member (const char *object,
             const char *name,
             Member     *member)
{
  const gsize length = strlen (name);
  const char *p = object + 1;

  if (*object != '{')
    return FALSE;
  *member = (Member){ .at = p, .is_first = TRUE };
  while (*p == '"')
    {
      const char *behind = skip_string (p);
      gsize n;
      int order;

      if (behind == NULL || *behind != ':')
        return FALSE;
      n = (gsize) (behind - p) - 2;
      order = memcmp (p + 1, name, MIN (n, length));
      member->at = p;
      if (order > 0 || (order == 0 && n > length))
        break;
      p = skip_value (behind + 1);
      if (p == NULL || *p == '\0')
        return FALSE;
      if (order == 0 && n == length)
        {
          member->value = behind + 1;
          member->end = p;
          return TRUE;
        }
      member->is_first = FALSE;
      member->at = p;
      if (*p == ',')
        p++;
    }
  member->end = member->at;
  return *member->at == ',' || *member->at == '"' || *member->at == '}';
}

/* Puts NAME:@value where @member was looked for and is not. */
static void
append_member (GString      *out,
               const Member *member,
               const char   *name,
               const char   *value)
{
  gboolean is_last = *member->at != '"';

  if (is_last && !member->is_first)
    g_string_append_c (out, ',');
  g_string_append_c (out, '"');
  g_string_append (out, name);
  g_string_append (out, "\":");
  g_string_append (out, value);
  if (!is_last)
    g_string_append_c (out, ',');
}

char *
galley_wire_text_with_state (const char *content,
                             const char *state)
{
  g_autoptr (GString) out = NULL;
  Member galley, old;
  const char *place;

  g_return_val_if_fail (content != NULL, NULL);
  g_return_val_if_fail (state != NULL, NULL);

  if (!find_member (content, GALLEY, &galley)
      || (galley.value != NULL && (!find_member (galley.value, STATE, &old) || old.value != NULL)))
    return NULL;

  place = galley.value != NULL ? old.at : galley.at;
  out = g_string_sized_new (strlen (content) + strlen (state) + sizeof "{\"galley\":{\"state\":}},");
  g_string_append_len (out, content, place - content);
  if (galley.value != NULL)
    append_member (out, &old, STATE, state);
  else
    {
      g_autofree char *value = g_strconcat ("{\"" STATE "\":", state, "}", NULL);

      append_member (out, &galley, GALLEY, value);
    }
  g_string_append (out, place);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* @text without @member and the comma that it brought. */
static char *
remove_member (const char   *text,
               const Member *member)
{
  const char *start = member->at;
  const char *end = member->end;
  gsize head;
  char *rest;

  if (*end == ',')
    end++;
  else if (start[-1] == ',')
    start--;
  head = (gsize) (start - text);
  rest = g_malloc (head + strlen (end) + 1);
  memcpy (rest, text, head);
  strcpy (rest + head, end);
  return rest;
}

char *
galley_wire_text_without_state (const char *article)
{
  Member galley, state;

  g_return_val_if_fail (article != NULL, NULL);

  if (!find_member (article, GALLEY, &galley))
    return NULL;
  if (galley.value == NULL)
    return g_strdup (article);
  if (!find_member (galley.value, STATE, &state))
    return NULL;
  if (state.value == NULL)
    return g_strdup (article);
  /* Nothing else in it: it is there for the state alone. */
  if (state.at == galley.value + 1 && *state.end == '}')
    return remove_member (article, &galley);
  return remove_member (article, &state);
}
