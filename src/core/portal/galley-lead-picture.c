/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-lead-picture.h"

#include "core/model/galley-kind.h"
#include "core/wire/galley-picture-text.h"

GalleyFigure *
galley_lead_picture_find (GalleyRevision *revision)
{
  GalleyFigure *figure;
  GPtrArray *blocks;

  g_return_val_if_fail (revision != NULL, NULL);

  figure = galley_picture_text_read (galley_revision_get_field (revision, GALLEY_FIELD_LEAD_PICTURE));
  if (figure != NULL)
    return figure;
  blocks = galley_revision_get_blocks (revision);
  for (guint i = 0; i < blocks->len; i++)
    {
      figure = galley_block_get_figure (g_ptr_array_index (blocks, i));
      if (figure != NULL)
        return galley_figure_ref (figure);
    }
  return NULL;
}

GPtrArray *
galley_shown_pictures_list (GalleyRevision *revision)
{
  static const GalleyField fields[] = { GALLEY_FIELD_LEAD_PICTURE, GALLEY_FIELD_FOCUS_PICTURE };
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_figure_unref);
  GPtrArray *blocks;

  g_return_val_if_fail (revision != NULL, figures);

  blocks = galley_revision_get_blocks (revision);
  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyFigure *figure = galley_block_get_figure (g_ptr_array_index (blocks, i));

      if (figure != NULL)
        g_ptr_array_add (figures, galley_figure_ref (figure));
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GalleyFigure *figure = galley_picture_text_read (galley_revision_get_field (revision, fields[i]));

      if (figure != NULL)
        g_ptr_array_add (figures, figure);
    }
  return figures;
}

GalleyFigure *
galley_focus_picture_find (GalleyRevision *revision)
{
  g_return_val_if_fail (revision != NULL, NULL);

  return galley_picture_text_read (galley_revision_get_field (revision, GALLEY_FIELD_FOCUS_PICTURE));
}

guint
galley_picture_story_count (GalleyRevision          *revision,
                            const GalleyArticlePage *page)
{
  GPtrArray *blocks;
  GalleyKind kind;
  guint n_pictures = 0;

  g_return_val_if_fail (revision != NULL && page != NULL, 0);

  galley_kind_from_name (galley_revision_get_field (revision, GALLEY_FIELD_KIND), &kind);
  blocks = galley_revision_get_blocks (revision);
  for (guint i = page->first; kind == GALLEY_KIND_PICTURES && i < page->end; i++)
    n_pictures += galley_block_get_figure (g_ptr_array_index (blocks, i)) != NULL;
  return n_pictures;
}
