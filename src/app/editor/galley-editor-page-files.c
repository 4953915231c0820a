/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments and videos: from files, from an address or by a drop into the text, and what can be done to one that is
 * there. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "app/base/galley-file-dialog.h"
#include "app/editor/galley-file-words.h"
#include "app/editor/galley-player-dialog.h"
#include "app/words/galley-picture-words.h"
#include "core/model/galley-media-type.h"
#include "core/workspace/galley-workspace-files.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is to become of what comes. */
typedef enum
{
  WISH_ATTACHMENT,
  WISH_VIDEO,
  WISH_EITHER,  /* by what it is */
  WISH_REPLACE, /* in the block that is there */
  WISH_POSTER,
} Wish;

/* Something on its way into the text. */
typedef struct
{
  GalleyEditorPage *page;
  GalleyManuscript *manuscript; /* another one may be shown when it comes: it is not for that one */
  GtkTextBuffer *buffer;
  GtkTextMark *place; /* where it goes, whatever is written meanwhile */
  Wish wish;
  GalleyAdding *adding; /* NULL: not begun */
} Errand;

static Errand *
errand_new (GalleyEditorPage  *self,
            const GtkTextIter *place,
            Wish               wish)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->page = g_object_ref (self);
  errand->manuscript = g_object_ref (self->manuscript);
  errand->buffer = g_object_ref (gtk_text_view_get_buffer (self->body));
  errand->place = gtk_text_buffer_create_mark (errand->buffer, NULL, place, TRUE);
  errand->wish = wish;
  return errand;
}

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  gtk_text_buffer_delete_mark (errand->buffer, errand->place);
  g_clear_pointer (&errand->adding, galley_adding_unref);
  g_object_unref (errand->page);
  g_object_unref (errand->manuscript);
  g_object_unref (errand->buffer);
  g_free (errand);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static Errand *
errand_new_at_caret (GalleyEditorPage *self,
                     Wish              wish)
{
  GtkTextIter iter;

  galley_editor_page_get_caret_iter (self, &iter);
  return errand_new (self, &iter, wish);
}

/* One that is handed on to a dialog may be done several times: each has its own. */
static Errand *
errand_copy (const Errand *errand)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (errand->buffer, &iter, errand->place);
  return errand_new (errand->page, &iter, errand->wish);
}

/* FALSE where nobody wants it any more. */
static gboolean
find_place (const Errand   *errand,
            GalleyPosition *place)
{
  GalleyEditorPage *self = errand->page;
  GtkTextIter iter;

  if (self->manuscript != errand->manuscript || gtk_text_view_get_buffer (self->body) != errand->buffer
      || !galley_editor_page_may_edit (self))
    return FALSE;
  galley_editor_page_commit_preedit (self);
  gtk_text_buffer_get_iter_at_mark (errand->buffer, &iter, errand->place);
  *place = galley_bridge_get_position (self->bridge, &iter);
  return TRUE;
}

/* --- into the text ----------------------------------------------------------------------------------------------- */

static void
say (GalleyEditorPage *self,
     char             *words)
{
  g_signal_emit_by_name (self, "picture-refused", words);
  g_free (words);
}

static void
insert (GalleyEditorPage *self,
        GalleyPosition    place,
        GPtrArray        *enclosed)
{
  GalleyDocument *document = galley_editor_page_get_document (self);

  if (galley_document_get_weight (document) > GALLEY_DOCUMENT_MAX_WEIGHT)
    {
      g_signal_emit_by_name (self, "too-long");
      return;
    }
  galley_editor_page_go_to (self, galley_document_insert_enclosed (document, place, enclosed));
  galley_editor_page_update_actions (self);
}

/* What was to be replaced may be gone, or of another kind; then the new one still has a place. */
static gboolean
replace (GalleyEditorPage *self,
         GalleyPosition    place,
         GalleyEnclosure  *enclosure)
{
  GalleyDocument *document = galley_editor_page_get_document (self);
  GalleyBlock *old = galley_document_get_block (document, place.block);
  GalleyFigure *poster;
  g_autoptr (GalleyEnclosure) new = NULL;

  if (galley_block_get_enclosure (old) == NULL)
    return FALSE;
  poster = galley_enclosure_get_poster (galley_block_get_enclosure (old));
  new = galley_enclosure_with_poster (enclosure, poster);
  galley_document_set_enclosure (document, place.block, new);
  galley_editor_page_update_actions (self);
  return TRUE;
}

static gboolean
is_video (const GalleyEnclosure *enclosure)
{
  return galley_enclosure_get_address (enclosure) != NULL
         || galley_media_type_is_video (galley_enclosure_get_media_type (enclosure));
}

/* The kind that a block of it is to be; FALSE where it cannot be what was wished for. */
static gboolean
choose_kind (const Errand          *errand,
             GalleyPosition         place,
             const GalleyEnclosure *enclosure,
             GalleyBlockKind       *kind)
{
  GalleyDocument *document = galley_editor_page_get_document (errand->page);
  GalleyBlock *old = galley_document_get_block (document, place.block);
  gboolean wants_video = errand->wish == WISH_VIDEO || (errand->wish == WISH_EITHER && is_video (enclosure));

  if (errand->wish == WISH_REPLACE)
    wants_video = galley_block_get_kind (old) == GALLEY_BLOCK_VIDEO;
  *kind = wants_video ? GALLEY_BLOCK_VIDEO : GALLEY_BLOCK_ATTACHMENT;
  return !wants_video || is_video (enclosure);
}

/* --- from files -------------------------------------------------------------------------------------------------- */

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Errand) errand = data;
  GalleyWorkspace *workspace = GALLEY_WORKSPACE (source);
  g_autoptr (GPtrArray) files = galley_workspace_add_files_finish (workspace, result);
  g_autoptr (GPtrArray) enclosed = galley_blocks_new ();
  GalleyPosition place;

  galley_editor_page_end_adding (errand->page, errand->adding);
  if (files == NULL || !find_place (errand, &place))
    return;
  for (guint i = 0; i < files->len; i++)
    {
      const GalleyAddedFile *file = files->pdata[i];
      g_autofree char *title = NULL;
      GalleyBlockKind kind;

      if (file->enclosure == NULL)
        {
          g_message ("a file was refused: %s", file->error->message);
          say (errand->page,
               galley_file_words_for_refusal (file->name, file->error, galley_workspace_get_max_file_bytes (workspace)));
          continue;
        }
      if (!choose_kind (errand, place, file->enclosure, &kind))
        {
          say (errand->page, galley_file_words_for_no_video (file->name));
          continue;
        }
      if (errand->wish == WISH_REPLACE && replace (errand->page, place, file->enclosure))
        return;
      title = galley_enclosure_dup_title (file->enclosure);
      g_ptr_array_add (enclosed, galley_block_new_enclosed (kind, file->enclosure, title));
    }
  if (enclosed->len > 0)
    insert (errand->page, place, enclosed);
}

/* Takes @errand. */
static void
add_files (Errand            *errand,
           const char *const *paths)
{
  errand->adding = galley_editor_page_begin_adding (errand->page, g_strv_length ((char **) paths), FALSE);
  galley_workspace_add_files_async (errand->page->workspace, paths, errand->adding, added_cb, errand);
}

static void
files_chosen_cb (const char *const *paths,
                 gpointer           data)
{
  const Errand *errand = data;

  if (errand->page->manuscript == errand->manuscript)
    add_files (errand_copy (errand), paths);
}

static void
ask_for_files (GalleyEditorPage *self,
               const char       *title,
               Wish              wish)
{
  galley_file_dialog_open_files (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), title, wish != WISH_REPLACE,
                                 files_chosen_cb, errand_new_at_caret (self, wish), errand_free);
}

gboolean
galley_editor_page_is_named_as_file (const char *path)
{
  g_autofree char *lower = path != NULL ? g_ascii_strdown (path, -1) : NULL;
  const char *suffix = lower != NULL ? strrchr (lower, '.') : NULL;
  const char *type = suffix != NULL ? galley_media_type_find_by_suffix (suffix, strlen (suffix)) : NULL;

  return type != NULL && !galley_media_type_is_picture (type);
}

void
galley_editor_page_add_files (GalleyEditorPage  *self,
                              const char *const *paths,
                              const GtkTextIter *place)
{
  add_files (errand_new (self, place, WISH_EITHER), paths);
}

/* --- from an address --------------------------------------------------------------------------------------------- */

static void
player_chosen_cb (const char *address,
                  gpointer    data)
{
  const Errand *errand = data;
  g_autoptr (GalleyEnclosure) enclosure = galley_enclosure_new_player (address, NULL);
  g_autoptr (GPtrArray) enclosed = galley_blocks_new ();
  GalleyPosition place;

  if (!find_place (errand, &place) || (errand->wish == WISH_REPLACE && replace (errand->page, place, enclosure)))
    return;
  g_ptr_array_add (enclosed, galley_block_new_enclosed (GALLEY_BLOCK_VIDEO, enclosure, NULL));
  insert (errand->page, place, enclosed);
  /* One goes on with the title. */
  galley_editor_page_focus_body (errand->page);
}

static void
ask_for_address (GalleyEditorPage *self,
                 const char       *address,
                 Wish              wish)
{
  galley_player_dialog_show (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                             galley_layout_get_site (galley_workspace_get_layout (self->workspace)), address,
                             player_chosen_cb, errand_new_at_caret (self, wish), errand_free);
}

/* --- one that is there ------------------------------------------------------------------------------------------- */

/* The attachment or the video that the caret is in, or that is selected. (nullable) */
static GalleyBlock *
get_current (GalleyEditorPage *self,
             guint            *index)
{
  GalleyBlock *block;

  if (self->bridge == NULL || self->manuscript == NULL)
    return NULL;
  *index = galley_editor_page_get_caret (self).block;
  block = galley_document_get_block (galley_editor_page_get_document (self), *index);
  return galley_block_get_enclosure (block) != NULL ? block : NULL;
}

static void
show_cb (GalleyEditorPage *self)
{
  guint index;
  GalleyBlock *block = get_current (self, &index);

  if (block != NULL)
    galley_enclosed_popover_show_block (self->enclosed_popover, block);
}

void
galley_editor_page_replace_enclosed (GalleyEditorPage *self)
{
  guint index;
  GalleyBlock *block = get_current (self, &index);
  const char *address = block != NULL ? galley_enclosure_get_address (galley_block_get_enclosure (block)) : NULL;

  if (block == NULL || !galley_editor_page_may_edit (self))
    return;
  if (address != NULL)
    ask_for_address (self, address, WISH_REPLACE);
  else
    ask_for_files (self, _ ("Replace the File"), WISH_REPLACE);
}

static void
set_poster (GalleyEditorPage *self,
            guint             index,
            GalleyFigure     *poster)
{
  GalleyDocument *document = galley_editor_page_get_document (self);
  GalleyBlock *block = galley_document_get_block (document, index);
  g_autoptr (GalleyEnclosure) new = NULL;

  if (galley_block_get_kind (block) != GALLEY_BLOCK_VIDEO)
    return;
  new = galley_enclosure_with_poster (galley_block_get_enclosure (block), poster);
  galley_document_set_enclosure (document, index, new);
}

static void
poster_added_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GPtrArray) pictures = galley_workspace_add_pictures_finish (GALLEY_WORKSPACE (source), result);
  const GalleyAddedPicture *picture = pictures != NULL && pictures->len > 0 ? pictures->pdata[0] : NULL;
  GalleyPosition place;

  if (picture == NULL)
    return;
  if (picture->figure == NULL)
    say (errand->page, galley_picture_words_for_refusal (picture->name, picture->error));
  else if (find_place (errand, &place))
    set_poster (errand->page, place.block, picture->figure);
}

static void
poster_chosen_cb (const char *const *paths,
                  gpointer           data)
{
  const Errand *errand = data;
  g_autoptr (GPtrArray) files = galley_picture_files_new ();

  galley_picture_files_add_path (files, paths[0]);
  if (errand->page->manuscript == errand->manuscript)
    galley_workspace_add_pictures_async (errand->page->workspace, files, NULL, poster_added_cb, errand_copy (errand));
}

void
galley_editor_page_choose_poster (GalleyEditorPage *self)
{
  guint index;

  if (get_current (self, &index) != NULL && galley_editor_page_may_edit (self))
    galley_file_dialog_open_picture (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Poster of the Video"),
                                     poster_chosen_cb, errand_new_at_caret (self, WISH_POSTER), errand_free);
}

void
galley_editor_page_remove_poster (GalleyEditorPage *self)
{
  guint index;

  if (get_current (self, &index) != NULL && galley_editor_page_may_edit (self))
    set_poster (self, index, NULL);
  galley_editor_page_focus_body (self);
}

/* --- actions ----------------------------------------------------------------------------------------------------- */

static gboolean
is_ready (GalleyEditorPage *self)
{
  return self->manuscript != NULL && galley_editor_page_may_edit (self) && !galley_editor_page_has_preedit (self);
}

static void
insert_attachment_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  if (is_ready (data))
    ask_for_files (data, _ ("Attach Files"), WISH_ATTACHMENT);
}

static void
insert_video_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  if (is_ready (data))
    ask_for_files (data, _ ("Insert Videos"), WISH_VIDEO);
}

static void
insert_player_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  if (is_ready (data))
    ask_for_address (data, NULL, WISH_VIDEO);
}

gboolean
galley_editor_page_show_enclosed (GalleyEditorPage *self)
{
  guint index;

  if (get_current (self, &index) == NULL)
    return FALSE;
  gtk_menu_button_popup (self->enclosed_button);
  return TRUE;
}

void
galley_editor_page_update_enclosed (GalleyEditorPage *self,
                                    gboolean          may_insert)
{
  static const char *const actions[] = { "insert-attachment", "insert-video", "insert-player" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), actions[i])),
                                 may_insert);
}

void
galley_editor_page_bind_files (GtkWidgetClass *widget_class)
{
  g_type_ensure (GALLEY_TYPE_ENCLOSED_POPOVER);
  gtk_widget_class_bind_template_child (widget_class, GalleyEditorPage, enclosed_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyEditorPage, enclosed_popover);
}

void
galley_editor_page_init_files (GalleyEditorPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "insert-attachment", .activate = insert_attachment_cb },
    { .name = "insert-video", .activate = insert_video_cb },
    { .name = "insert-player", .activate = insert_player_cb },
  };
  static const struct
  {
    const char *signal;
    void (*callback) (GalleyEditorPage *);
  } wishes[] = {
    { "show", show_cb },
    { "replace-asked", galley_editor_page_replace_enclosed },
    { "poster-asked", galley_editor_page_choose_poster },
    { "poster-removed", galley_editor_page_remove_poster },
    { "save-asked", galley_editor_page_save_copy },
    { "remove-asked", galley_editor_page_remove_block },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    g_signal_connect_swapped (self->enclosed_popover, wishes[i].signal, G_CALLBACK (wishes[i].callback), self);
}
