/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preedit of a guarded text: what is shown of it, and that it is inserted before it would be dropped. GTK resets the
 * input method when one clicks into the text, and takes the focus from it when one leaves; most forget the preedit then. */
#include "app/base/galley-text-guard.h"

#include "app/base/galley-text-guard-private.h"

#define KEY "galley-preedit"

typedef struct
{
  /* owned */
  char *shown; /* NULL: none is open, or it is being let go */

  /* borrowed */
  GtkWidget *text;
  GtkEventController *clicks; /* weak: of the window */

  gboolean is_open;
} Preedit;

static void
stop_watching_clicks (Preedit *self)
{
  GtkWidget *root = self->clicks != NULL ? gtk_event_controller_get_widget (self->clicks) : NULL;

  if (root != NULL)
    gtk_widget_remove_controller (root, self->clicks);
  g_clear_weak_pointer (&self->clicks);
}

static void
preedit_free (gpointer data)
{
  Preedit *self = data;

  stop_watching_clicks (self);
  g_free (self->shown);
  g_free (self);
}

/* NULL where @widget is not guarded; it may be anything. */
static Preedit *
get_preedit (GtkWidget *widget)
{
  return widget != NULL ? g_object_get_data (G_OBJECT (widget), KEY) : NULL;
}

static void
set_shown (Preedit    *self,
           const char *shown)
{
  gboolean is_open = shown != NULL && *shown != '\0';

  g_free (self->shown);
  self->shown = is_open ? g_strdup (shown) : NULL;
  if (is_open == self->is_open)
    return;
  self->is_open = is_open;
  gtk_widget_activate_action (self->text, "editor.preedit", "b", is_open);
}

static int
count_characters (GtkWidget *text)
{
  if (GTK_IS_TEXT_VIEW (text))
    return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)));
  return gtk_entry_buffer_get_length (gtk_text_get_buffer (GTK_TEXT (text)));
}

static void
insert_at_caret (GtkWidget  *text,
                 const char *words)
{
  int position;

  if (GTK_IS_TEXT_VIEW (text))
    {
      gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), words, -1, TRUE);
      return;
    }
  position = gtk_editable_get_position (GTK_EDITABLE (text));
  gtk_editable_insert_text (GTK_EDITABLE (text), words, -1, &position);
  gtk_editable_set_position (GTK_EDITABLE (text), position);
}

/* GTK lends it through the controller of the keys alone. NULL: the text cannot be edited. */
static GtkIMContext *
find_input_method (GtkWidget *text)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (text);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      GtkIMContext *context = GTK_IS_EVENT_CONTROLLER_KEY (controller)
                                  ? gtk_event_controller_key_get_im_context (GTK_EVENT_CONTROLLER_KEY (controller))
                                  : NULL;

      if (context != NULL)
        return context;
    }
  return NULL;
}

/* Some input methods commit when they are reset or lose the focus, now or when their server answers, others forget:
 * whoever forgets is helped, and whoever would answer later has nothing left to tell. */
static void
let_go (Preedit *self,
        gboolean is_leaving)
{
  g_autofree char *shown = g_steal_pointer (&self->shown);
  GtkIMContext *context = find_input_method (self->text);
  int before = count_characters (self->text);

  if (shown == NULL)
    return;
  if (context != NULL)
    {
      gtk_im_context_reset (context);
      gtk_im_context_focus_out (context);
    }
  if (count_characters (self->text) == before)
    insert_at_caret (self->text, shown);
  if (context != NULL && !is_leaving && gtk_widget_has_focus (self->text))
    gtk_im_context_focus_in (context);
  set_shown (self, NULL);
}

static void
preedit_changed_cb (GtkWidget  *text,
                    const char *shown,
                    Preedit    *self)
{
  set_shown (self, shown);
}

static void
clicked_cb (Preedit *self)
{
  let_go (self, FALSE);
}

static void
left_cb (Preedit *self)
{
  let_go (self, TRUE);
}

/* Before the click reaches anything: the text, where GTK would drop the preedit, or a button, whose action must not be
 * held back by it. */
static void
root_changed_cb (GtkWidget  *text,
                 GParamSpec *property,
                 Preedit    *self)
{
  GtkRoot *root = gtk_widget_get_root (text);
  GtkGesture *clicks;

  stop_watching_clicks (self);
  if (root == NULL)
    return;
  clicks = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (clicks), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (clicks), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (clicks, "pressed", G_CALLBACK (clicked_cb), self);
  g_set_weak_pointer (&self->clicks, GTK_EVENT_CONTROLLER (clicks));
  gtk_widget_add_controller (GTK_WIDGET (root), GTK_EVENT_CONTROLLER (clicks));
}

void
galley_text_guard_watch_preedit (GtkWidget *text)
{
  Preedit *self = g_new0 (Preedit, 1);
  /* The younger comes first: before the text's own, which tells the input method that the focus is gone. */
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->text = text;
  g_object_set_data_full (G_OBJECT (text), KEY, self, preedit_free);
  g_signal_connect (text, "preedit-changed", G_CALLBACK (preedit_changed_cb), self);
  g_signal_connect (text, "notify::root", G_CALLBACK (root_changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (text, focus);
}

gboolean
galley_text_guard_has_preedit (GtkWidget *widget)
{
  Preedit *self = get_preedit (widget);

  return self != NULL && self->shown != NULL;
}

void
galley_text_guard_commit_preedit (GtkWidget *widget)
{
  Preedit *self = get_preedit (widget);

  if (self != NULL)
    let_go (self, FALSE);
}
