/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-operation.h"

#include "app/print/galley-print-layout.h"
#include "core/base/galley-task.h"

#include <glib/gi18n.h>

/* Lives as long as the operation. */
typedef struct
{
  GtkWindow *parent;
  GSettings *settings; /* (nullable) */
  GalleyPrintSubject *subject;
  GalleyPrintLayout *layout; /* NULL before the dialog was answered */
  GalleyPrintDone done;
  gpointer data;
  GDestroyNotify free_data;
} Job;

static void
job_free (Job *self)
{
  g_clear_object (&self->parent);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->layout, galley_print_layout_free);
  g_clear_pointer (&self->subject, galley_print_subject_free);
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

static GtkWidget *
create_custom_widget_cb (GtkPrintOperation *operation,
                         Job               *job)
{
  return galley_print_options_new_widget (job->settings);
}

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                Job               *job)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);

  job->subject->options = galley_print_options_load (job->settings);
  g_clear_pointer (&job->layout, galley_print_layout_free);
  job->layout = galley_print_layout_new (job->subject, pango, gtk_print_context_get_width (context),
                                         gtk_print_context_get_height (context));
  g_object_unref (pango);
  gtk_print_operation_set_n_pages (operation, (int) galley_print_layout_get_n_pages (job->layout));
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Job               *job)
{
  galley_print_layout_draw_page (job->layout, gtk_print_context_get_cairo_context (context), (guint) page);
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         Job                     *job)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  job->done (error, job->data);
}

static void
pictures_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  Job *job = data;
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  const char *headline = galley_revision_get_field (job->subject->revision, GALLEY_FIELD_HEADLINE);

  gtk_print_operation_set_job_name (operation, *headline != '\0' ? headline : _ ("No Headline"));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  /* The margins are ours. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (job->settings != NULL)
    {
      gtk_print_operation_set_custom_tab_label (operation, _ ("Manuscript"));
      g_signal_connect (operation, "create-custom-widget", G_CALLBACK (create_custom_widget_cb), job);
    }
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), job);
  g_object_set_data_full (G_OBJECT (operation), "galley-print-job", job, (GDestroyNotify) job_free);
  /* What goes wrong is told by "done". */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, job->parent, NULL);
}

static void
load_in_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  galley_print_pictures_load (((Job *) data)->subject->pictures, cancellable);
  g_task_return_boolean (task, TRUE);
}

void
galley_print_operation_begin (GtkWindow          *parent,
                              GalleyPrintSubject *subject,
                              GSettings          *settings,
                              GalleyPrintDone     done,
                              gpointer            data,
                              GDestroyNotify      free_data)
{
  Job *job;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (subject != NULL && done != NULL);

  job = g_new0 (Job, 1);
  job->parent = g_object_ref (parent);
  job->settings = settings != NULL ? g_object_ref (settings) : NULL;
  job->subject = subject;
  job->done = done;
  job->data = data;
  job->free_data = free_data;
  task = g_task_new (NULL, NULL, pictures_loaded_cb, job);
  g_task_set_source_tag (task, galley_print_operation_begin);
  g_task_set_task_data (task, job, NULL);
  galley_task_run_in_thread (task, load_in_worker);
}
