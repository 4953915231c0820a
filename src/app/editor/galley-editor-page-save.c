/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of the picture's, the attachment's or the video's file, wherever a person wants it. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "app/base/galley-file-dialog.h"
#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/model/galley-media-type.h"
#include "core/workspace/galley-workspace-files.h"

#include <glib/gi18n.h>

/* Another article may be shown when the dialog is answered: the file is still the one that was asked for. */
typedef struct
{
  GalleyEditorPage *page;
  GalleyWorkspace *workspace;
  char *hash;
} Saving;

static Saving *
saving_new (GalleyEditorPage *self,
            const char       *hash)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->page = g_object_ref (self);
  saving->workspace = g_object_ref (self->workspace);
  saving->hash = g_strdup (hash);
  return saving;
}

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->page);
  g_object_unref (saving->workspace);
  g_free (saving->hash);
  g_free (saving);
}

static const char *
get_words (const GError *error)
{
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    return _ ("The file is not on this computer yet. It comes with the next sync.");
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_FULL))
    return _ ("The file was not saved: the disk is full.");
  return _ ("The file could not be saved there. Choose another folder.");
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GalleyEditorPage) self = data;
  g_autoptr (GError) error = NULL;

  if (galley_workspace_save_file_finish (GALLEY_WORKSPACE (source), result, &error))
    return;
  g_message ("a file was not saved: %s", error->message);
  g_signal_emit_by_name (self, "picture-refused", get_words (error));
}

static void
chosen_cb (const char *path,
           gpointer    data)
{
  const Saving *saving = data;

  /* What is not shown any more may be closed. */
  if (saving->page->workspace == saving->workspace)
    galley_workspace_save_file_async (saving->workspace, saving->hash, path, NULL, saved_cb,
                                      g_object_ref (saving->page));
}

/* What a picture's file is to be called: by its caption. (transfer full) */
static char *
make_picture_name (GalleyBlock *block)
{
  const char *type = galley_figure_get_media_type (galley_block_get_figure (block));
  g_autofree char *caption = g_utf8_substring (galley_block_get_text (block), 0, galley_block_get_caption_length (block));

  return galley_file_name_for (caption, _ ("Picture"), galley_media_type_get_suffix (type));
}

void
galley_editor_page_save_copy (GalleyEditorPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GalleyBlock *block = galley_editor_page_get_current_block (self);
  GalleyFigure *figure = block != NULL ? galley_block_get_figure (block) : NULL;
  GalleyEnclosure *enclosure = block != NULL ? galley_block_get_enclosure (block) : NULL;
  g_autofree char *picture_name = figure != NULL ? make_picture_name (block) : NULL;

  if (figure != NULL)
    galley_file_dialog_save (window, _ ("Save a Copy of the Picture"), picture_name, chosen_cb,
                             saving_new (self, galley_figure_get_hash (figure)), saving_free);
  else if (enclosure != NULL && galley_enclosure_get_hash (enclosure) != NULL)
    galley_file_dialog_save (window, _ ("Save a Copy of the File"), galley_enclosure_get_name (enclosure), chosen_cb,
                             saving_new (self, galley_enclosure_get_hash (enclosure)), saving_free);
}
