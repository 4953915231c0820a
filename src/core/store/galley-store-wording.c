/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-store-wording.h"

#include "core/db/galley-statement.h"

static const char sql_write[] =
  "INSERT INTO wording (row, text, path) SELECT row, ?2, ?3 FROM article WHERE id = ?1"
  " ON CONFLICT (row) DO UPDATE SET text = excluded.text, path = excluded.path"
  "  WHERE text <> excluded.text OR path <> excluded.path";

static char *
fold (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);

  return g_utf8_casefold (plain != NULL ? plain : text, -1);
}

gboolean
galley_wording_write_in_store (GalleyDatabase *database,
                               GalleyRevision *revision,
                               GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_write);
  g_autofree char *snippet = galley_revision_dup_snippet (revision, GALLEY_SNIPPET_CELLS);
  const char *const *tags = galley_revision_get_set (revision, GALLEY_SET_TAGS);
  g_autofree char *joined_tags = tags != NULL ? g_strjoinv ("\n", (char **) tags) : g_strdup ("");
  g_autofree char *text = g_strjoin ("\n", galley_revision_get_field (revision, GALLEY_FIELD_KICKER),
                                     galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE), snippet, joined_tags,
                                     NULL);
  g_autofree char *folded = fold (text);

  galley_statement_bind_text (statement, 1, galley_revision_get_id (revision));
  galley_statement_bind_text (statement, 2, folded);
  galley_statement_bind_text (statement, 3, galley_revision_get_state (revision)->published_path);
  return galley_statement_run (statement, error);
}

char **
galley_wording_split (const char *text)
{
  g_autofree char *folded = fold (text);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *start = folded;

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != 0 && !g_unichar_isspace (c))
        continue;
      if (p > start)
        {
          g_autofree char *word = g_strndup (start, p - start);

          g_strv_builder_add (words, word);
        }
      if (c == 0)
        break;
      start = g_utf8_next_char (p);
    }
  return g_strv_builder_end (words);
}
