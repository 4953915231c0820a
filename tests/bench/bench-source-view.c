/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-source-view FILE: a window of 1366 x 768 with that text in it, for real keys. */
#include "bench-view.h"

#include <adwaita.h>

static void
open_cb (GtkApplication *application,
         GFile         **files,
         int             n_files,
         const char     *hint)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_file_load_contents (files[0], NULL, &text, NULL, NULL, &error))
    g_error ("%s", error->message);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), galley_bench_view_new (text));
  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 768);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application =
    adw_application_new ("org.galleyeditor.BenchSourceView", G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);

  gtk_source_init ();
  g_signal_connect (application, "open", G_CALLBACK (open_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
