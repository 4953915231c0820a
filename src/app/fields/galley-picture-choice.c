/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fields/galley-picture-choice.h"

#include "core/model/galley-restore.h"
#include "core/wire/galley-picture-text.h"

void
galley_picture_choice_set (GalleyManuscript   *manuscript,
                           GalleyField         field,
                           const GalleyFigure *figure)
{
  g_autoptr (GalleyRevision) before = NULL;
  g_autoptr (GalleyRevision) after = NULL;
  g_autofree char *text = NULL;
  GalleyHistory *history;
  GalleyArticle *article;

  g_return_if_fail (GALLEY_IS_MANUSCRIPT (manuscript));

  if (!galley_manuscript_may_edit (manuscript))
    return;
  article = galley_manuscript_get_article (manuscript);
  history = galley_manuscript_get_history (manuscript);
  text = galley_picture_text_write (figure);
  before = galley_article_snapshot (article);
  galley_history_break (history);
  galley_article_set_field (article, field, text);
  after = galley_article_snapshot (article);
  galley_restore_note_beside (article, history, before, after);
  galley_history_break (history);
}

GalleyFigure *
galley_picture_choice_dup (GalleyManuscript *manuscript,
                           GalleyField       field)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (manuscript), NULL);

  return galley_picture_text_read (galley_article_get_field (galley_manuscript_get_article (manuscript), field));
}
