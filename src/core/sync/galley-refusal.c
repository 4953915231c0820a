/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sync/galley-refusal.h"

#include "core/wire/galley-protocol.h"

#include <string.h>

#define LONGEST_SENTENCE 300 /* characters */
#define N_DIGITS 3

static const struct
{
  const char *type;
  guint only_of; /* a status that is of no other type; 0: there are others */
} problems[] = {
  { GALLEY_PROBLEM_CREDENTIALS, 0 }, { GALLEY_PROBLEM_TOKEN, 401 }, { GALLEY_PROBLEM_FORBIDDEN, 403 },
  { GALLEY_PROBLEM_NOT_FOUND, 404 }, { GALLEY_PROBLEM_STATE, 0 },   { GALLEY_PROBLEM_REUSED, 0 },
  { GALLEY_PROBLEM_HASH, 0 },        { GALLEY_PROBLEM_MEDIA, 0 },   { GALLEY_PROBLEM_INCOMPLETE, 0 },
  { GALLEY_PROBLEM_RENDITIONS, 0 },  { GALLEY_PROBLEM_LATE, 0 },    { GALLEY_PROBLEM_CONDITION, 412 },
  { GALLEY_PROBLEM_TOO_LARGE, 413 }, { GALLEY_PROBLEM_INVALID, 0 }, { GALLEY_PROBLEM_RATE, 429 },
};

static const char *
get_word (const char *type)
{
  return type + strlen (GALLEY_PROBLEM);
}

char *
galley_refusal_write (guint       status,
                      const char *type,
                      const char *sentence)
{
  g_autofree char *cut = NULL;
  const char *word = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (g_strcmp0 (problems[i].type, type) == 0)
      word = get_word (type);
  if (sentence != NULL && *sentence != '\0')
    cut = g_utf8_substring (sentence, 0, MIN (g_utf8_strlen (sentence, -1), LONGEST_SENTENCE));
  return word != NULL ? g_strdup_printf ("%s (%u %s)", cut != NULL ? cut : "The portal answered", status, word)
                      : g_strdup_printf ("%s (%u)", cut != NULL ? cut : "The portal answered", status);
}

/* The blank before the last parentheses, where they hold what write() puts there; NULL: they do not. */
static const char *
find_mark (const char *text)
{
  const char *mark = strrchr (text, '(');
  gsize length = mark != NULL ? strlen (mark) : 0;

  if (length < N_DIGITS + 2 || mark == text || mark[-1] != ' ' || mark[length - 1] != ')')
    return NULL;
  for (guint i = 1; i <= N_DIGITS; i++)
    if (!g_ascii_isdigit (mark[i]))
      return NULL;
  return mark[N_DIGITS + 1] == ')' || mark[N_DIGITS + 1] == ' ' ? mark - 1 : NULL;
}

const char *
galley_refusal_get_problem (const char *text)
{
  const char *mark;
  guint64 status;

  g_return_val_if_fail (text != NULL, NULL);

  mark = find_mark (text);
  if (mark == NULL)
    return NULL;
  mark += strlen (" (");
  status = g_ascii_strtoull (mark, NULL, 10);
  mark += N_DIGITS;
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      const char *word = get_word (problems[i].type);

      if (*mark == ')' ? problems[i].only_of == status
                       : strncmp (mark + 1, word, strlen (word)) == 0 && strcmp (mark + 1 + strlen (word), ")") == 0)
        return problems[i].type;
    }
  return NULL;
}

char *
galley_refusal_dup_sentence (const char *text)
{
  const char *mark;

  g_return_val_if_fail (text != NULL, NULL);

  mark = find_mark (text);
  return mark != NULL ? g_strndup (text, (gsize) (mark - text)) : g_strdup (text);
}
