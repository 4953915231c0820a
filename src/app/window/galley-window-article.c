/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article that is in front: title, button, actions, preview and details follow the current tab, whose it is. */
#include "app/editor/galley-copy-popover.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "app/words/galley-words.h"

#include <glib/gi18n.h>

static const char *
get_id (GalleyManuscript *manuscript)
{
  return galley_article_get_id (galley_manuscript_get_article (manuscript));
}

static void
update_title (GalleyWindow *self)
{
  GalleyArticle *article = self->manuscript != NULL ? galley_manuscript_get_article (self->manuscript) : NULL;
  const char *headline = article != NULL ? galley_article_get_field (article, GALLEY_FIELD_HEADLINE) : "";
  const char *title = article == NULL ? "" : *headline != '\0' ? headline : _ ("No Headline");

  adw_window_title_set_title (self->editor_title, title);
  adw_window_title_set_subtitle (self->editor_title,
                                 article != NULL ? galley_words_for_status (galley_article_get_state (article)->status)
                                                 : "");
  gtk_window_set_title (GTK_WINDOW (self), *title != '\0' && self->lock_page == NULL ? title : _ ("Galley"));
}

void
galley_window_update_state (GalleyWindow *self)
{
  GalleyAction next = GALLEY_ACTION_NONE;
  gboolean is_last = FALSE;

  if (self->manuscript != NULL)
    {
      GalleyWorkflow *workflow =
          galley_site_get_workflow (galley_layout_get_site (galley_workspace_get_layout (self->workspace)));

      next = galley_manuscript_get_next_action (self->manuscript);
      is_last = galley_workflow_is_last_review (
          workflow, galley_article_get_state (galley_manuscript_get_article (self->manuscript))->status);
    }
  gtk_widget_set_visible (self->next_button, next != GALLEY_ACTION_NONE);
  gtk_button_set_label (GTK_BUTTON (self->next_button), galley_words_for_action (next, is_last));
  update_title (self);
  galley_window_update_actions (self);
}

static void
watch_manuscript (GalleyWindow *self,
                  gboolean      is_watched)
{
  GalleyArticle *article = galley_manuscript_get_article (self->manuscript);
  GalleyHistory *history = galley_manuscript_get_history (self->manuscript);

  if (!is_watched)
    {
      g_signal_handlers_disconnect_by_data (self->manuscript, self);
      g_signal_handlers_disconnect_by_data (article, self);
      g_signal_handlers_disconnect_by_data (history, self);
      return;
    }
  g_signal_connect_swapped (self->manuscript, "record-changed", G_CALLBACK (galley_window_update_state), self);
  g_signal_connect_swapped (article, "state-changed", G_CALLBACK (galley_window_update_state), self);
  g_signal_connect_swapped (article, "field-changed", G_CALLBACK (update_title), self);
  g_signal_connect_swapped (history, "notify", G_CALLBACK (galley_window_update_actions), self);
}

void
galley_window_finish_typing (GalleyWindow *self)
{
  g_return_if_fail (GALLEY_IS_WINDOW (self));

  if (self->editor == NULL)
    return;
  galley_editor_page_commit_preedit (self->editor);
  galley_details_panel_finish (self->details);
}

static void
set_manuscript (GalleyWindow     *self,
                GalleyManuscript *manuscript)
{
  if (self->manuscript == manuscript)
    return;
  if (self->manuscript != NULL)
    watch_manuscript (self, FALSE);
  galley_window_forget_reprint (self);
  g_set_object (&self->manuscript, manuscript);
  if (manuscript != NULL)
    watch_manuscript (self, TRUE);

  galley_details_panel_set_manuscript (self->details, self->workspace, manuscript);
  galley_preview_set_manuscript (self->preview, self->workspace, manuscript);
  galley_copy_popover_set_article (GALLEY_COPY_POPOVER (self->copy_popover),
                                   manuscript != NULL ? galley_manuscript_get_article (manuscript) : NULL);
}

void
galley_window_follow_tab (GalleyWindow *self)
{
  const char *id = galley_tab_get_article (self->tab);

  set_manuscript (self, galley_tab_get_manuscript (self->tab));
  gtk_stack_set_visible_child_name (self->editor_stack, id != NULL ? "editor" : "empty");
  galley_article_list_view_select (self->list_view, id);
  if (id != NULL)
    galley_folding_show_editor (self->folding);
  galley_window_update_preview (self);
  galley_window_update_state (self);
  galley_window_remember_tabs (self);
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

void
galley_window_show_manuscript (GalleyWindow     *self,
                               GalleyManuscript *manuscript)
{
  if (self->manuscript == manuscript && (manuscript != NULL || galley_tab_get_article (self->tab) == NULL))
    return;
  if (manuscript != NULL && galley_window_go_to_article (self, get_id (manuscript)))
    return;
  galley_window_finish_typing (self);
  galley_tab_set_manuscript (self->tab, self->workspace, manuscript);
  galley_window_follow_tab (self);
}

void
galley_window_show_made (GalleyWindow     *self,
                         GalleyManuscript *manuscript)
{
  if (adw_tab_view_get_n_pages (self->tab_view) > 1 && galley_tab_get_article (self->tab) != NULL)
    galley_window_add_tab (self);
  galley_window_show_manuscript (self, manuscript);
}

static void
article_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyManuscript) manuscript =
      galley_workspace_open_article_finish (GALLEY_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace != GALLEY_WORKSPACE (source))
    return;
  if (manuscript == NULL)
    {
      galley_window_tell_error (self, error);
      return;
    }
  galley_window_show_manuscript (self, manuscript);
}

void
galley_window_forget_opening (GalleyWindow *self)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
}

void
galley_window_open_article (GalleyWindow *self,
                            const char   *id)
{
  g_return_if_fail (GALLEY_IS_WINDOW (self));
  g_return_if_fail (id != NULL);

  galley_window_forget_opening (self);
  galley_editor_page_commit_preedit (self->editor);
  if (galley_window_go_to_article (self, id))
    return;
  self->opening = g_cancellable_new ();
  galley_workspace_open_article_async (self->workspace, id, self->opening, article_opened_cb, g_object_ref (self));
}

const char *
galley_window_get_article (GalleyWindow *self)
{
  g_return_val_if_fail (GALLEY_IS_WINDOW (self), NULL);

  return self->tab != NULL ? galley_tab_get_article (self->tab) : NULL;
}
