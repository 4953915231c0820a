/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-pdf.h"

#include "app/print/galley-print-layout.h"
#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-task.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* A4 in points. */
#define PAPER_WIDTH 595.28
#define PAPER_HEIGHT 841.89

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* What a reader of PDFs shows and finds a file by. */
static void
set_metadata (cairo_surface_t          *surface,
              const GalleyPrintSubject *subject)
{
  const char *headline = galley_revision_get_field (subject->revision, GALLEY_FIELD_HEADLINE);
  g_autofree char *authors = galley_bylines_format (galley_revision_get_bylines (subject->revision));

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, headline);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, authors);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Galley");
}

static void
draw_pages (const GalleyPrintSubject *subject,
            cairo_t                  *cr,
            GCancellable             *cancellable)
{
  PangoContext *context = pango_cairo_create_context (cr);
  g_autoptr (GalleyPrintLayout) layout = NULL;

  /* One unit of a PDF is a point. */
  pango_cairo_context_set_resolution (context, 72);
  layout = galley_print_layout_new (subject, context, PAPER_WIDTH, PAPER_HEIGHT);
  for (guint i = 0; i < galley_print_layout_get_n_pages (layout) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      galley_print_layout_draw_page (layout, cr, i);
      cairo_show_page (cr);
    }
  g_object_unref (context);
}

gboolean
galley_print_pdf_write (const GalleyPrintSubject *subject,
                        const char               *path,
                        GCancellable             *cancellable,
                        GError                  **error)
{
  GByteArray *data = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, data, PAPER_WIDTH, PAPER_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  cairo_status_t status;

  set_metadata (surface, subject);
  draw_pages (subject, cr, cancellable);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  bytes = g_byte_array_free_to_bytes (data);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "PDF: %s", cairo_status_to_string (status));
      return FALSE;
    }
  return galley_file_replace (path, bytes, error);
}

/* --- in a worker ------------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyPrintSubject *subject;
  char *path;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *self = data;

  galley_print_subject_free (self->subject);
  g_free (self->path);
  g_free (self);
}

static void
write_in_worker (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  const Writing *writing = data;
  GError *error = NULL;

  if (writing->subject->options.has_pictures)
    galley_print_pictures_load (writing->subject->pictures, cancellable);
  if (galley_print_pdf_write (writing->subject, writing->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
galley_print_pdf_write_async (GalleyPrintSubject  *subject,
                              const char          *path,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Writing *writing;

  g_return_if_fail (subject != NULL && path != NULL);

  writing = g_new0 (Writing, 1);
  writing->subject = subject;
  writing->path = g_strdup (path);
  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, galley_print_pdf_write_async);
  g_task_set_task_data (task, writing, writing_free);
  galley_task_run_in_thread (task, write_in_worker);
}

gboolean
galley_print_pdf_write_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
