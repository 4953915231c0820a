/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copying, cutting and pasting in the body. What is pasted is read and made into blocks while one writes on; then it is
 * one splice, at the place where it was asked for. Of several pastes each begins when the one before it has ended. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "app/body/galley-body-objects.h"
#include "app/body/galley-clipping.h"

#include <glib/gi18n.h>

/* A paste that takes longer says so, and how far it is, in microseconds. */
#define PATIENCE (G_USEC_PER_SEC / 2)
#define STEP (G_USEC_PER_SEC / 5)

struct _GalleyPaste
{
  /* owned */
  GalleyEditorPage *page;
  GtkTextBuffer *buffer; /* another article may be shown when the text comes: it is not for that one */
  GtkTextMark *start;    /* what it replaces; NULL while it waits */
  GtkTextMark *end;
  GCancellable *cancellable;

  GalleyIntakeProgress progress;
  GalleyClippingWish wish;
  gboolean is_fallback; /* plain, because the rest could not be read */
  guint timeout;
};

static void start_paste (GalleyPaste *paste);

static GalleyClock *
get_clock (GalleyPaste *paste)
{
  return galley_workspace_get_clock (paste->page->workspace);
}

static GdkClipboard *
get_clipboard (GalleyPaste *paste)
{
  return gtk_widget_get_clipboard (GTK_WIDGET (paste->page->body));
}

static void
stop_watching (GalleyPaste *paste)
{
  if (paste->timeout == 0)
    return;
  galley_clock_remove_timeout (get_clock (paste), paste->timeout);
  paste->timeout = 0;
  galley_notice_bar_set_revealed (paste->page->paste_bar, FALSE);
}

static void
paste_free (GalleyPaste *paste)
{
  if (paste->start != NULL)
    {
      gtk_text_buffer_delete_mark (paste->buffer, paste->start);
      gtk_text_buffer_delete_mark (paste->buffer, paste->end);
    }
  g_object_unref (paste->page);
  g_object_unref (paste->buffer);
  g_object_unref (paste->cancellable);
  g_free (paste);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPaste, paste_free)

/* It is over, one way or the other: the next one. Takes @paste. */
static void
end_paste (GalleyPaste *paste)
{
  g_autoptr (GalleyPaste) ended = paste;
  GalleyEditorPage *self = paste->page;

  /* When it was cancelled it stands in the queue no more. */
  if (!g_queue_remove (&self->pastes, paste))
    return;
  stop_watching (paste);
  if (!g_queue_is_empty (&self->pastes))
    start_paste (g_queue_peek_head (&self->pastes));
}

static gboolean
is_at_mark (GtkTextBuffer *buffer,
            GtkTextMark   *mark)
{
  GtkTextIter caret, iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, mark);
  return gtk_text_iter_equal (&caret, &iter);
}

static void
insert (GalleyPaste          *paste,
        GalleyIntakeFragment *fragment)
{
  GalleyEditorPage *self = paste->page;
  GalleyDocument *document = galley_editor_page_get_document (self);
  GalleyHistory *history = galley_manuscript_get_history (self->manuscript);
  /* Whoever has written on or gone elsewhere meanwhile stays there. */
  gboolean takes_caret = is_at_mark (paste->buffer, paste->start) || is_at_mark (paste->buffer, paste->end);
  GtkTextIter start, end;
  GalleyPosition place;

  galley_editor_page_commit_preedit (self);
  if (!galley_document_has_room_for_blocks (document, fragment->blocks))
    {
      g_signal_emit_by_name (self, "too-long");
      return;
    }
  gtk_text_buffer_get_iter_at_mark (paste->buffer, &start, paste->start);
  gtk_text_buffer_get_iter_at_mark (paste->buffer, &end, paste->end);
  gtk_text_iter_order (&start, &end);
  galley_history_break (history);
  place = galley_document_replace_blocks (document, galley_bridge_get_position (self->bridge, &start),
                                          galley_bridge_get_position (self->bridge, &end), fragment->blocks);
  galley_history_break (history);
  if (takes_caret)
    galley_editor_page_go_to (self, place);
  g_signal_emit_by_name (self, "pasted", fragment, paste->is_fallback);
}

static gboolean
is_wanted (GalleyPaste *paste)
{
  return !g_cancellable_is_cancelled (paste->cancellable) && galley_editor_page_may_edit (paste->page) &&
         gtk_text_view_get_buffer (paste->page->body) == paste->buffer;
}

/* What cannot be read with its formatting is read without; what cannot be read at all is told of. TRUE: it goes on. */
static gboolean
handle_error (GalleyPaste  *paste,
              const GError *error)
{
  /* Then there is nothing else to be had either. */
  gboolean is_hopeless = g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND) ||
                         g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE);

  if (!is_wanted (paste))
    return FALSE;
  if (!is_hopeless && error->domain == GALLEY_ERROR && paste->wish == GALLEY_CLIPPING_WISH_BEST &&
      galley_clipping_is_rich (get_clipboard (paste)))
    {
      paste->wish = GALLEY_CLIPPING_WISH_TEXT;
      paste->is_fallback = TRUE;
      return TRUE;
    }
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE))
    g_signal_emit_by_name (paste->page, "too-long");
  else
    g_signal_emit_by_name (paste->page, "not-pasted", error);
  return FALSE;
}

static void read_clipboard (GalleyPaste *paste);

/* A browser offers a picture as HTML that has nothing but its address, too: that is no text. Then it is read as what it
 * is. */
static gboolean
is_picture_alone (GalleyPaste          *paste,
                  GalleyIntakeFragment *fragment)
{
  if (fragment->blocks->len > 0 || paste->wish != GALLEY_CLIPPING_WISH_BEST || !is_wanted (paste)
      || !galley_clipping_has_picture (get_clipboard (paste)))
    return FALSE;
  paste->wish = GALLEY_CLIPPING_WISH_PICTURE;
  return TRUE;
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GalleyPaste *paste = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyIntakeFragment) fragment = galley_clipping_parse_finish (result, &error);

  if (fragment == NULL ? handle_error (paste, error) : is_picture_alone (paste, fragment))
    {
      read_clipboard (paste);
      return;
    }
  if (fragment != NULL && is_wanted (paste) && fragment->blocks->len > 0)
    insert (paste, fragment);
  end_paste (paste);
}

/* It comes to where the text would have come, and takes nothing away. */
static void
insert_picture (GalleyPaste *paste,
                GBytes      *bytes)
{
  g_autoptr (GPtrArray) files = galley_picture_files_new ();
  GtkTextIter iter;

  galley_picture_files_add_bytes (files, bytes);
  gtk_text_buffer_get_iter_at_mark (paste->buffer, &iter, paste->end);
  galley_editor_page_add_pictures (paste->page, files, &iter, FALSE);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GalleyPaste *paste = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyClipping) clipping = galley_clipping_read_finish (result, &error);

  if (clipping != NULL && clipping->kind == GALLEY_CLIPPING_PICTURE)
    {
      if (is_wanted (paste))
        insert_picture (paste, clipping->bytes);
      end_paste (paste);
    }
  else if (clipping != NULL)
    galley_clipping_parse_async (g_steal_pointer (&clipping), &paste->progress, paste->cancellable, parsed_cb, paste);
  else if (handle_error (paste, error))
    read_clipboard (paste);
  else
    end_paste (paste);
}

static void
read_clipboard (GalleyPaste *paste)
{
  galley_clipping_read_async (get_clipboard (paste), paste->wish, paste->cancellable, read_cb, paste);
}

static gboolean
watch_cb (gpointer data)
{
  GalleyPaste *paste = data;
  guint percent = (guint) g_atomic_int_get (&paste->progress.thousandths) / 10;
  /* Translators: a long text is being pasted; %u is how much of it is done, in percent. */
  g_autofree char *words = g_strdup_printf (_ ("Pasting… %u %%"), percent);

  /* As long as nothing has come it is the other program that is waited for. */
  galley_notice_bar_set_words (paste->page->paste_bar, percent > 0 ? words : _ ("Pasting…"), _ ("Cancel"));
  galley_notice_bar_set_revealed (paste->page->paste_bar, TRUE);
  paste->timeout = galley_clock_add_timeout (get_clock (paste), STEP, watch_cb, paste);
  return G_SOURCE_REMOVE;
}

static void
start_paste (GalleyPaste *paste)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (paste->buffer, &start, &end);
  /* What is typed meanwhile comes behind what is pasted. */
  paste->start = gtk_text_buffer_create_mark (paste->buffer, NULL, &start, TRUE);
  paste->end = gtk_text_buffer_create_mark (paste->buffer, NULL, &end, TRUE);
  paste->timeout = galley_clock_add_timeout (get_clock (paste), PATIENCE, watch_cb, paste);
  read_clipboard (paste);
}

void
galley_editor_page_paste (GalleyEditorPage *self,
                          gboolean          is_plain)
{
  GalleyPaste *paste;

  if (self->manuscript == NULL || !galley_editor_page_may_edit (self))
    return;
  paste = g_new0 (GalleyPaste, 1);
  paste->page = g_object_ref (self);
  paste->buffer = g_object_ref (gtk_text_view_get_buffer (self->body));
  paste->cancellable = g_cancellable_new ();
  paste->wish = is_plain ? GALLEY_CLIPPING_WISH_TEXT : GALLEY_CLIPPING_WISH_BEST;
  g_queue_push_tail (&self->pastes, paste);
  if (g_queue_get_length (&self->pastes) == 1)
    start_paste (paste);
}

void
galley_editor_page_cancel_pastes (GalleyEditorPage *self)
{
  GalleyPaste *current = g_queue_pop_head (&self->pastes);
  GalleyPaste *waiting;

  if (current == NULL)
    return;
  while ((waiting = g_queue_pop_head (&self->pastes)) != NULL)
    paste_free (waiting);
  stop_watching (current);
  /* It is freed when its worker has seen that. */
  g_cancellable_cancel (current->cancellable);
}

/* The bar's button: it goes, and the caret must not go with it. */
void
galley_editor_page_cancel_paste_cb (GalleyEditorPage *self)
{
  gboolean has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->paste_bar)) != NULL;

  galley_editor_page_cancel_pastes (self);
  if (has_focus)
    galley_editor_page_focus_body (self);
}

void
galley_editor_page_copy (GalleyEditorPage *self,
                         gboolean          is_cut)
{
  GalleyDocument *document = galley_editor_page_get_document (self);
  GalleyHistory *history;
  GalleyPosition start, end;
  guint block;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (GdkContentProvider) content = NULL;

  if (document == NULL || !galley_editor_page_get_selection (self, &start, &end))
    return;
  blocks = galley_document_dup_range (document, start, end);
  content = galley_clipping_new_content (blocks);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self->body)), content);
  if (!is_cut || !galley_editor_page_may_edit (self))
    return;
  history = galley_manuscript_get_history (self->manuscript);
  galley_history_break (history);
  if (galley_body_objects_get_selected (self->body, document, &block))
    {
      galley_document_remove_block (document, block);
      galley_editor_page_go_to (self, (GalleyPosition){ MIN (block, galley_document_get_n_blocks (document) - 1), 0 });
    }
  else
    galley_editor_page_go_to (self, galley_document_replace_text (document, start, end, "", (GalleyStyle){ 0 }));
  galley_history_break (history);
}
