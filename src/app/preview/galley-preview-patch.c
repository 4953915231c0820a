/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-preview-patch.h"

#include "core/portal/galley-lead-picture.h"
#include "core/portal/galley-page-patch.h"

gboolean
galley_preview_patch_is_enough (const GalleyPreviewSheet *a,
                                const GalleyPreviewSheet *b)
{
  GalleyContent content = galley_revision_get_content (b->revision);
  g_autoptr (GalleyRevision) other = NULL;

  /* How many pages there are, and how many pictures a story has, stands around its body. */
  if (galley_revision_get_state (a->revision) != galley_revision_get_state (b->revision)
      || !galley_article_page_equal (&a->page, &b->page)
      || galley_picture_story_count (a->revision, &a->page) != galley_picture_story_count (b->revision, &b->page))
    return FALSE;
  content.blocks = galley_revision_get_blocks (a->revision);
  other = galley_revision_new (galley_revision_get_id (b->revision), &content, NULL);
  return galley_revision_has_same_content (a->revision, other);
}

void
galley_preview_patch_send (GalleyPreviewEngine      *engine,
                           const GalleyPageFrame    *frame,
                           const GalleyPreviewSheet *shown,
                           const GalleyPreviewSheet *next)
{
  g_autoptr (GPtrArray) from = galley_preview_sheet_dup_blocks (shown);
  g_autoptr (GPtrArray) to = galley_preview_sheet_dup_blocks (next);
  g_autoptr (GArray) patches = galley_page_patch_new (frame, from, to);

  galley_preview_engine_patch (engine, patches);
}

GPtrArray *
galley_preview_sheet_dup_blocks (const GalleyPreviewSheet *self)
{
  return galley_article_page_dup_blocks (&self->page, galley_revision_get_blocks (self->revision));
}
