/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search above the list: words look through all articles that are not in the trash, the address of a page finds its
 * article. Emptied, the chosen list is back. */
#include "app/base/galley-text-guard.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#include <glib/gi18n.h>

static void
search_changed_cb (GalleyWindow *self)
{
  g_autoptr (GalleyFilter) filter = galley_filter_new_for_search (gtk_editable_get_text (self->search_entry));
  GalleyArticle *article = self->manuscript != NULL ? galley_manuscript_get_article (self->manuscript) : NULL;

  if (self->workspace == NULL)
    return;
  if (filter == NULL)
    {
      galley_sidebar_reselect (self->sidebar);
      return;
    }
  galley_article_list_view_set_filter (self->list_view, self->workspace, filter);
  galley_article_list_view_select (self->list_view, article != NULL ? galley_article_get_id (article) : NULL);
  gtk_label_set_label (self->list_title, _ ("Search"));
}

/* Enter does not wait for the pause that the entry makes while one types. */
static void
activate_cb (GalleyWindow *self)
{
  search_changed_cb (self);
  if (*gtk_editable_get_text (self->search_entry) != '\0')
    galley_article_list_view_open_first (self->list_view);
}

void
galley_window_forget_search (GalleyWindow *self)
{
  g_signal_handlers_block_by_func (self->search_entry, search_changed_cb, self);
  gtk_editable_set_text (self->search_entry, "");
  g_signal_handlers_unblock_by_func (self->search_entry, search_changed_cb, self);
}

void
galley_window_clear_search (GalleyWindow *self)
{
  gboolean has_words = *gtk_editable_get_text (self->search_entry) != '\0';

  galley_window_forget_search (self);
  if (has_words)
    galley_sidebar_reselect (self->sidebar);
}

void
galley_window_search (GalleyWindow *self)
{
  galley_window_leave_focus_mode (self);
  galley_folding_show_list (self->folding);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
galley_window_init_search (GalleyWindow *self)
{
  galley_text_guard_install_in_editable (self->search_entry);
  g_signal_connect_object (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search_entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search_entry, "stop-search", G_CALLBACK (galley_window_clear_search), self,
                           G_CONNECT_SWAPPED);
}
