/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fields/galley-field-choice.h"

#include "core/model/galley-restore.h"

void
galley_field_choice_set (GalleyManuscript *manuscript,
                         GalleyField       field,
                         const char       *value)
{
  g_autoptr (GalleyRevision) before = NULL;
  g_autoptr (GalleyRevision) after = NULL;
  GalleyHistory *history;
  GalleyArticle *article;

  g_return_if_fail (GALLEY_IS_MANUSCRIPT (manuscript));
  g_return_if_fail (value != NULL);

  if (!galley_manuscript_may_edit (manuscript))
    return;
  article = galley_manuscript_get_article (manuscript);
  history = galley_manuscript_get_history (manuscript);
  before = galley_article_snapshot (article);
  galley_history_break (history);
  galley_article_set_field (article, field, value);
  after = galley_article_snapshot (article);
  galley_restore_note_beside (article, history, before, after);
}
