/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copy for WeChat: the body goes to the clipboard, and its pictures, which that editor takes by its own upload alone, into
 * a folder of the article's name. Where nothing stands in the way that is one key without a question. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#include "app/base/galley-copied-folder.h"
#include "app/base/galley-file-dialog.h"
#include "core/base/galley-file.h"
#include "core/wire/galley-wechat.h"
#include "core/workspace/galley-picture-folder.h"

#include <glib/gi18n.h>

/* What waits until a folder is chosen. */
typedef struct
{
  /* owned */
  GPtrArray *figures;
  char *name; /* of the folder that is to be made */

  /* borrowed: the dialog does not outlive it */
  GalleyWindow *window;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_ptr_array_unref (self->figures);
  g_free (self->name);
  g_free (self);
}

/* --- written ----------------------------------------------------------------------------------------------------- */

/* "图2、图5": the numbers say enough. (transfer full) */
static char *
join_missing (GalleyPictureFolder *folder)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; folder->missing[i] != NULL; i++)
    {
      const char *suffix = strrchr (folder->missing[i], '.');

      g_string_append (joined, i > 0 ? "、" : "");
      g_string_append_len (joined, folder->missing[i], suffix - folder->missing[i]);
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static char *
make_words (GalleyPictureFolder *folder)
{
  g_autofree char *missing = join_missing (folder);
  g_autofree char *place = NULL;

  if (*missing != '\0')
    /* Translators: %s is a list of numbered pictures, such as "图2、图5". */
    return g_strdup_printf (_ ("Body copied for WeChat; not on this computer yet: %s"), missing);
  place = g_filename_display_basename (folder->path);
  /* Translators: %u is a number of pictures, %s the name of the folder that they are in. */
  return g_strdup_printf (ngettext ("Body copied for WeChat, %u picture in “%s”",
                                    "Body copied for WeChat, %u pictures in “%s”", folder->n_pictures),
                          folder->n_pictures, place);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyPictureFolder) folder = galley_picture_folder_write_finish (result, &error);
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  if (self->is_closing)
    return;
  if (folder == NULL)
    {
      /* Another place may have what this one lacks: the next time it is asked for. */
      galley_copied_folder_choose (self->settings, "");
      galley_window_tell_error (self, error);
      return;
    }
  words = make_words (folder);
  escaped = g_markup_escape_text (words, -1);
  toast = adw_toast_new (escaped);
  g_free (self->copied_folder);
  self->copied_folder = g_strdup (folder->path);
  galley_window_update_actions (self);
  if (folder->path != NULL)
    {
      adw_toast_set_button_label (toast, _ ("Open Folder"));
      adw_toast_set_action_name (toast, "win.open-copied-folder");
    }
  galley_window_add_toast (self, toast);
}

static void
write_pictures (GalleyWindow *self,
                GPtrArray    *figures,
                const char   *parent,
                const char   *name)
{
  galley_picture_folder_write_async (galley_workspace_get_store (self->workspace), figures, parent, name, NULL,
                                     written_cb, g_object_ref (self));
}

static void
folder_chosen_cb (const char *path,
                  gpointer    data)
{
  const Question *question = data;
  GalleyWindow *self = question->window;

  if (self->workspace == NULL)
    return;
  galley_copied_folder_choose (self->settings, path);
  write_pictures (self, question->figures, path, question->name);
}

/* The body is on the clipboard already, whatever is answered. @folder (nullable) is offered. */
static void
ask_for_folder (GalleyWindow *self,
                GPtrArray    *figures,
                const char   *name,
                const char   *folder)
{
  Question *question = g_new0 (Question, 1);

  question->figures = g_ptr_array_ref (figures);
  question->name = g_strdup (name);
  question->window = self;
  galley_file_dialog_choose_folder (GTK_WINDOW (self), _ ("Folder for Copied Pictures"), folder, folder_chosen_cb, question,
                                    question_free);
}

/* --- the actions ------------------------------------------------------------------------------------------------- */

void
galley_window_copy_wechat (GalleyWindow *self)
{
  g_autoptr (GalleyRevision) revision = galley_window_copy_part (self, GALLEY_PART_BODY_WECHAT);
  g_autoptr (GPtrArray) figures = NULL;
  g_autofree char *parent = NULL;
  g_autofree char *name = NULL;

  if (revision == NULL)
    return;
  figures = galley_wechat_list_figures (galley_revision_get_blocks (revision));
  if (figures->len == 0)
    {
      galley_window_add_toast (self,
                               adw_toast_new (_ ("Body copied for WeChat. Title, summary and author: Ctrl+Shift+L")));
      return;
    }
  name = galley_file_name_for (galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE), _ ("No Headline"), "");
  parent = galley_copied_folder_find (self->settings);
  if (parent != NULL && !galley_copied_folder_asks (self->settings))
    write_pictures (self, figures, parent, name);
  else
    ask_for_folder (self, figures, name, parent);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (self), result, &error) || self->is_closing || self->copied_folder == NULL)
    return;
  g_message ("no program opens a folder: %s", error->message);
  /* Translators: no file manager was found; %s is the path of a folder. */
  words = g_strdup_printf (_ ("The pictures are in %s"), self->copied_folder);
  escaped = g_markup_escape_text (words, -1);
  galley_window_add_toast (self, adw_toast_new (escaped));
}

void
galley_window_open_copied_folder (GalleyWindow *self)
{
  g_autofree char *uri = self->copied_folder != NULL ? g_filename_to_uri (self->copied_folder, NULL, NULL) : NULL;

  if (uri != NULL)
    gtk_show_uri_full (GTK_WINDOW (self), uri, GDK_CURRENT_TIME, NULL, shown_cb, g_object_ref (self));
}
