/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fields/galley-picture-choice.h"

#include "app/fields/galley-field-choice.h"
#include "core/wire/galley-picture-text.h"

void
galley_picture_choice_set (GalleyManuscript   *manuscript,
                           GalleyField         field,
                           const GalleyFigure *figure)
{
  g_autofree char *text = galley_picture_text_write (figure);

  galley_field_choice_set (manuscript, field, text);
}

GalleyFigure *
galley_picture_choice_dup (GalleyManuscript *manuscript,
                           GalleyField       field)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (manuscript), NULL);

  return galley_picture_text_read (galley_article_get_field (galley_manuscript_get_article (manuscript), field));
}
