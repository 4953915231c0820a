/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page in the preview: rendered as the server renders it, and brought along with the article by the smallest change.
 * One change is under way at a time; what happens meanwhile is one more behind it. */
#include "app/preview/galley-preview-private.h"
#include "app/preview/galley-preview.h"

#include "app/preview/galley-preview-patch.h"
#include "core/portal/galley-page-home.h"
#include "core/workspace/galley-workspace-public.h"
#include "core/workspace/galley-workspace-renditions.h"
#include "core/workspace/galley-workspace-slots.h"

#include <glib/gi18n.h>

static void
set_shown (GalleyPreview            *self,
           const GalleyPreviewSheet *sheet,
           GalleyLayout             *layout,
           const char               *context)
{
  g_clear_pointer (&self->shown, galley_revision_unref);
  g_clear_pointer (&self->shown_layout, galley_layout_unref);
  g_clear_pointer (&self->shown_context, g_free);
  self->shown_mode = self->mode;
  self->are_others_new = FALSE;
  if (sheet == NULL)
    return;
  self->shown = galley_revision_ref (sheet->revision);
  self->shown_page = sheet->page;
  self->shown_layout = galley_layout_ref (layout);
  self->shown_context = g_strdup (context);
}

static void
tell_failure (GalleyPreview *self,
              const GError  *error)
{
  if (!g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    {
      g_message ("the page cannot be rendered: %s", error->message);
      galley_preview_say (self, _ ("The Page Cannot Be Shown"), _ ("The portal's layout has a fault. Your text is safe."));
    }
  else if (self->mode == GALLEY_PREVIEW_FOCUS)
    galley_preview_say (self, _ ("No Focus Picture"),
                        _ ("With one, chosen in the details, the article stands on the front page by it."));
  else
    galley_preview_say (self, _ ("No Channel"),
                        _ ("Choose one in the details: the article's row will be shown among others there."));
}

/* --- the articles around it -------------------------------------------------------------------------------------- */

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GalleyPreview *self;
  g_autoptr (GError) error = NULL;
  GPtrArray *others = galley_workspace_list_public_finish (GALLEY_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (others == NULL)
    {
      /* The row is shown without others. */
      g_message ("no public articles for the preview: %s", error->message);
      others = g_ptr_array_new ();
    }
  self = GALLEY_PREVIEW (data);
  g_clear_object (&self->listing);
  self->others = others;
  self->are_others_new = TRUE;
  galley_preview_schedule_update (self);
}

static void
home_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  GalleyPreview *self;
  g_autoptr (GError) error = NULL;
  GalleyHomeSource *home = galley_home_source_load_finish (GALLEY_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = GALLEY_PREVIEW (data);
  g_clear_object (&self->listing);
  if (home == NULL)
    {
      g_message ("the home page cannot be read: %s", error->message);
      galley_preview_say (self, _ ("The Page Cannot Be Shown"), _ ("The home page could not be read. Your text is safe."));
      return;
    }
  self->home = home;
  self->are_others_new = TRUE;
  galley_preview_schedule_update (self);
}

/* FALSE: they are on their way, and will ask for the page. */
static gboolean
has_others (GalleyPreview *self)
{
  if (self->others != NULL || self->home != NULL || !galley_preview_mode_has_others (self->mode))
    return TRUE;
  if (self->listing != NULL)
    return FALSE;
  self->listing = g_cancellable_new ();
  if (self->mode == GALLEY_PREVIEW_HOME)
    galley_home_source_load_async (self->workspace, self->listing, home_loaded_cb, self);
  else
    galley_workspace_list_public_async (self->workspace, self->listing, listed_cb, self);
  return FALSE;
}

void
galley_preview_forget_others (GalleyPreview *self)
{
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->home, galley_home_source_free);
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

/* Whether the page that is shown is also that of the mode: a width, or printing it, does not make it another. */
static gboolean
is_same_kind (GalleyPreview *self)
{
  return self->shown_mode == self->mode
         || (galley_preview_mode_is_article (self->shown_mode) && galley_preview_mode_is_article (self->mode));
}

/* The article stands on it as it would be published now. */
static GBytes *
render_home (GalleyPreview   *self,
             GalleyRevision  *revision,
             const char      *context,
             char           **path,
             char           **target,
             GError         **error)
{
  g_autoptr (GHashTable) targets = NULL;
  GalleyPageItem *item = galley_page_item_new_with_context (revision, context);
  GBytes *page = galley_home_source_render (self->home, self->workspace, galley_preview_get_layout (self), item,
                                            &targets, error);

  *path = g_strdup (GALLEY_PAGE_HOME_PATH);
  *target = g_strdup (galley_page_item_get_target (item));
  galley_page_item_free (item);
  if (galley_workspace_may_place (self->workspace))
    galley_slot_dragging_set_page (self->dragging, galley_layout_get_site (galley_preview_get_layout (self)), targets);
  return page;
}

static GBytes *
render (GalleyPreview             *self,
        const GalleyPreviewSheet  *sheet,
        GalleyLayout              *layout,
        const char                *context,
        char                     **path,
        char                     **target,
        GError                   **error)
{
  galley_slot_dragging_set_page (self->dragging, NULL, NULL);
  if (self->mode == GALLEY_PREVIEW_HOME)
    return render_home (self, sheet->revision, context, path, target, error);
  return galley_preview_mode_render (self->mode, sheet->revision, layout, context, sheet->page.number, self->others, path,
                                     target, error);
}

/* FALSE: there is nothing to show, and that is said. */
static gboolean
show_page (GalleyPreview            *self,
           const GalleyPreviewSheet *sheet,
           GalleyLayout             *layout,
           const char               *context)
{
  g_autofree char *path = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = render (self, sheet, layout, context, &path, &target, &error);
  gboolean is_swap = self->shown != NULL && self->shown_layout == layout && is_same_kind (self)
                     && g_strcmp0 (self->shown_path, path) == 0
                     && g_str_equal (galley_revision_get_id (self->shown), galley_revision_get_id (sheet->revision));

  if (page == NULL)
    {
      tell_failure (self, error);
      return FALSE;
    }
  gtk_stack_set_visible_child_name (self->stack, "page");
  g_free (self->shown_path);
  self->shown_path = g_steal_pointer (&path);
  if (g_strcmp0 (self->shown_target, target) != 0)
    {
      g_free (self->shown_target);
      self->shown_target = g_steal_pointer (&target);
      galley_preview_update_look (self);
    }
  if (is_swap)
    galley_preview_engine_swap (self->engine, page);
  else
    galley_preview_engine_load (self->engine, layout, self->shown_path, page);
  return TRUE;
}

/* The pictures that have come since they were asked for. */
static void
show_arrived (GalleyPreview         *self,
              const GalleyPageFrame *frame)
{
  g_autoptr (GPtrArray) blocks = galley_preview_sheet_dup_blocks (&(GalleyPreviewSheet) { self->shown, self->shown_page });
  g_autoptr (GArray) patches = galley_page_patch_new_for_pictures (frame, blocks, self->arrived);

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
  GalleyLayout *layout = galley_preview_get_layout (self);
  GalleyArticle *article = galley_manuscript_get_article (self->manuscript);
  g_autoptr (GalleyRevision) revision = galley_article_snapshot (article);
  g_autofree char *bare_context = galley_manuscript_dup_context (self->manuscript);
  g_autofree char *context = galley_workspace_dress_context (self->workspace, revision, bare_context);
  const GalleyPreviewSheet next = { revision, galley_preview_choose_page (self, revision) };
  const GalleyPreviewSheet shown = { self->shown, self->shown_page };
  g_auto (GalleyPageFrame) frame = { 0 };
  gboolean is_article = galley_preview_mode_is_article (self->mode);
  gboolean is_same_page = self->shown != NULL && self->shown_layout == layout && is_same_kind (self) &&
                          g_strcmp0 (self->shown_context, context) == 0;

  self->is_outdated = FALSE;
  if (!has_others (self))
    return;
  galley_page_frame_init (&frame, layout, context, next.page.number);
  if (is_same_page && self->shown == revision && !self->are_others_new && is_article
      && galley_article_page_equal (&shown.page, &next.page))
    {
      self->shown_mode = self->mode;
      show_arrived (self, &frame);
      return;
    }

  self->is_busy = TRUE;
  self->generation_on_its_way = galley_document_get_generation (galley_article_get_document (article));
  if (is_same_page && is_article && galley_preview_patch_is_enough (&shown, &next))
    {
      galley_preview_patch_send (self->engine, &frame, &shown, &next);
      /* What it leaves as it was is looked through behind it. */
      self->is_outdated = g_hash_table_size (self->arrived) > 0;
    }
  else
    {
      g_hash_table_remove_all (self->arrived);
      if (!show_page (self, &next, layout, context))
        {
          galley_preview_forget_page (self);
          return;
        }
    }
  set_shown (self, &next, layout, context);
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
  if (self->engine != NULL && self->revival_clock == NULL && self->manuscript != NULL && !self->is_busy
      && self->update_source == 0)
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

/* --- which of the article's pages -------------------------------------------------------------------------------- */

GalleyArticlePage
galley_preview_choose_page (GalleyPreview  *self,
                            GalleyRevision *revision)
{
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  GalleyLayout *layout = galley_preview_get_layout (self);

  if (!galley_preview_mode_is_article (self->mode))
    return galley_article_page_get (blocks, layout, 1);
  return self->turned_to > 0 ? galley_article_page_get (blocks, layout, self->turned_to)
                             : galley_article_page_find (blocks, layout, self->block);
}

/* What stands on another page cannot be scrolled to. */
static void
reveal (GalleyPreview *self,
        guint          block)
{
  g_autoptr (GPtrArray) blocks = NULL;

  if (self->shown == NULL || !galley_preview_mode_is_article (self->shown_mode) || block < self->shown_page.first
      || block >= self->shown_page.end)
    return;
  blocks = galley_preview_sheet_dup_blocks (&(GalleyPreviewSheet) { self->shown, self->shown_page });
  galley_preview_engine_reveal (self->engine, galley_page_place_of_block (blocks, block - self->shown_page.first));
}

void
galley_preview_follow_block (GalleyPreview *self,
                             guint          block)
{
  self->block = block;
  self->turned_to = 0;
  if (self->engine == NULL || self->shown == NULL)
    return;
  if (galley_preview_choose_page (self, self->shown).number != self->shown_page.number)
    galley_preview_schedule_update (self);
  else
    reveal (self, block);
}

void
galley_preview_turn_to (GalleyPreview *self,
                        guint          number)
{
  self->turned_to = number;
  galley_preview_schedule_update (self);
}

/* A page that comes anew stands at its head, and the paragraph that is worked on may be far below. */
void
galley_preview_page_loaded (GalleyPreview *self)
{
  if (self->block > 0 && self->turned_to == 0)
    reveal (self, self->block);
  galley_preview_page_patched (self);
}

void
galley_preview_forget_page (GalleyPreview *self)
{
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_hash_table_remove_all (self->arrived);
  g_clear_pointer (&self->shown_path, g_free);
  g_clear_pointer (&self->shown_target, g_free);
  self->is_busy = FALSE;
  set_shown (self, NULL, NULL, NULL);
}
