/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open article on paper, or as a PDF. */
#include "app/base/galley-file-dialog.h"
#include "app/print/galley-print-operation.h"
#include "app/print/galley-print-pdf.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "core/base/galley-file.h"

#include <glib/gi18n.h>

/* (transfer full) */
static GalleyPrintSubject *
subject_new (GalleyWindow *self)
{
  g_autoptr (GalleyRevision) revision = galley_article_snapshot (galley_manuscript_get_article (self->manuscript));

  return galley_print_subject_new (revision, galley_layout_get_site (galley_workspace_get_layout (self->workspace)),
                                   galley_print_pictures_new (revision, GALLEY_MEDIA_SOURCE (self->workspace)),
                                   galley_print_options_load (self->settings),
                                   galley_clock_get_real_time (galley_workspace_get_clock (self->workspace)));
}

static void
printed_cb (const GError *error,
            gpointer      data)
{
  if (error == NULL)
    return;
  g_message ("print: %s", error->message);
  galley_window_say (data, _ ("The article could not be printed. Try another printer, or export it as a PDF."));
}

void
galley_window_print (GalleyWindow *self)
{
  galley_editor_page_commit_preedit (self->editor);
  galley_print_operation_begin (GTK_WINDOW (self), subject_new (self), self->settings, printed_cb, g_object_ref (self),
                                g_object_unref);
}

static void
pdf_written_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (galley_print_pdf_write_finish (result, &error))
    galley_window_say (self, _ ("PDF saved"));
  else
    galley_window_tell_error (self, error);
}

static void
pdf_path_cb (const char *path,
             gpointer    data)
{
  GalleyWindow *self = data;

  if (self->manuscript != NULL)
    galley_print_pdf_write_async (subject_new (self), path, NULL, pdf_written_cb, g_object_ref (self));
}

void
galley_window_export_pdf (GalleyWindow *self)
{
  g_autofree char *name = NULL;

  galley_editor_page_commit_preedit (self->editor);
  name = galley_file_name_for (galley_article_get_field (galley_manuscript_get_article (self->manuscript),
                                                         GALLEY_FIELD_HEADLINE),
                               _ ("No Headline"), ".pdf");
  galley_file_dialog_save (GTK_WINDOW (self), _ ("Export as PDF"), name, pdf_path_cb, self, NULL);
}
