/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture at the caret is cut by a dialog of its own; what comes of it is one step of undo. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "app/crop/galley-crop-dialog.h"

#include <glib/gi18n.h>

/* A picture that is being cut. */
typedef struct
{
  GalleyEditorPage *page;
  GalleyManuscript *manuscript; /* another one may be shown when it is done */
  GtkTextBuffer *buffer;
  GtkTextMark *place; /* where it is, whatever comes from elsewhere meanwhile */
  GalleyFigure *figure;
} Cutting;

static void
cutting_free (gpointer  data,
              GClosure *closure)
{
  Cutting *cutting = data;

  gtk_text_buffer_delete_mark (cutting->buffer, cutting->place);
  g_object_unref (cutting->page);
  g_object_unref (cutting->manuscript);
  g_object_unref (cutting->buffer);
  galley_figure_unref (cutting->figure);
  g_free (cutting);
}

/* Where the picture is now. FALSE: it is gone, or is another one. */
static gboolean
find_block (const Cutting *cutting,
            guint         *block)
{
  GalleyEditorPage *self = cutting->page;
  GtkTextIter iter;

  if (self->manuscript != cutting->manuscript || gtk_text_view_get_buffer (self->body) != cutting->buffer
      || !galley_editor_page_may_edit (self))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (cutting->buffer, &iter, cutting->place);
  *block = galley_bridge_get_position (self->bridge, &iter).block;
  return galley_figure_equal (
      galley_block_get_figure (galley_document_get_block (galley_editor_page_get_document (self), *block)),
      cutting->figure);
}

static void
applied_cb (GalleyCropDialog *dialog,
            GalleyFigure     *figure,
            Cutting          *cutting)
{
  guint block;

  galley_editor_page_commit_preedit (cutting->page);
  if (find_block (cutting, &block))
    galley_document_set_figure (galley_editor_page_get_document (cutting->page), block, figure);
  else
    g_signal_emit_by_name (cutting->page, "picture-refused",
                           _ ("The picture has been changed or taken away meanwhile, and was not cut."));
}

void
galley_editor_page_crop_picture (GalleyEditorPage *self)
{
  guint block;
  GalleyFigure *figure = galley_editor_page_get_picture (self, &block);
  Cutting *cutting;
  GtkWidget *dialog;
  GtkTextIter iter;

  if (figure == NULL || !galley_editor_page_may_edit (self))
    return;
  cutting = g_new0 (Cutting, 1);
  cutting->page = g_object_ref (self);
  cutting->manuscript = g_object_ref (self->manuscript);
  cutting->buffer = g_object_ref (gtk_text_view_get_buffer (self->body));
  galley_bridge_get_iter (self->bridge, (GalleyPosition) { block, 0 }, &iter);
  cutting->place = gtk_text_buffer_create_mark (cutting->buffer, NULL, &iter, TRUE);
  cutting->figure = galley_figure_ref (figure);
  dialog = galley_crop_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->workspace, figure);
  g_signal_connect_data (dialog, "applied", G_CALLBACK (applied_cb), cutting, cutting_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
