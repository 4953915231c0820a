/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fields/galley-field-choice.h"

#include "core/model/galley-restore.h"

/* What stands before the choice; the step ends what was typed. (transfer full) */
static GalleyRevision *
begin (GalleyManuscript *manuscript)
{
  galley_history_break (galley_manuscript_get_history (manuscript));
  return galley_article_snapshot (galley_manuscript_get_article (manuscript));
}

static void
end (GalleyManuscript *manuscript,
     GalleyRevision   *before)
{
  GalleyArticle *article = galley_manuscript_get_article (manuscript);
  g_autoptr (GalleyRevision) after = galley_article_snapshot (article);

  galley_restore_note_beside (article, galley_manuscript_get_history (manuscript), before, after);
}

void
galley_field_choice_set (GalleyManuscript *manuscript,
                         GalleyField       field,
                         const char       *value)
{
  g_autoptr (GalleyRevision) before = NULL;

  g_return_if_fail (GALLEY_IS_MANUSCRIPT (manuscript));
  g_return_if_fail (value != NULL);

  if (!galley_manuscript_may_edit (manuscript))
    return;
  before = begin (manuscript);
  galley_article_set_field (galley_manuscript_get_article (manuscript), field, value);
  end (manuscript, before);
}

void
galley_field_choice_set_set (GalleyManuscript  *manuscript,
                             GalleySet          set,
                             const char *const *values)
{
  g_autoptr (GalleyRevision) before = NULL;

  g_return_if_fail (GALLEY_IS_MANUSCRIPT (manuscript));
  g_return_if_fail (values != NULL);

  if (!galley_manuscript_may_edit (manuscript))
    return;
  before = begin (manuscript);
  galley_article_set_set (galley_manuscript_get_article (manuscript), set, values);
  end (manuscript, before);
}
