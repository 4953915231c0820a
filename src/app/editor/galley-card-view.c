/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-card-view.h"

#include "app/editor/galley-figure-view.h"
#include "app/editor/galley-journey-button.h"
#include "app/editor/galley-journey-words.h"

#include <glib/gi18n.h>

struct _GalleyCardView
{
  GtkWidget parent_instance;

  /* owned */
  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *poster;
  GtkWidget *name;
  GtkWidget *facts;
  GtkWidget *journey;
  GtkWidget *journey_button;
  GalleyEnclosure *enclosure; /* NULL before there is one */
  GalleyMediaSource *source;  /* (nullable) */

  gboolean is_video;
};

G_DEFINE_FINAL_TYPE (GalleyCardView, galley_card_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_PRESSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- what it shows ----------------------------------------------------------------------------------------------- */

/* NULL: nothing is to be told of it. */
static char *
show_journey (GalleyCardView *self)
{
  const char *hash = galley_enclosure_get_hash (self->enclosure);
  GalleyMediaJourney journey = { 0 };
  g_autofree char *path = NULL;

  if (hash != NULL && self->source != NULL)
    {
      galley_media_source_get_journey (self->source, hash, galley_enclosure_get_media_type (self->enclosure), &journey);
      path = galley_media_source_dup_path (self->source, hash);
    }
  galley_journey_button_show_journey (GALLEY_JOURNEY_BUTTON (self->journey_button), self->source, hash, &journey);
  /* Missing where no server could send it. */
  if (hash != NULL && journey.stage == GALLEY_JOURNEY_OVER && path == NULL)
    journey.stage = GALLEY_JOURNEY_TO_COME;
  return galley_journey_words (&journey);
}

static void
show_facts (GalleyCardView *self)
{
  g_autofree char *facts = NULL;
  g_autofree char *journey = NULL;
  g_autofree char *spoken = NULL;

  if (self->enclosure == NULL)
    return;
  facts = galley_enclosure_dup_facts (self->enclosure);
  journey = show_journey (self);
  gtk_label_set_text (GTK_LABEL (self->facts), facts);
  gtk_label_set_text (GTK_LABEL (self->journey), journey != NULL ? journey : "");
  gtk_widget_set_visible (self->journey, journey != NULL);
  /* Translators: for screen readers: "Attachment: notice.pdf, PDF, 1.2 MB". */
  spoken = g_strdup_printf (self->is_video ? _ ("Video: %s, %s") : _ ("Attachment: %s, %s"),
                            gtk_label_get_text (GTK_LABEL (self->name)), facts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, journey != NULL ? journey : "", -1);
}

static void
show_poster (GalleyCardView *self)
{
  GalleyFigure *poster = galley_enclosure_get_poster (self->enclosure);

  gtk_widget_set_visible (self->poster, poster != NULL);
  gtk_widget_set_visible (self->icon, poster == NULL);
  if (poster != NULL)
    {
      /* In words, or the view would ask for some. */
      g_autoptr (GalleyFigure) named = galley_figure_with_alternative (poster, _ ("Poster"));

      galley_figure_view_set_figure (GALLEY_FIGURE_VIEW (self->poster), named);
    }
}

static void
moved_cb (GalleyCardView *self,
          const char     *hash)
{
  if (self->enclosure != NULL && g_strcmp0 (hash, galley_enclosure_get_hash (self->enclosure)) == 0)
    show_facts (self);
}

/* --- the widget -------------------------------------------------------------------------------------------------- */

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_presses,
            double           x,
            double           y,
            GalleyCardView  *self)
{
  GtkWidget *pressed = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  /* Its own button has its own presses. */
  if (pressed != NULL && (pressed == self->journey_button || gtk_widget_is_ancestor (pressed, self->journey_button)))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, n_presses);
}

static void
galley_card_view_dispose (GObject *object)
{
  GalleyCardView *self = GALLEY_CARD_VIEW (object);

  if (self->box != NULL)
    galley_card_view_set_source (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->enclosure, galley_enclosure_unref);

  G_OBJECT_CLASS (galley_card_view_parent_class)->dispose (object);
}

static void
galley_card_view_class_init (GalleyCardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_card_view_dispose;

  signals[SIGNAL_PRESSED] = g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "galley-card");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (GtkWidget         *column,
           PangoEllipsizeMode mode,
           const char        *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), mode);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (column), label);
  return label;
}

static void
galley_card_view_init (GalleyCardView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "default");

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->icon = gtk_image_new ();
  gtk_image_set_icon_size (GTK_IMAGE (self->icon), GTK_ICON_SIZE_LARGE);
  gtk_widget_add_css_class (self->icon, "icon");
  gtk_box_append (GTK_BOX (self->box), self->icon);
  self->poster = galley_figure_view_new ();
  gtk_box_append (GTK_BOX (self->box), self->poster);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (self->box), column);
  self->name = add_label (column, PANGO_ELLIPSIZE_MIDDLE, "name");
  gtk_box_append (GTK_BOX (column), line);
  self->facts = add_label (line, PANGO_ELLIPSIZE_END, "facts");
  self->journey = add_label (line, PANGO_ELLIPSIZE_END, "journey");
  self->journey_button = galley_journey_button_new ();
  gtk_widget_add_css_class (self->journey_button, "galley-small");
  gtk_box_append (GTK_BOX (self->box), self->journey_button);

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
galley_card_view_new (void)
{
  return g_object_new (GALLEY_TYPE_CARD_VIEW, NULL);
}

void
galley_card_view_set_source (GalleyCardView    *self,
                             GalleyMediaSource *source)
{
  g_return_if_fail (GALLEY_IS_CARD_VIEW (self));

  if (self->source == source)
    return;
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_set_object (&self->source, source);
  if (source != NULL)
    {
      g_signal_connect_swapped (source, "media-arrived", G_CALLBACK (moved_cb), self);
      g_signal_connect_swapped (source, "media-moved", G_CALLBACK (moved_cb), self);
    }
  galley_figure_view_set_source (GALLEY_FIGURE_VIEW (self->poster), source);
  show_facts (self);
}

void
galley_card_view_set_block (GalleyCardView *self,
                            GalleyBlock    *block)
{
  GalleyEnclosure *enclosure = galley_block_get_enclosure (block);
  const char *address;

  g_return_if_fail (GALLEY_IS_CARD_VIEW (self));
  g_return_if_fail (enclosure != NULL);

  if (galley_enclosure_equal (self->enclosure, enclosure))
    return;
  g_clear_pointer (&self->enclosure, galley_enclosure_unref);
  self->enclosure = galley_enclosure_ref (enclosure);
  self->is_video = galley_block_get_kind (block) == GALLEY_BLOCK_VIDEO;
  address = galley_enclosure_get_address (enclosure);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                self->is_video ? "galley-video-symbolic" : "galley-attachment-symbolic");
  gtk_label_set_text (GTK_LABEL (self->name), address != NULL ? address : galley_enclosure_get_name (enclosure));
  show_poster (self);
  show_facts (self);
}

GalleyEnclosure *
galley_card_view_get_enclosure (GalleyCardView *self)
{
  g_return_val_if_fail (GALLEY_IS_CARD_VIEW (self), NULL);

  return self->enclosure;
}

void
galley_card_view_set_near (GalleyCardView *self,
                           gboolean        is_near)
{
  g_return_if_fail (GALLEY_IS_CARD_VIEW (self));

  galley_figure_view_set_near (GALLEY_FIGURE_VIEW (self->poster), is_near);
}

void
galley_card_view_set_selected (GalleyCardView *self,
                               gboolean        is_selected)
{
  g_return_if_fail (GALLEY_IS_CARD_VIEW (self));

  if (is_selected)
    gtk_widget_add_css_class (GTK_WIDGET (self), "selected");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "selected");
}
