/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-journey-button.h"

#include "app/body/galley-journey-words.h"

struct _GalleyJourneyButton
{
  GtkButton parent_instance;

  /* owned */
  GalleyMediaSource *source; /* (nullable) */
  char *hash;                /* (nullable) */

  gboolean is_stopping;
};

G_DEFINE_FINAL_TYPE (GalleyJourneyButton, galley_journey_button, GTK_TYPE_BUTTON)

static void
galley_journey_button_clicked (GtkButton *button)
{
  GalleyJourneyButton *self = GALLEY_JOURNEY_BUTTON (button);

  if (self->source != NULL && self->hash != NULL)
    galley_media_source_set_stopped (self->source, self->hash, self->is_stopping);
}

static void
galley_journey_button_dispose (GObject *object)
{
  GalleyJourneyButton *self = GALLEY_JOURNEY_BUTTON (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->hash, g_free);

  G_OBJECT_CLASS (galley_journey_button_parent_class)->dispose (object);
}

static void
galley_journey_button_class_init (GalleyJourneyButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_journey_button_dispose;
  GTK_BUTTON_CLASS (klass)->clicked = galley_journey_button_clicked;
}

static void
galley_journey_button_init (GalleyJourneyButton *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_focus_on_click (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "journey-button");
}

GtkWidget *
galley_journey_button_new (void)
{
  return g_object_new (GALLEY_TYPE_JOURNEY_BUTTON, NULL);
}

void
galley_journey_button_show_journey (GalleyJourneyButton      *self,
                                    GalleyMediaSource        *source,
                                    const char               *hash,
                                    const GalleyMediaJourney *journey)
{
  const char *words;

  g_return_if_fail (GALLEY_IS_JOURNEY_BUTTON (self));
  g_return_if_fail (journey != NULL);

  words = galley_journey_words_for_button (journey);
  self->is_stopping = galley_journey_is_to_be_stopped (journey);
  g_set_object (&self->source, source);
  g_free (self->hash);
  self->hash = g_strdup (hash);
  if (words != NULL)
    gtk_button_set_label (GTK_BUTTON (self), words);
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
}
