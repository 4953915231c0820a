/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes in from files and goes out to them. */
#include "app/base/galley-file-dialog.h"
#include "app/body/galley-clipping.h"
#include "app/window/galley-export-dialog.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "app/words/galley-import-words.h"
#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/base/galley-task.h"
#include "core/intake/galley-bundle.h"
#include "core/intake/galley-intake-html.h"
#include "core/wire/galley-wire.h"
#include "core/workspace/galley-workspace-pages.h"

#include <glib/gi18n.h>

/* --- in ---------------------------------------------------------------------------------------------------------- */

/* One that is on its way in. A page is read again once it is known which of its pictures and files are to be had. */
typedef struct
{
  char *id;
  char *path;    /* (nullable): then */
  GBytes *bytes; /* the text itself; of a file once it was read */
  gboolean is_html;
  GalleyIntakeMedia *media;
  gboolean is_looked_for; /* what @media wants */
  GalleyWindow *window;
  GalleyAdding *adding; /* (nullable): while that is looked for */
} Import;

static void
import_free (Import *self)
{
  g_free (self->id);
  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  galley_intake_media_free (self->media);
  g_object_unref (self->window);
  g_clear_pointer (&self->adding, galley_adding_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

static void
tell_not_imported (GalleyWindow *self,
                   const char   *path,
                   const GError *error)
{
  g_autofree char *words = galley_words_for_import (error, path);
  AdwToast *toast = adw_toast_new (words);

  g_message ("not imported: %s", error->message);
  adw_toast_set_timeout (toast, 10);
  galley_window_add_toast (self, toast);
}

/* What was in it: a text makes a new article, a hand-over file brings one. */
typedef struct
{
  GalleyRevision *revision;
  GalleyBundle *bundle;
} Imported;

static void
imported_free (gpointer data)
{
  Imported *self = data;

  g_clear_pointer (&self->revision, galley_revision_unref);
  g_clear_pointer (&self->bundle, galley_bundle_free);
  g_free (self);
}

static gboolean
read_file (Import  *import,
           GError **error)
{
  gsize limit = import->is_html ? GALLEY_INTAKE_HTML_MAX_BYTES : GALLEY_INTAKE_MAX_BYTES;

  if (import->bytes != NULL)
    return TRUE;
  if (g_str_has_suffix (import->path, GALLEY_BUNDLE_SUFFIX))
    limit = GALLEY_BUNDLE_MAX_BYTES;
  import->bytes = galley_file_read (import->path, limit, error);
  return import->bytes != NULL;
}

static void
import_on_worker (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Import *import = data;
  GError *error = NULL;
  Imported *imported = g_new0 (Imported, 1);

  if (read_file (import, &error) && galley_bundle_is_zip (import->bytes))
    imported->bundle = galley_bundle_read (import->bytes, &error);
  else if (error == NULL)
    imported->revision =
      import->is_html ? galley_intake_read_html_article (import->id, import->bytes, import->media, NULL, &error)
                      : galley_intake_read_text (import->id, import->bytes, NULL, &error);

  if (error == NULL)
    {
      g_task_return_pointer (task, imported, imported_free);
      return;
    }
  imported_free (imported);
  g_task_return_error (task, error);
}

static void
bundle_taken_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  static const char *const words[] = {
    [GALLEY_HANDOVER_NEW] = NULL, /* it is seen */
    [GALLEY_HANDOVER_SAME] = N_ ("Everything in this file was here already"),
    [GALLEY_HANDOVER_MERGED] = N_ ("Merged with the article that was here"),
    [GALLEY_HANDOVER_DISPUTED] = N_ ("Merged; some words were changed on both sides: choose what shall stand"),
  };
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;
  GalleyHandover outcome = GALLEY_HANDOVER_NEW;
  g_autoptr (GalleyManuscript) manuscript =
      galley_workspace_take_bundle_finish (GALLEY_WORKSPACE (source), result, &outcome, &error);

  if (self->workspace != GALLEY_WORKSPACE (source))
    return;
  if (manuscript == NULL)
    {
      galley_window_tell_error (self, error);
      return;
    }
  galley_window_show_made (self, manuscript);
  if (words[outcome] != NULL)
    galley_window_add_toast (self, adw_toast_new (_ (words[outcome])));
}

static void run_import (Import *import);

static void
media_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (Import) import = data;
  GalleyWindow *self = import->window;

  galley_workspace_find_media_finish (GALLEY_WORKSPACE (source), result, import->media);
  if (import->adding != NULL)
    galley_editor_page_end_adding (self->editor, import->adding);
  if (self->workspace == GALLEY_WORKSPACE (source))
    run_import (g_steal_pointer (&import));
}

/* Takes @import. */
static void
look_for_media (Import *import)
{
  GalleyWindow *self = import->window;
  guint n_wanted = galley_intake_media_get_wanted (import->media)->len;

  import->is_looked_for = TRUE;
  if (galley_editor_page_get_manuscript (self->editor) != NULL)
    import->adding = galley_editor_page_begin_adding (self->editor, n_wanted, FALSE);
  galley_workspace_find_media_async (self->workspace, import->path, import->media, import->adding, media_found_cb,
                                     import);
}

static void
tell_missing (GalleyWindow      *self,
              GalleyIntakeMedia *media)
{
  g_autoptr (GPtrArray) missing = galley_intake_media_list_missing (media);
  g_autofree char *words = NULL;

  if (missing->len == 0)
    return;
  words = g_strdup_printf (
    /* Translators: %u is how many pictures and files a page shows that are not there. */
    ngettext ("%u picture or file of the page is not beside it: what is written under it is in the text",
              "%u pictures or files of the page are not beside it: what is written under them is in the text",
              missing->len),
    missing->len);
  galley_window_add_toast (self, adw_toast_new (words));
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GalleyWindow *self = GALLEY_WINDOW (source);
  g_autoptr (Import) import = data;
  g_autoptr (GError) error = NULL;
  Imported *imported = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GalleyManuscript) manuscript = NULL;

  if (imported == NULL)
    {
      tell_not_imported (self, import->path, error);
      return;
    }
  if (imported->bundle != NULL)
    {
      galley_editor_page_commit_preedit (self->editor);
      galley_workspace_take_bundle_async (self->workspace, imported->bundle, bundle_taken_cb, g_object_ref (self));
    }
  else if (import->path != NULL && !import->is_looked_for && galley_intake_media_get_wanted (import->media)->len > 0)
    {
      look_for_media (g_steal_pointer (&import));
    }
  else
    {
      manuscript = galley_workspace_new_from_page (self->workspace, imported->revision);
      galley_window_show_made (self, manuscript);
      tell_missing (self, import->media);
    }
  imported_free (imported);
}

/* Takes @import. */
static void
run_import (Import *import)
{
  g_autoptr (GTask) task = g_task_new (import->window, NULL, imported_cb, import);

  g_task_set_task_data (task, import, NULL);
  galley_task_run_in_thread (task, import_on_worker);
}

/* Takes @bytes. */
static void
import (GalleyWindow *self,
        const char   *path,
        GBytes       *bytes,
        gboolean      is_html)
{
  g_autoptr (GalleyRandom) random = galley_random_new ();
  Import *import = g_new0 (Import, 1);

  import->id = galley_id_new (galley_workspace_get_clock (self->workspace), random);
  import->path = g_strdup (path);
  import->bytes = bytes;
  import->is_html = is_html;
  import->media = galley_intake_media_new ();
  import->window = g_object_ref (self);
  run_import (import);
}

void
galley_window_import_file (GalleyWindow *self,
                           GFile        *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *words = NULL;

  if (path != NULL)
    {
      import (self, path, NULL, galley_intake_is_html_name (path));
      return;
    }
  /* What is only on the network is not fetched. Translators: %s is a file's address. */
  words = g_strdup_printf (_ ("“%s” is not on this computer. Download it first"), name);
  galley_window_say (self, words);
}

static void
file_chosen_cb (const char *path,
                gpointer    data)
{
  import (GALLEY_WINDOW (data), path, NULL, galley_intake_is_html_name (path));
}

void
galley_window_open_file (GalleyWindow *self)
{
  galley_file_dialog_open (GTK_WINDOW (self), _ ("Open File"), file_chosen_cb, self, NULL);
}

static void
clipboard_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyClipping) clipping = galley_clipping_read_finish (result, &error);

  if (self->workspace == NULL)
    return;
  if (clipping != NULL
      && (clipping->kind == GALLEY_CLIPPING_PICTURE || g_bytes_get_size (clipping->bytes) == 0))
    g_set_error_literal (&error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "there is no text on the clipboard");
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE))
    tell_not_imported (self, NULL, error);
  else if (error != NULL)
    galley_window_tell_not_pasted (self, error);
  else
    /* Galley's own form is HTML too. */
    import (self, NULL, g_steal_pointer (&clipping->bytes), clipping->kind != GALLEY_CLIPPING_TEXT);
}

void
galley_window_new_from_clipboard (GalleyWindow *self)
{
  galley_editor_page_commit_preedit (self->editor);
  galley_clipping_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), GALLEY_CLIPPING_WISH_BEST, NULL,
                              clipboard_read_cb, g_object_ref (self));
}

/* --- out --------------------------------------------------------------------------------------------------------- */

static void
emergency_path_cb (const char *path,
                   gpointer    data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  if (self->manuscript == NULL)
    return;
  revision = galley_article_snapshot (galley_manuscript_get_article (self->manuscript));
  text = galley_wire_write (revision);
  bytes = g_bytes_new_take (text, strlen (text));
  if (galley_file_replace (path, bytes, &error))
    galley_window_add_toast (self, adw_toast_new (_ ("Emergency file saved")));
  else
    galley_window_tell_error (self, error);
}

void
galley_window_save_emergency (GalleyWindow *self)
{
  g_autofree char *name = g_strdup_printf ("%s.json", galley_article_get_id (
                                                          galley_manuscript_get_article (self->manuscript)));

  galley_editor_page_commit_preedit (self->editor);
  galley_file_dialog_save (GTK_WINDOW (self), _ ("Save Emergency File"), name, emergency_path_cb, self, NULL);
}

static void
hand_over_saved_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (galley_workspace_save_bundle_finish (GALLEY_WORKSPACE (source), result, &error))
    galley_window_add_toast (self, adw_toast_new (_ ("Hand-over file saved")));
  else
    galley_window_tell_error (self, error);
}

static void
hand_over_path_cb (const char *path,
                   gpointer    data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);

  if (self->manuscript != NULL)
    galley_workspace_save_bundle_async (self->workspace,
                                        galley_article_get_id (galley_manuscript_get_article (self->manuscript)), path,
                                        hand_over_saved_cb, g_object_ref (self));
}

void
galley_window_save_hand_over (GalleyWindow *self)
{
  g_autofree char *name = NULL;

  galley_editor_page_commit_preedit (self->editor);
  name = galley_file_name_for (galley_article_get_field (galley_manuscript_get_article (self->manuscript),
                                                         GALLEY_FIELD_HEADLINE),
                               _ ("No Headline"), GALLEY_BUNDLE_SUFFIX);
  galley_file_dialog_save (GTK_WINDOW (self), _ ("Save Hand-over File"), name, hand_over_path_cb, self, NULL);
}

static void
flushed_before_export_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autofree char *folder = g_steal_pointer (&self->export_folder);
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_flush_finish (GALLEY_WORKSPACE (source), result, &error))
    galley_window_tell_error (self, error);
  else if (folder != NULL && self->workspace == GALLEY_WORKSPACE (source))
    galley_export_dialog_show (GTK_WINDOW (self), galley_workspace_get_store (self->workspace), folder);
}

/* What is in hand belongs to everything: it is saved first. */
static void
export_folder_cb (const char *path,
                  gpointer    data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);

  g_free (self->export_folder);
  self->export_folder = g_strdup (path);
  galley_workspace_flush_async (self->workspace, NULL, flushed_before_export_cb, g_object_ref (self));
}

void
galley_window_export_everything (GalleyWindow *self)
{
  galley_editor_page_commit_preedit (self->editor);
  galley_file_dialog_choose_folder (GTK_WINDOW (self), _ ("Export Everything"), NULL, export_folder_cb, self,
                                    NULL);
}
