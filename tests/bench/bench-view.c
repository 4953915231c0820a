/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-view.h"

#define STYLE \
  ".bench-view { font-size: 1.16em; line-height: 1.2; font-family: \"Noto Sans CJK SC\", \"Source Han Sans SC\", " \
  "\"WenQuanYi Micro Hei\", sans-serif; }"
#define MARGIN 12

static void
add_style (void)
{
  static gboolean is_added;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (is_added)
    return;
  is_added = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, STYLE, -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

GtkWidget *
galley_bench_view_new (const char *text)
{
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = g_object_new (GTK_SOURCE_TYPE_VIEW, "buffer", buffer, "wrap-mode", GTK_WRAP_WORD, "auto-indent", TRUE,
                                  "smart-backspace", TRUE, "smart-home-end", GTK_SOURCE_SMART_HOME_END_BEFORE,
                                  "top-margin", MARGIN, "bottom-margin", MARGIN, "left-margin", MARGIN, "right-margin",
                                  MARGIN, "hexpand", TRUE, "vexpand", TRUE, NULL);

  add_style ();
  gtk_widget_add_css_class (view, "bench-view");
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), text, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  return scrolled;
}
