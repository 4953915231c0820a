/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures: from files, the clipboard or a drop into the text, and what can be done to one that is there. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "app/base/galley-file-dialog.h"
#include "app/fields/galley-picture-choice.h"
#include "app/words/galley-picture-words.h"
#include "core/base/galley-text.h"

#include <glib/gi18n.h>

/* Pictures on their way into the text. */
typedef struct
{
  GalleyEditorPage *page;
  GalleyManuscript *manuscript; /* another one may be shown when they come: they are not for that one */
  GtkTextBuffer *buffer;
  GtkTextMark *place; /* where they go, whatever is written meanwhile */
  GalleyAdding *adding;
  gboolean is_replacing;
  gboolean is_sorted; /* into the order in which they were taken */
} Arrival;

static Arrival *
arrival_new (GalleyEditorPage  *self,
             const GtkTextIter *place,
             guint              n_files,
             gboolean           is_replacing)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->page = g_object_ref (self);
  arrival->manuscript = g_object_ref (self->manuscript);
  arrival->buffer = g_object_ref (gtk_text_view_get_buffer (self->body));
  arrival->place = gtk_text_buffer_create_mark (arrival->buffer, NULL, place, TRUE);
  arrival->adding = galley_editor_page_begin_adding (self, n_files, TRUE);
  arrival->is_replacing = is_replacing;
  arrival->is_sorted = self->sorts_pictures;
  return arrival;
}

static void
arrival_free (Arrival *arrival)
{
  gtk_text_buffer_delete_mark (arrival->buffer, arrival->place);
  galley_adding_unref (arrival->adding);
  g_object_unref (arrival->page);
  g_object_unref (arrival->manuscript);
  g_object_unref (arrival->buffer);
  g_free (arrival);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arrival, arrival_free)

/* --- into the text ----------------------------------------------------------------------------------------------- */

static void
refuse (GalleyEditorPage         *self,
        const GalleyAddedPicture *picture)
{
  g_autofree char *words = galley_picture_words_for_refusal (picture->name, picture->error);

  g_message ("a picture was refused: %s", picture->error->message);
  g_signal_emit_by_name (self, "picture-refused", words);
}

/* (transfer full) (element-type GalleyBlock) */
static GPtrArray *
make_figures (GPtrArray *pictures)
{
  GPtrArray *figures = galley_blocks_new ();

  for (guint i = 0; i < pictures->len; i++)
    {
      const GalleyAddedPicture *picture = pictures->pdata[i];
      g_autofree char *text = NULL;

      if (picture->figure == NULL)
        continue;
      text = g_strconcat (picture->caption, GALLEY_LINE_SEPARATOR, picture->credit, NULL);
      g_ptr_array_add (figures, galley_block_new_figure (picture->figure, text, NULL, 0));
    }
  return figures;
}

static void
place_caret (GalleyEditorPage *self,
             GalleyPosition    position)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body);
  GtkTextIter iter;

  galley_bridge_get_iter (self->bridge, position, &iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_view_scroll_to_mark (self->body, gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0);
}

static void
insert (GalleyEditorPage *self,
        GalleyPosition    place,
        GPtrArray        *figures,
        gboolean          is_replacing)
{
  GalleyDocument *document = galley_editor_page_get_document (self);
  GalleyBlock *old = galley_document_get_block (document, place.block);

  if (galley_document_get_weight (document) > GALLEY_DOCUMENT_MAX_WEIGHT)
    {
      g_signal_emit_by_name (self, "too-long");
      return;
    }
  /* What was to be replaced may be gone; then the new one still has a place. */
  if (is_replacing && galley_block_get_figure (old) != NULL)
    galley_document_set_figure (document, place.block, galley_block_get_figure (figures->pdata[0]));
  else
    place_caret (self, galley_document_insert_figures (document, place, figures));
  galley_editor_page_update_actions (self);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Arrival) arrival = data;
  g_autoptr (GPtrArray) pictures = galley_workspace_add_pictures_finish (GALLEY_WORKSPACE (source), result);
  g_autoptr (GPtrArray) figures = NULL;
  GalleyEditorPage *self = arrival->page;
  gboolean is_another_order;
  GtkTextIter iter;

  galley_editor_page_end_adding (self, arrival->adding);
  if (pictures == NULL)
    return;
  is_another_order = arrival->is_sorted && galley_added_pictures_sort_by_time (pictures);
  for (guint i = 0; i < pictures->len; i++)
    if (((GalleyAddedPicture *) pictures->pdata[i])->figure == NULL)
      refuse (self, pictures->pdata[i]);
  if (self->manuscript != arrival->manuscript || gtk_text_view_get_buffer (self->body) != arrival->buffer
      || !galley_editor_page_may_edit (self))
    return;
  figures = make_figures (pictures);
  if (figures->len == 0)
    return;
  galley_editor_page_commit_preedit (self);
  gtk_text_buffer_get_iter_at_mark (arrival->buffer, &iter, arrival->place);
  insert (self, galley_bridge_get_position (self->bridge, &iter), figures, arrival->is_replacing);
  if (!arrival->is_replacing)
    g_signal_emit_by_name (self, "pictures-inserted", figures->len, is_another_order);
}

void
galley_editor_page_add_pictures (GalleyEditorPage  *self,
                                 GPtrArray         *files,
                                 const GtkTextIter *place,
                                 gboolean           is_replacing)
{
  Arrival *arrival;

  if (files->len == 0 || !galley_editor_page_may_edit (self))
    return;
  arrival = arrival_new (self, place, files->len, is_replacing);
  galley_workspace_add_pictures_async (self->workspace, files, arrival->adding, added_cb, arrival);
}

void
galley_editor_page_get_caret_iter (GalleyEditorPage *self,
                                   GtkTextIter      *iter)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body);
  GtkTextIter start;

  /* Behind what is selected: a picture takes nothing away. */
  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, iter))
    gtk_text_buffer_get_iter_at_mark (buffer, iter, gtk_text_buffer_get_insert (buffer));
}

/* --- by file ----------------------------------------------------------------------------------------------------- */

static void
add_paths (GalleyEditorPage   *self,
           const char *const  *paths,
           gboolean            is_replacing)
{
  g_autoptr (GPtrArray) files = galley_picture_files_new ();
  GtkTextIter iter;

  if (self->manuscript == NULL)
    return;
  for (guint i = 0; paths[i] != NULL; i++)
    galley_picture_files_add_path (files, paths[i]);
  galley_editor_page_get_caret_iter (self, &iter);
  galley_editor_page_add_pictures (self, files, &iter, is_replacing);
}

static void
insert_chosen_cb (const char *const *paths,
                  gboolean           is_by_time,
                  gpointer           data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (is_by_time != self->sorts_pictures)
    {
      self->sorts_pictures = is_by_time;
      gtk_widget_activate_action (GTK_WIDGET (self), "win.pictures-by-time", NULL);
    }
  add_paths (self, paths, FALSE);
}

static void
replace_chosen_cb (const char *const *paths,
                   gpointer           data)
{
  add_paths (GALLEY_EDITOR_PAGE (data), paths, TRUE);
}

void
galley_editor_page_choose_pictures (GalleyEditorPage *self)
{
  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  galley_file_dialog_open_album (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Insert Pictures"),
                                 self->sorts_pictures, insert_chosen_cb, g_object_ref (self), g_object_unref);
}

/* --- by a drop --------------------------------------------------------------------------------------------------- */

/* By its name alone: what it really is, is seen when it is read. */
static gboolean
is_named_as_picture (GFile *file)
{
  g_autofree char *type = NULL;
  g_autofree char *mime_type = NULL;

  if (g_file_peek_path (file) == NULL)
    return FALSE;
  type = g_content_type_guess (g_file_peek_path (file), NULL, 0, NULL);
  mime_type = g_content_type_get_mime_type (type);
  return mime_type != NULL && g_str_has_prefix (mime_type, "image/");
}

/* FALSE beside the text: then it is the caret's place. */
static gboolean
get_drop_iter (GalleyEditorPage *self,
               GtkWidget        *widget,
               double            x,
               double            y,
               GtkTextIter      *iter)
{
  GtkWidget *body = GTK_WIDGET (self->body);
  int buffer_x, buffer_y;

  if (!gtk_widget_translate_coordinates (widget, body, x, y, &x, &y) || !gtk_widget_contains (body, x, y))
    {
      galley_editor_page_get_caret_iter (self, iter);
      return FALSE;
    }
  gtk_text_view_window_to_buffer_coords (self->body, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (self->body, iter, buffer_x, buffer_y);
  return TRUE;
}

gboolean
galley_editor_page_take_files (GalleyEditorPage *self,
                               GSList           *files,
                               GtkWidget        *widget,
                               double            x,
                               double            y)
{
  g_autoptr (GPtrArray) pictures = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) others = NULL;
  GtkTextIter iter;
  gboolean is_in_text;

  g_return_val_if_fail (GALLEY_IS_EDITOR_PAGE (self), FALSE);

  if (self->manuscript == NULL || !galley_editor_page_may_edit (self))
    return FALSE;
  is_in_text = get_drop_iter (self, widget, x, y, &iter);
  pictures = galley_picture_files_new ();
  for (GSList *file = files; file != NULL; file = file->next)
    {
      if (is_named_as_picture (file->data))
        galley_picture_files_add_path (pictures, g_file_peek_path (file->data));
      else if (is_in_text && galley_editor_page_is_named_as_file (g_file_peek_path (file->data)))
        g_strv_builder_add (builder, g_file_peek_path (file->data));
      else
        return FALSE;
    }
  others = g_strv_builder_end (builder);
  galley_editor_page_commit_preedit (self);
  get_drop_iter (self, widget, x, y, &iter);
  galley_editor_page_add_pictures (self, pictures, &iter, FALSE);
  if (*others != NULL)
    galley_editor_page_add_files (self, (const char *const *) others, &iter);
  return TRUE;
}

/* --- one that is there ------------------------------------------------------------------------------------------- */

GalleyFigure *
galley_editor_page_get_picture (GalleyEditorPage *self,
                                guint            *block)
{
  if (self->bridge == NULL || self->manuscript == NULL)
    return NULL;
  *block = galley_editor_page_get_caret (self).block;
  return galley_block_get_figure (galley_document_get_block (galley_editor_page_get_document (self), *block));
}

gboolean
galley_editor_page_is_at_picture (GalleyEditorPage *self)
{
  guint block;

  return galley_editor_page_get_picture (self, &block) != NULL;
}

void
galley_editor_page_show_picture (GalleyEditorPage *self)
{
  guint block;
  GalleyFigure *figure = galley_editor_page_get_picture (self, &block);

  galley_picture_popover_set_alternative (self->picture_popover,
                                          figure != NULL ? galley_figure_get_alternative (figure) : NULL);
}

void
galley_editor_page_describe_picture (GalleyEditorPage *self,
                                     const char       *alternative)
{
  guint block;
  GalleyFigure *figure = galley_editor_page_get_picture (self, &block);

  if (figure != NULL && galley_editor_page_may_edit (self))
    {
      g_autoptr (GalleyFigure) described = galley_figure_with_alternative (figure, alternative);

      galley_document_set_figure (galley_editor_page_get_document (self), block, described);
    }
  galley_editor_page_focus_body (self);
}

void
galley_editor_page_use_picture_as_lead (GalleyEditorPage *self)
{
  guint block;
  GalleyFigure *figure = galley_editor_page_get_picture (self, &block);

  if (figure != NULL)
    {
      galley_picture_choice_set (self->manuscript, GALLEY_FIELD_LEAD_PICTURE, figure);
      galley_editor_page_update_actions (self);
    }
  galley_editor_page_focus_body (self);
}

void
galley_editor_page_replace_picture (GalleyEditorPage *self)
{
  galley_file_dialog_open_picture (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Replace the Picture"),
                                   replace_chosen_cb, g_object_ref (self), g_object_unref);
}
