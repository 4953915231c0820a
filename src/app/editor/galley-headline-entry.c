/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-headline-entry.h"

#include "app/base/galley-text-guard.h"
#include "app/fields/galley-cell-counter.h"
#include "app/fields/galley-field-binding.h"

/* Frames behind the first in which the height is looked after. */
#define SETTLING_TICKS 8

struct _GalleyHeadlineEntry
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkTextView *view;
  GtkLabel *placeholder_label;
  GalleyCellCounter *counter;

  /* owned */
  GalleyFieldBinding *binding;

  guint n_ticks; /* since the entry is shown, up to SETTLING_TICKS */
};

G_DEFINE_FINAL_TYPE (GalleyHeadlineEntry, galley_headline_entry, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PLACEHOLDER,
  N_PROPERTIES
};
static GParamSpec *properties[N_PROPERTIES];

enum
{
  SIGNAL_ACTIVATE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
dup_text (GalleyHeadlineEntry *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (self->view), &start, &end);
  return gtk_text_iter_get_text (&start, &end);
}

static void
update_placeholder (GalleyHeadlineEntry *self)
{
  gboolean is_empty = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view)) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder_label),
                          is_empty && !galley_text_guard_has_preedit (GTK_WIDGET (self->view)));
}

static void
changed_cb (GalleyHeadlineEntry *self)
{
  g_autofree char *text = dup_text (self);

  galley_cell_counter_set_text (self->counter, text);
  update_placeholder (self);
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

static void
insert_text_cb (GtkTextBuffer       *buffer,
                GtkTextIter         *location,
                const char          *text,
                int                  length,
                GalleyHeadlineEntry *self)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean has_line_end = FALSE;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      has_line_end |= is_line_end (c);
      g_string_append_unichar (line, is_line_end (c) ? ' ' : c);
    }
  if (!has_line_end)
    return;

  g_signal_stop_emission_by_name (buffer, "insert-text");
  if (length == 1)
    g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
  else
    gtk_text_buffer_insert (buffer, location, line->str, line->len);
}

/* A text view would put the new line in place of what is selected, before anybody could refuse it. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                gpointer               data)
{
  GalleyHeadlineEntry *self = GALLEY_HEADLINE_ENTRY (data);
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) != 0 || !galley_text_guard_is_return (keyval))
    return GDK_EVENT_PROPAGATE;

  if (!gtk_text_view_im_context_filter_keypress (self->view, event))
    g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
  return GDK_EVENT_STOP;
}

static gboolean
galley_headline_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GALLEY_HEADLINE_ENTRY (widget)->view));
}

static void
galley_headline_entry_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  GalleyHeadlineEntry *self = GALLEY_HEADLINE_ENTRY (object);

  switch (id)
    {
    case PROP_PLACEHOLDER:
      gtk_label_set_text (self->placeholder_label, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
galley_headline_entry_dispose (GObject *object)
{
  GalleyHeadlineEntry *self = GALLEY_HEADLINE_ENTRY (object);
  GtkWidget *child;

  g_clear_object (&self->binding);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_headline_entry_parent_class)->dispose (object);
}

/* GTK 4.8 learns how high a text is only behind the layout of the first frame, and where nothing else asks for another
 * layout the view stays without any height: kicker, headline and subtitle lie upon each other. */
static gboolean
settle_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  GalleyHeadlineEntry *self = GALLEY_HEADLINE_ENTRY (widget);
  GtkTextIter end;
  int y, height;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (self->view), &end);
  gtk_text_view_get_line_yrange (self->view, &end, &y, &height);
  if (gtk_widget_get_height (GTK_WIDGET (self->view)) < y + height)
    gtk_widget_queue_resize (GTK_WIDGET (self->view));
  return ++self->n_ticks < SETTLING_TICKS ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
galley_headline_entry_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (galley_headline_entry_parent_class)->map (widget);

  GALLEY_HEADLINE_ENTRY (widget)->n_ticks = 0;
  gtk_widget_add_tick_callback (widget, settle_cb, NULL, NULL);
}

static void
galley_headline_entry_class_init (GalleyHeadlineEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = galley_headline_entry_set_property;
  object_class->dispose = galley_headline_entry_dispose;
  widget_class->grab_focus = galley_headline_entry_grab_focus;
  widget_class->map = galley_headline_entry_map;

  properties[PROP_PLACEHOLDER] =
      g_param_spec_string ("placeholder", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);

  g_type_ensure (GALLEY_TYPE_CELL_COUNTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/editor/galley-headline-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyHeadlineEntry, view);
  gtk_widget_class_bind_template_child (widget_class, GalleyHeadlineEntry, placeholder_label);
  gtk_widget_class_bind_template_child (widget_class, GalleyHeadlineEntry, counter);
  gtk_widget_class_bind_template_callback (widget_class, update_placeholder);
}

static void
galley_headline_entry_init (GalleyHeadlineEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkTextBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));
  galley_text_guard_install (GTK_WIDGET (self->view));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  buffer = gtk_text_view_get_buffer (self->view);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (insert_text_cb), self, 0);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

void
galley_headline_entry_bind (GalleyHeadlineEntry *self,
                            GalleyField          field)
{
  g_return_if_fail (GALLEY_IS_HEADLINE_ENTRY (self));
  g_return_if_fail (self->binding == NULL);

  self->binding = galley_field_binding_new (gtk_text_view_get_buffer (self->view), field);
}

void
galley_headline_entry_set_article (GalleyHeadlineEntry *self,
                                   GalleyArticle       *article)
{
  g_return_if_fail (GALLEY_IS_HEADLINE_ENTRY (self));

  galley_field_binding_set_article (self->binding, article);
}

void
galley_headline_entry_set_limit (GalleyHeadlineEntry *self,
                                 guint                limit)
{
  g_return_if_fail (GALLEY_IS_HEADLINE_ENTRY (self));

  galley_cell_counter_set_limit (self->counter, limit);
}

void
galley_headline_entry_set_editable (GalleyHeadlineEntry *self,
                                    gboolean             is_editable)
{
  g_return_if_fail (GALLEY_IS_HEADLINE_ENTRY (self));

  gtk_text_view_set_editable (self->view, is_editable);
}

GtkTextView *
galley_headline_entry_get_text_view (GalleyHeadlineEntry *self)
{
  g_return_val_if_fail (GALLEY_IS_HEADLINE_ENTRY (self), NULL);

  return self->view;
}
