/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-notice-bar.h"

struct _GalleyNoticeBar
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkRevealer *revealer;
  GtkWidget *box;
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (GalleyNoticeBar, galley_notice_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
clicked_cb (GalleyNoticeBar *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
galley_notice_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_notice_bar_parent_class)->dispose (object);
}

static void
galley_notice_bar_class_init (GalleyNoticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_notice_bar_dispose;

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/editor/galley-notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, GalleyNoticeBar, box);
  gtk_widget_class_bind_template_child (widget_class, GalleyNoticeBar, label);
  gtk_widget_class_bind_template_child (widget_class, GalleyNoticeBar, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
galley_notice_bar_init (GalleyNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
galley_notice_bar_set_words (GalleyNoticeBar *self,
                             const char      *sentence,
                             const char      *button)
{
  g_return_if_fail (GALLEY_IS_NOTICE_BAR (self));

  gtk_label_set_text (self->label, sentence);
  gtk_button_set_label (self->button, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

void
galley_notice_bar_set_revealed (GalleyNoticeBar *self,
                                gboolean         is_revealed)
{
  g_return_if_fail (GALLEY_IS_NOTICE_BAR (self));

  gtk_revealer_set_reveal_child (self->revealer, is_revealed);
}

gboolean
galley_notice_bar_get_revealed (GalleyNoticeBar *self)
{
  g_return_val_if_fail (GALLEY_IS_NOTICE_BAR (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

void
galley_notice_bar_flash (GalleyNoticeBar *self)
{
  gboolean is_odd;

  g_return_if_fail (GALLEY_IS_NOTICE_BAR (self));

  if (!galley_notice_bar_get_revealed (self))
    {
      galley_notice_bar_set_revealed (self, TRUE);
      return;
    }
  /* Two classes with one animation each: changing from one to the other starts it anew. */
  is_odd = gtk_widget_has_css_class (self->box, "flash-odd");
  gtk_widget_remove_css_class (self->box, is_odd ? "flash-odd" : "flash-even");
  gtk_widget_add_css_class (self->box, is_odd ? "flash-even" : "flash-odd");
}
