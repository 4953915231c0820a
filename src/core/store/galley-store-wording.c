/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-store-wording.h"

#include "core/base/galley-text.h"
#include "core/db/galley-statement.h"

static const char sql_write[] =
  "INSERT INTO wording (row, text, path, kind) VALUES (?1, ?2, ?3, ?4)"
  " ON CONFLICT (row) DO UPDATE SET text = excluded.text, path = excluded.path, kind = excluded.kind"
  "  WHERE text <> excluded.text OR path <> excluded.path OR kind <> excluded.kind";
static const char sql_write_path[] = "UPDATE wording SET path = ?2 WHERE row = ?1 AND path <> ?2";

char *
galley_wording_make (GalleyRevision *revision,
                     const char     *snippet)
{
  const char *const *tags = galley_revision_get_set (revision, GALLEY_SET_TAGS);
  g_autofree char *joined_tags = tags != NULL ? g_strjoinv ("\n", (char **) tags) : g_strdup ("");
  g_autofree char *text = g_strjoin ("\n", galley_revision_get_field (revision, GALLEY_FIELD_KICKER),
                                     galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE), snippet, joined_tags,
                                     NULL);

  return galley_text_fold (text);
}

gboolean
galley_wording_write_in_store (GalleyDatabase *database,
                               gint64          row,
                               GalleyRevision *revision,
                               const char     *wording,
                               GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_write);

  galley_statement_bind_integer (statement, 1, row);
  galley_statement_lend_text (statement, 2, wording);
  galley_statement_lend_text (statement, 3, galley_revision_get_state (revision)->published_path);
  galley_statement_lend_text (statement, 4, galley_revision_get_field (revision, GALLEY_FIELD_KIND));
  return galley_statement_run (statement, error);
}

gboolean
galley_wording_write_path_in_store (GalleyDatabase *database,
                                    gint64          row,
                                    const char     *path,
                                    GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_write_path);

  galley_statement_bind_integer (statement, 1, row);
  galley_statement_lend_text (statement, 2, path);
  return galley_statement_run (statement, error);
}

char **
galley_wording_split (const char *text)
{
  g_autofree char *folded = galley_text_fold (text);
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
