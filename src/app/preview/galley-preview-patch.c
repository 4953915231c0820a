/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-preview-patch.h"

#include "core/model/galley-diff.h"
#include "core/portal/galley-page.h"

gboolean
galley_preview_patch_is_enough (GalleyRevision *a,
                                GalleyRevision *b)
{
  GalleyContent content = galley_revision_get_content (b);
  g_autoptr (GalleyRevision) other = NULL;

  if (galley_revision_get_state (a) != galley_revision_get_state (b))
    return FALSE;
  content.blocks = galley_revision_get_blocks (a);
  other = galley_revision_new (galley_revision_get_id (b), &content, NULL);
  return galley_revision_has_same_content (a, other);
}

static void
patch_clear (gpointer data)
{
  g_strfreev (((GalleyPreviewPatch *) data)->blocks);
}

void
galley_preview_patch_send (GalleyPreviewEngine *engine,
                           GalleyRevision      *shown,
                           GalleyRevision      *revision)
{
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  g_autoptr (GArray) hunks = galley_diff_blocks (galley_revision_get_blocks (shown), blocks);
  g_autoptr (GArray) patches = g_array_new (FALSE, FALSE, sizeof (GalleyPreviewPatch));

  g_array_set_clear_func (patches, patch_clear);
  for (guint i = 0; i < hunks->len; i++)
    {
      const GalleyHunk *hunk = &g_array_index (hunks, GalleyHunk, i);
      GalleyPreviewPatch patch = { .start = hunk->a_start, .n_removed = hunk->a_end - hunk->a_start };
      guint n_blocks = hunk->b_end - hunk->b_start;

      patch.blocks = g_new0 (char *, n_blocks + 1);
      for (guint b = 0; b < n_blocks; b++)
        patch.blocks[b] = galley_page_render_block (g_ptr_array_index (blocks, hunk->b_start + b));
      g_array_append_val (patches, patch);
    }
  galley_preview_engine_patch (engine, (const GalleyPreviewPatch *) (gpointer) patches->data, patches->len);
}
