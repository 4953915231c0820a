/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-postgres-sql.h"

#include <string.h>

static gboolean
is_of_word (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* The length of what begins with a quote, to the same quote; one that is doubled inside begins the next. */
static gsize
get_quoted_length (const char *text)
{
  const char *end = strchr (text + 1, *text);

  return end != NULL ? (gsize) (end - text) + 1 : strlen (text);
}

static gsize
get_word_length (const char *text)
{
  gsize length = 0;

  while (is_of_word (text[length]))
    length++;
  return length;
}

char *
galley_postgres_sql_translate (const char *sql,
                               int        *n_parameters)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (sql != NULL && n_parameters != NULL, NULL);

  *n_parameters = 0;
  while (*sql != '\0')
    {
      gsize length = 1;

      if (*sql == '?')
        {
          *n_parameters = MAX (*n_parameters, (int) g_ascii_strtoll (sql + 1, NULL, 10));
          g_string_append_c (out, '$');
        }
      else if (*sql == '\'' || *sql == '"')
        g_string_append_len (out, sql, (gssize) (length = get_quoted_length (sql)));
      else if (!is_of_word (*sql))
        g_string_append_c (out, *sql);
      else if ((length = get_word_length (sql)) == strlen ("user") && strncmp (sql, "user", length) == 0)
        g_string_append (out, "\"user\"");
      else
        g_string_append_len (out, sql, (gssize) length);
      sql += length;
    }
  return g_string_free (out, FALSE);
}
