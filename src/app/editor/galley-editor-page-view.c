/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at the text without changing it: its headings, its length, and how it is shown. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include <glib/gi18n.h>

/* Counts follow when the hands rest this long, in microseconds, and while they do not, this long after the first key:
 * a figure that moves is painted beside the line that is written, and costs as much as another key. */
#define COUNTS_PAUSE (G_USEC_PER_SEC / 5)
#define COUNTS_PATIENCE (2 * (gint64) G_USEC_PER_SEC)

/* --- headings ---------------------------------------------------------------------------------------------------- */

void
galley_editor_page_update_outline (GalleyEditorPage *self)
{
  GalleyDocument *document = galley_editor_page_get_document (self);

  gtk_widget_set_visible (GTK_WIDGET (self->outline_button),
                          document != NULL && galley_outline_has_headings (document));
}

void
galley_editor_page_show_outline (GalleyEditorPage *self)
{
  GalleyDocument *document = galley_editor_page_get_document (self);

  if (document != NULL)
    galley_outline_popover_show (self->outline_popover, document, self->caret_block);
}

static void
outline_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (galley_editor_page_has_preedit (self))
    return;
  /* The button comes a moment behind the first heading. */
  galley_editor_page_update_outline (self);
  if (gtk_widget_is_visible (GTK_WIDGET (self->outline_button)))
    gtk_menu_button_popup (self->outline_button);
}

/* --- length ------------------------------------------------------------------------------------------------------ */

void
galley_editor_page_show_counts (GalleyEditorPage *self)
{
  GalleyDocument *document = galley_editor_page_get_document (self);
  GtkTextIter start, end;
  GalleyLength body, selected;
  gboolean has_selection;

  if (document == NULL)
    return;
  has_selection = gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (self->body), &start, &end);
  body = galley_length_of_range (document, (GalleyPosition){ 0, 0 }, (GalleyPosition){ G_MAXUINT, 0 });
  selected = galley_length_of_range (document, galley_bridge_get_position (self->bridge, &start),
                                     galley_bridge_get_position (self->bridge, &end));
  galley_counts_popover_show (self->counts_popover, &body, has_selection ? &selected : NULL);
}

void
galley_editor_page_update_counts (GalleyEditorPage *self)
{
  GalleyDocument *document = galley_editor_page_get_document (self);
  guint n_words = document != NULL ? galley_document_get_counts (document).words : 0;
  /* Translators: the length of the text as word processors count it: 1,699 字. */
  g_autofree char *words = g_strdup_printf (ngettext ("%'u word", "%'u words", n_words), n_words);

  gtk_inscription_set_text (self->counts_label, document != NULL ? words : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->counts_button), document != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->counts_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  galley_editor_page_update_outline (self);
}

static gboolean
counts_timeout_cb (gpointer data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);
  GalleyClock *clock = galley_workspace_get_clock (self->workspace);
  gint64 due = MIN (self->last_splice + COUNTS_PAUSE, self->first_splice + COUNTS_PATIENCE);
  gint64 wait = due - galley_clock_get_boot_time (clock);

  self->counts_timeout = 0;
  if (wait > 0)
    self->counts_timeout = galley_clock_add_timeout (clock, wait, counts_timeout_cb, self);
  else
    galley_editor_page_update_counts (self);
  return G_SOURCE_REMOVE;
}

void
galley_editor_page_schedule_counts (GalleyEditorPage *self)
{
  GalleyClock *clock = galley_workspace_get_clock (self->workspace);

  self->last_splice = galley_clock_get_boot_time (clock);
  if (self->counts_timeout != 0)
    return;
  self->first_splice = self->last_splice;
  self->counts_timeout = galley_clock_add_timeout (clock, COUNTS_PAUSE, counts_timeout_cb, self);
}

/* --- how it is shown --------------------------------------------------------------------------------------------- */

void
galley_editor_page_set_typewriter (GalleyEditorPage *self,
                                   gboolean          is_on)
{
  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  galley_typewriter_set_is_on (self->typewriter, is_on);
}

void
galley_editor_page_set_sorts_pictures (GalleyEditorPage *self,
                                       gboolean          sorts_pictures)
{
  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  self->sorts_pictures = sorts_pictures;
}

void
galley_editor_page_set_show_toolbar (GalleyEditorPage *self,
                                     gboolean          show_toolbar)
{
  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  gtk_widget_set_visible (self->toolbar, show_toolbar);
}

void
galley_editor_page_init_view (GalleyEditorPage *self)
{
  static const GActionEntry entries[] = { { .name = "outline", .activate = outline_cb } };

  self->typewriter = galley_typewriter_new (self->body);
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
