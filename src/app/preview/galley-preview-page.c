/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page in the preview: rendered as the server renders it, and brought along with the article by the smallest change.
 * One change is under way at a time; what happens meanwhile is one more behind it. */
#include "app/preview/galley-preview-private.h"
#include "app/preview/galley-preview.h"

#include "app/preview/galley-preview-patch.h"
#include "core/workspace/galley-workspace-renditions.h"

#include <glib/gi18n.h>

static void
set_shown (GalleyPreview  *self,
           GalleyRevision *revision,
           GalleyLayout   *layout,
           const char     *context)
{
  g_clear_pointer (&self->shown, galley_revision_unref);
  g_clear_pointer (&self->shown_layout, galley_layout_unref);
  g_clear_pointer (&self->shown_context, g_free);
  if (revision == NULL)
    return;
  self->shown = galley_revision_ref (revision);
  self->shown_layout = galley_layout_ref (layout);
  self->shown_context = g_strdup (context);
}

static void
tell_failure (GalleyPreview *self,
              const GError  *error)
{
  g_message ("the page cannot be rendered: %s", error->message);
  adw_status_page_set_title (self->empty_page, _ ("The Page Cannot Be Shown"));
  adw_status_page_set_description (self->empty_page, _ ("The portal's layout has a fault. Your text is safe."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_page (GalleyPreview  *self,
           GalleyRevision *revision,
           GalleyLayout   *layout,
           const char     *context,
           const char     *path)
{
  gboolean is_swap = self->shown != NULL && self->shown_layout == layout &&
                     g_str_equal (galley_revision_get_id (self->shown), galley_revision_get_id (revision));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = galley_page_render_article (revision, layout, context, &error);

  if (page == NULL)
    {
      self->is_busy = FALSE;
      tell_failure (self, error);
      return;
    }
  if (is_swap)
    galley_preview_engine_swap (self->engine, page);
  else
    galley_preview_engine_load (self->engine, layout, path, page);
}

/* The pictures that have come since they were asked for. */
static void
show_arrived (GalleyPreview         *self,
              const GalleyPageFrame *frame)
{
  g_autoptr (GArray) patches =
      galley_page_patch_new_for_pictures (frame, galley_revision_get_blocks (self->shown), self->arrived);

  g_hash_table_remove_all (self->arrived);
  if (patches->len == 0)
    return;
  self->is_busy = TRUE;
  galley_preview_engine_patch (self->engine, patches);
}

/* Brings the view to the article as it stands now. */
static void
update (GalleyPreview *self)
{
  GalleyLayout *layout = galley_workspace_get_layout (self->workspace);
  GalleyArticle *article = galley_manuscript_get_article (self->manuscript);
  g_autoptr (GalleyRevision) revision = galley_article_snapshot (article);
  g_autofree char *bare_context = galley_manuscript_dup_context (self->manuscript);
  g_autofree char *context = galley_workspace_dress_context (self->workspace, revision, bare_context);
  g_auto (GalleyPageFrame) frame = { 0 };
  gboolean is_same_page = self->shown != NULL && self->shown_layout == layout &&
                          g_strcmp0 (self->shown_context, context) == 0;

  self->is_outdated = FALSE;
  galley_page_frame_init (&frame, layout, context);
  if (is_same_page && self->shown == revision)
    {
      show_arrived (self, &frame);
      return;
    }

  self->is_busy = TRUE;
  self->generation_on_its_way = galley_document_get_generation (galley_article_get_document (article));
  gtk_stack_set_visible_child_name (self->stack, "page");
  if (is_same_page && galley_preview_patch_is_enough (self->shown, revision))
    {
      galley_preview_patch_send (self->engine, &frame, self->shown, revision);
      /* What it leaves as it was is looked through behind it. */
      self->is_outdated = g_hash_table_size (self->arrived) > 0;
    }
  else
    {
      g_hash_table_remove_all (self->arrived);
      show_page (self, revision, layout, context, frame.path != NULL ? frame.path : "/index.html");
    }
  set_shown (self, revision, layout, context);
}

static gboolean
update_cb (gpointer data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

void
galley_preview_schedule_update (GalleyPreview *self)
{
  self->is_outdated = TRUE;
  if (self->engine != NULL && self->manuscript != NULL && !self->is_busy && self->update_source == 0)
    self->update_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, update_cb, self, NULL);
}

void
galley_preview_take_arrived (GalleyPreview *self,
                             const char    *hash)
{
  /* A page that is not there yet will ask for it. */
  if (self->shown == NULL)
    return;
  g_hash_table_add (self->arrived, g_strdup (hash));
  galley_preview_schedule_update (self);
}

void
galley_preview_page_patched (GalleyPreview *self)
{
  if (!self->is_busy)
    return;
  self->is_busy = FALSE;
  galley_preview_tell_shown (self, self->generation_on_its_way);
  if (self->is_outdated)
    galley_preview_schedule_update (self);
}

/* A page that comes anew stands at its head, and the paragraph that is worked on may be far below. */
void
galley_preview_page_loaded (GalleyPreview *self)
{
  guint block = self->manuscript != NULL ? galley_manuscript_get_caret (self->manuscript).block : 0;

  if (block > 0)
    galley_preview_reveal_block (self, block);
  galley_preview_page_patched (self);
}

void
galley_preview_forget_page (GalleyPreview *self)
{
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_hash_table_remove_all (self->arrived);
  self->is_busy = FALSE;
  set_shown (self, NULL, NULL, NULL);
}
