/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes in from files and goes out to them. */
#include "app/editor/galley-clipping.h"
#include "app/window/galley-export-dialog.h"
#include "app/window/galley-file-dialog.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/intake/galley-bundle.h"
#include "core/intake/galley-intake-html.h"
#include "core/wire/galley-wire.h"

#include <glib/gi18n.h>

/* --- in ---------------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *id;
  char *path;    /* (nullable): then */
  GBytes *bytes; /* the text itself */
  gboolean is_html;
} ImportInput;

static void
import_input_free (ImportInput *input)
{
  g_free (input->id);
  g_free (input->path);
  g_clear_pointer (&input->bytes, g_bytes_unref);
  g_free (input);
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

static GBytes *
read_input (ImportInput *input,
            GError     **error)
{
  gsize limit = input->is_html ? GALLEY_INTAKE_HTML_MAX_BYTES : GALLEY_INTAKE_MAX_BYTES;

  if (input->path == NULL)
    return g_bytes_ref (input->bytes);
  if (g_str_has_suffix (input->path, GALLEY_BUNDLE_SUFFIX))
    limit = GALLEY_BUNDLE_MAX_BYTES;
  return galley_file_read (input->path, limit, error);
}

static void
import_on_worker (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  ImportInput *input = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = read_input (input, &error);
  Imported *imported = g_new0 (Imported, 1);

  if (bytes != NULL && galley_bundle_is_zip (bytes))
    imported->bundle = galley_bundle_read (bytes, &error);
  else if (bytes != NULL)
    imported->revision = input->is_html ? galley_intake_read_html_article (input->id, bytes, NULL, &error)
                                        : galley_intake_read_text (input->id, bytes, NULL, &error);

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

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GalleyWindow *self = GALLEY_WINDOW (source);
  g_autoptr (GError) error = NULL;
  Imported *imported = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GalleyManuscript) manuscript = NULL;

  if (imported == NULL)
    {
      galley_window_tell_error (self, error);
      return;
    }
  if (imported->bundle != NULL)
    {
      galley_editor_page_commit_preedit (self->editor);
      galley_workspace_take_bundle_async (self->workspace, imported->bundle, bundle_taken_cb, g_object_ref (self));
    }
  else
    {
      manuscript = galley_workspace_new_from_revision (self->workspace, imported->revision);
      galley_window_show_made (self, manuscript);
    }
  imported_free (imported);
}

/* Takes @bytes. */
static void
import (GalleyWindow *self,
        const char   *path,
        GBytes       *bytes,
        gboolean      is_html)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, imported_cb, NULL);
  g_autoptr (GalleyRandom) random = galley_random_new ();
  ImportInput *input = g_new0 (ImportInput, 1);

  input->id = galley_id_new (galley_workspace_get_clock (self->workspace), random);
  input->path = g_strdup (path);
  input->bytes = bytes;
  input->is_html = is_html;
  g_task_set_task_data (task, input, (GDestroyNotify) import_input_free);
  g_task_run_in_thread (task, import_on_worker);
}

void
galley_window_import_file (GalleyWindow *self,
                           GFile        *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GError) error = NULL;

  if (path != NULL)
    {
      import (self, path, NULL, galley_intake_is_html_name (path));
      return;
    }
  /* What is only on the network is not fetched. */
  error = g_error_new (GALLEY_ERROR, GALLEY_ERROR_INVALID, "%s is not on this computer", name);
  galley_window_tell_error (self, error);
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
    galley_window_tell_error (self, error);
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
