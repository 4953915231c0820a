/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-fonts.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Everyday words in the simplified forms, which a font for Japanese alone lacks, and full-width punctuation. */
#define SAMPLE "校样编辑新闻稿件说这为，。“”"

gboolean
galley_fonts_can_draw (PangoContext *context,
                       const char   *text)
{
  g_autoptr (PangoLayout) layout = NULL;

  g_return_val_if_fail (PANGO_IS_CONTEXT (context), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  layout = pango_layout_new (context);
  pango_layout_set_text (layout, text, -1);
  return pango_layout_get_unknown_glyphs_count (layout) == 0;
}

gboolean
galley_fonts_have_chinese (PangoContext *context)
{
  return galley_fonts_can_draw (context, SAMPLE);
}

const char *
galley_fonts_translate (PangoContext *context,
                        const char   *words)
{
  const char *translated = gettext (words);

  return galley_fonts_can_draw (context, translated) ? translated : words;
}

void
galley_fonts_tell_missing (GtkWindow *parent)
{
  PangoContext *context;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  context = gtk_widget_get_pango_context (GTK_WIDGET (parent));
  if (galley_fonts_have_chinese (context))
    return;
  g_message ("no font has all of " SAMPLE);
  dialog = adw_message_dialog_new (
      parent, galley_fonts_translate (context, N_ ("No Font for Chinese")),
      galley_fonts_translate (context,
                              N_ ("This computer shows Chinese characters as boxes. Install a font for them, such as the "
                                  "package fonts-noto-cjk, and start Galley again. What you write is stored as it should "
                                  "be all the same.")));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close",
                                   galley_fonts_translate (context, N_ ("_Close")));
  gtk_window_present (GTK_WINDOW (dialog));
}
