/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/base/galley-text-guard.h"

#include "app/base/galley-text-guard-private.h"

static void
stop_toggle_overwrite_cb (GtkWidget *text)
{
  g_signal_stop_emission_by_name (text, "toggle-overwrite");
}

static void
stop_insert_emoji_cb (GtkWidget *text)
{
  g_signal_stop_emission_by_name (text, "insert-emoji");
}

static void
stop_toggle_cursor_visible_cb (GtkWidget *text)
{
  g_signal_stop_emission_by_name (text, "toggle-cursor-visible");
}

/* Ctrl+U, and it alone, deletes to the ends of the paragraph backwards. */
static void
delete_from_cursor_cb (GtkWidget    *text,
                       GtkDeleteType type,
                       int           count)
{
  if (type == GTK_DELETE_PARAGRAPH_ENDS && count < 0)
    g_signal_stop_emission_by_name (text, "delete-from-cursor");
}

/* An input method that begins deletes what is selected, and Escape does not bring it back. Ctrl+Shift+U begins GTK's
 * own, by a slip beside Ctrl+U more often than for a character's code: it leaves the selection where it is. */
static void
leave_selection (GtkWidget *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  int last;

  if (GTK_IS_TEXT (text))
    {
      if (gtk_editable_get_selection_bounds (GTK_EDITABLE (text), NULL, &last))
        gtk_editable_set_position (GTK_EDITABLE (text), last);
      return;
    }
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    gtk_text_buffer_place_cursor (buffer, &end);
}

/* Ctrl+Return and Alt+Return are shortcuts; where they cannot be used now, a text view would put a new line in place
 * of what is selected. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                gpointer               data)
{
  GtkWidget *text = GTK_WIDGET (data);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    return GDK_EVENT_PROPAGATE;

  if ((state & GDK_CONTROL_MASK) != 0 && (state & GDK_SHIFT_MASK) != 0 && gdk_keyval_to_lower (keyval) == GDK_KEY_u)
    leave_selection (text);
  if (!GTK_IS_TEXT_VIEW (text) || !galley_text_guard_is_return (keyval))
    return GDK_EVENT_PROPAGATE;

  gtk_text_view_im_context_filter_keypress (
      GTK_TEXT_VIEW (text), gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller)));
  return GDK_EVENT_STOP;
}

gboolean
galley_text_guard_is_return (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

void
galley_text_guard_install (GtkWidget *text)
{
  GtkEventController *keys;

  g_return_if_fail (GTK_IS_TEXT (text) || GTK_IS_TEXT_VIEW (text));

  galley_text_guard_watch_preedit (text);
  g_signal_connect (text, "toggle-overwrite", G_CALLBACK (stop_toggle_overwrite_cb), NULL);
  g_signal_connect (text, "insert-emoji", G_CALLBACK (stop_insert_emoji_cb), NULL);
  g_signal_connect (text, "delete-from-cursor", G_CALLBACK (delete_from_cursor_cb), NULL);
  if (GTK_IS_TEXT_VIEW (text))
    g_signal_connect (text, "toggle-cursor-visible", G_CALLBACK (stop_toggle_cursor_visible_cb), NULL);

  keys = gtk_event_controller_key_new ();
  /* Of two in one phase the younger comes first: here before the text's own, which asks the input method. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_TARGET);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), text, 0);
  gtk_widget_add_controller (text, keys);
}

GtkText *
galley_text_guard_install_in_editable (GtkEditable *editable)
{
  GtkEditable *text = editable;

  g_return_val_if_fail (GTK_IS_EDITABLE (editable), NULL);

  while (text != NULL && !GTK_IS_TEXT (text))
    text = gtk_editable_get_delegate (text);
  g_return_val_if_fail (text != NULL, NULL);

  galley_text_guard_install (GTK_WIDGET (text));
  return GTK_TEXT (text);
}
