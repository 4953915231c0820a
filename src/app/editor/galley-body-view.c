/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-body-view.h"

#include "app/editor/galley-body-tags.h"
#include "app/fields/galley-text-guard.h"

#define MEASURE_EM 38
#define MIN_MARGIN 48
#define NARROW_MARGIN 24 /* in a view narrower than this many em */
#define NARROW_EM 26
#define LINE_HEIGHT 1.8

struct _GalleyBodyView
{
  GtkTextView parent_instance;

  int em;
  int width; /* the width that margins were worked out for */
};

G_DEFINE_FINAL_TYPE (GalleyBodyView, galley_body_view, GTK_TYPE_TEXT_VIEW)

enum
{
  SIGNAL_REFUSED_TYPING,
  SIGNAL_COPY_ASKED,
  SIGNAL_PASTE_ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The advance and the height of one Han character in the view's own font, in pixels. */
static void
measure_em (GalleyBodyView *self,
            int            *advance,
            int            *height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "国");

  pango_layout_get_pixel_size (layout, advance, height);
}

static void
update_margins (GalleyBodyView *self,
                int             width)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  int least = width < NARROW_EM * self->em ? NARROW_MARGIN : MIN_MARGIN;
  int margin = MAX (least, (width - MEASURE_EM * self->em) / 2);

  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), margin);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self), margin);
  galley_body_tags_install (buffer);
  galley_body_tags_set_metrics (buffer, margin, self->em);
}

static void
update_colours (GalleyBodyView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA text, accent;

  gtk_style_context_get_color (style, &text);
  if (!gtk_style_context_lookup_color (style, "accent_color", &accent))
    accent = text;
  galley_body_tags_install (buffer);
  galley_body_tags_set_colours (buffer, &text, &accent);
}

/* Everything that hangs on the font: indent, line height, margins, tags. */
static void
update_metrics (GalleyBodyView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int advance, height, leading;

  measure_em (self, &advance, &height);
  leading = MAX (0, (int) (advance * LINE_HEIGHT) - height);
  self->em = advance;

  gtk_text_view_set_indent (view, 2 * advance);
  gtk_text_view_set_pixels_inside_wrap (view, leading);
  gtk_text_view_set_pixels_above_lines (view, leading / 2);
  gtk_text_view_set_pixels_below_lines (view, leading / 2 + advance / 2);
  update_margins (self, gtk_widget_get_width (GTK_WIDGET (self)));
  update_colours (self);
}

static void
galley_body_view_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  int advance, height;

  GTK_WIDGET_CLASS (galley_body_view_parent_class)->css_changed (widget, change);

  /* Setting the metrics changes style again: only a new font may lead there. */
  measure_em (GALLEY_BODY_VIEW (widget), &advance, &height);
  if (advance != GALLEY_BODY_VIEW (widget)->em)
    update_metrics (GALLEY_BODY_VIEW (widget));
  else
    update_colours (GALLEY_BODY_VIEW (widget));
}

/* Margins are made of the room there is: they must not ask for it, or a wide window could never grow narrow again. */
static void
galley_body_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  int margins = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (widget))
                + gtk_text_view_get_right_margin (GTK_TEXT_VIEW (widget)) - 2 * NARROW_MARGIN;

  GTK_WIDGET_CLASS (galley_body_view_parent_class)
    ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation != GTK_ORIENTATION_HORIZONTAL)
    return;
  *minimum = MAX (*minimum - margins, 0);
  *natural = MAX (*natural - margins, *minimum);
}

static void
galley_body_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  GalleyBodyView *self = GALLEY_BODY_VIEW (widget);

  if (width != self->width)
    {
      self->width = width;
      update_margins (self, width);
    }
  GTK_WIDGET_CLASS (galley_body_view_parent_class)->size_allocate (widget, width, height, baseline);
}

/* What goes to the clipboard and comes from it is blocks: the page knows them, the text alone is not enough. GTK would
 * bring the tags of another buffer along, behind the document's back. */
static void
galley_body_view_paste_clipboard (GtkTextView *view)
{
  g_signal_emit (view, gtk_text_view_get_editable (view) ? signals[SIGNAL_PASTE_ASKED] : signals[SIGNAL_REFUSED_TYPING],
                 0);
}

static void
galley_body_view_copy_clipboard (GtkTextView *view)
{
  g_signal_emit (view, signals[SIGNAL_COPY_ASKED], 0, FALSE);
}

static void
galley_body_view_cut_clipboard (GtkTextView *view)
{
  if (gtk_text_view_get_editable (view))
    g_signal_emit (view, signals[SIGNAL_COPY_ASKED], 0, TRUE);
  else
    g_signal_emit (view, signals[SIGNAL_REFUSED_TYPING], 0);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                gpointer               data)
{
  GalleyBodyView *self = GALLEY_BODY_VIEW (data);
  gunichar character = gdk_keyval_to_unicode (keyval);
  gboolean is_typing = character != 0 || keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter ||
                       keyval == GDK_KEY_BackSpace || keyval == GDK_KEY_Delete;

  if (gtk_text_view_get_editable (GTK_TEXT_VIEW (self)) || !is_typing || keyval == GDK_KEY_Escape ||
      keyval == GDK_KEY_Tab || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[SIGNAL_REFUSED_TYPING], 0);
  return GDK_EVENT_STOP;
}

static void
galley_body_view_class_init (GalleyBodyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->css_changed = galley_body_view_css_changed;
  widget_class->measure = galley_body_view_measure;
  widget_class->size_allocate = galley_body_view_size_allocate;
  GTK_TEXT_VIEW_CLASS (klass)->paste_clipboard = galley_body_view_paste_clipboard;
  GTK_TEXT_VIEW_CLASS (klass)->copy_clipboard = galley_body_view_copy_clipboard;
  GTK_TEXT_VIEW_CLASS (klass)->cut_clipboard = galley_body_view_cut_clipboard;

  signals[SIGNAL_REFUSED_TYPING] = g_signal_new ("refused-typing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_COPY_ASKED] = g_signal_new ("copy-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_PASTE_ASKED] = g_signal_new ("paste-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 0);
}

static void
galley_body_view_init (GalleyBodyView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "galley-body");
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_justification (view, GTK_JUSTIFY_FILL);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_top_margin (view, 12);
  gtk_text_view_set_bottom_margin (view, 96);
  gtk_text_view_set_input_hints (view, GTK_INPUT_HINT_NO_EMOJI);
  g_signal_connect (self, "notify::buffer", G_CALLBACK (update_metrics), NULL);

  galley_text_guard_install (GTK_WIDGET (self));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
galley_body_view_new (void)
{
  return g_object_new (GALLEY_TYPE_BODY_VIEW, NULL);
}

gboolean
galley_body_view_has_preedit (GalleyBodyView *self)
{
  g_return_val_if_fail (GALLEY_IS_BODY_VIEW (self), FALSE);

  return galley_text_guard_has_preedit (GTK_WIDGET (self));
}

void
galley_body_view_commit_preedit (GalleyBodyView *self)
{
  g_return_if_fail (GALLEY_IS_BODY_VIEW (self));

  galley_text_guard_commit_preedit (GTK_WIDGET (self));
}
