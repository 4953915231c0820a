/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-preview-patch.h"

#include "core/portal/galley-lead-picture.h"
#include "core/portal/galley-page-patch.h"

gboolean
galley_preview_patch_is_enough (GalleyRevision *a,
                                GalleyRevision *b)
{
  GalleyContent content = galley_revision_get_content (b);
  g_autoptr (GalleyRevision) other = NULL;

  /* How many pictures a story has stands around its body. */
  if (galley_revision_get_state (a) != galley_revision_get_state (b)
      || galley_picture_story_count (a) != galley_picture_story_count (b))
    return FALSE;
  content.blocks = galley_revision_get_blocks (a);
  other = galley_revision_new (galley_revision_get_id (b), &content, NULL);
  return galley_revision_has_same_content (a, other);
}

void
galley_preview_patch_send (GalleyPreviewEngine   *engine,
                           const GalleyPageFrame *frame,
                           GalleyRevision        *shown,
                           GalleyRevision        *revision)
{
  g_autoptr (GArray) patches =
    galley_page_patch_new (frame, galley_revision_get_blocks (shown), galley_revision_get_blocks (revision));

  galley_preview_engine_patch (engine, patches);
}
