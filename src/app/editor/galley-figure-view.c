/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-figure-view.h"

#include "app/editor/galley-journey-button.h"
#include "app/editor/galley-journey-words.h"
#include "core/base/galley-task.h"
#include "core/media/galley-picture-show.h"

#include <glib/gi18n.h>

/* Pixels that are kept of a picture: enough for the widest column on a screen of twice the usual density. */
#define MAX_SIDE 1400
#define MAX_HEIGHT_EM 20
#define MIN_SIDE 48
#define CORNER 8 /* from a badge to the edges */

struct _GalleyFigureView
{
  GtkWidget parent_instance;

  /* owned */
  GtkWidget *picture;
  GtkWidget *words;
  GtkWidget *badge;
  GtkWidget *journey;
  GtkWidget *journey_button;
  GalleyFigure *figure;
  GalleyMediaSource *source; /* (nullable) */
  GCancellable *loading;     /* NULL: nothing is being loaded */

  gboolean is_near;
};

G_DEFINE_FINAL_TYPE (GalleyFigureView, galley_figure_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_PRESSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

void
galley_figure_fit (const GalleyFigure *figure,
                   int                 room,
                   int                 em,
                   int                *width,
                   int                *height)
{
  double natural_width = galley_figure_get_width (figure), natural_height = galley_figure_get_height (figure);
  double scale = MIN (1.0, MIN (MAX (room, MIN_SIDE) / natural_width, MAX_HEIGHT_EM * em / natural_height));

  *width = MAX (MIN_SIDE, (int) (natural_width * scale));
  *height = MAX (MIN_SIDE, (int) (natural_height * scale));
}

/* --- the pixels -------------------------------------------------------------------------------------------------- */

static void
say (GalleyFigureView *self,
     const char       *words)
{
  gtk_label_set_text (GTK_LABEL (self->words), words != NULL ? words : "");
  gtk_widget_set_visible (self->words, words != NULL);
}

static void
load_in_worker (GTask        *task,
                gpointer      source,
                gpointer      path,
                GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixels = galley_picture_show_file (path, MAX_SIDE, cancellable, &error);

  if (pixels != NULL)
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixels), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GalleyFigureView *self = GALLEY_FIGURE_VIEW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;
  g_clear_object (&self->loading);
  if (texture == NULL)
    g_message ("picture %s cannot be shown: %s", galley_figure_get_hash (self->figure), error->message);
  say (self, texture != NULL ? NULL : _ ("This picture is damaged and cannot be shown."));
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
}

static void
forget (GalleyFigureView *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
}

static void
load (GalleyFigureView *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GTask) task = NULL;

  if (!self->is_near || self->figure == NULL || self->loading != NULL
      || gtk_picture_get_paintable (GTK_PICTURE (self->picture)) != NULL)
    return;
  if (self->source != NULL)
    path = galley_media_source_dup_path (self->source, galley_figure_get_hash (self->figure));
  if (path == NULL)
    {
      say (self, _ ("This picture is not on this computer yet."));
      return;
    }
  self->loading = g_cancellable_new ();
  task = g_task_new (self, self->loading, loaded_cb, NULL);
  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, g_steal_pointer (&path), g_free);
  galley_task_run_in_thread (task, load_in_worker);
}

static void
arrived_cb (GalleyFigureView *self,
            const char       *hash)
{
  if (self->figure != NULL && g_str_equal (hash, galley_figure_get_hash (self->figure)))
    load (self);
}

/* That the picture is not here stands in its place already. */
static void
show_journey (GalleyFigureView *self)
{
  GalleyMediaJourney journey = { 0 };
  g_autofree char *words = NULL;

  if (self->figure != NULL && self->source != NULL)
    galley_media_source_get_journey (self->source, galley_figure_get_hash (self->figure),
                                     galley_figure_get_media_type (self->figure), &journey);
  words = galley_journey_words (&journey);
  gtk_label_set_text (GTK_LABEL (self->journey), words != NULL ? words : "");
  gtk_widget_set_visible (self->journey, words != NULL && journey.stage != GALLEY_JOURNEY_TO_COME);
  galley_journey_button_show_journey (GALLEY_JOURNEY_BUTTON (self->journey_button), self->source,
                                      self->figure != NULL ? galley_figure_get_hash (self->figure) : NULL, &journey);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words != NULL ? words : "", -1);
}

static void
moved_cb (GalleyFigureView *self,
          const char       *hash)
{
  if (self->figure != NULL && g_str_equal (hash, galley_figure_get_hash (self->figure)))
    show_journey (self);
}

/* --- the widget -------------------------------------------------------------------------------------------------- */

static void
pressed_cb (GtkGestureClick  *gesture,
            int               n_presses,
            double            x,
            double            y,
            GalleyFigureView *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, n_presses);
}

static void
galley_figure_view_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = *natural = MIN_SIDE;
  *minimum_baseline = *natural_baseline = -1;
}

static void
place (GtkWidget *child,
       int        x,
       int        y,
       int        width,
       int        height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

/* In a corner, and no wider than the picture. Returns where it ends. */
static int
place_in_corner (GtkWidget *child,
                 gboolean   is_below,
                 int        x,
                 int        width,
                 int        height)
{
  int least, natural, child_height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  natural = MAX (least, MIN (natural, width - x - CORNER));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, natural, NULL, &child_height, NULL, NULL);
  place (child, x, is_below ? height - child_height - CORNER : CORNER, natural, child_height);
  return x + natural;
}

static void
galley_figure_view_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  GalleyFigureView *self = GALLEY_FIGURE_VIEW (widget);
  int words_width, end;

  gtk_widget_measure (self->picture, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  place (self->picture, 0, 0, width, height);
  gtk_widget_measure (self->words, GTK_ORIENTATION_HORIZONTAL, -1, &words_width, NULL, NULL, NULL);
  place (self->words, 0, 0, MAX (width, words_width), height);
  place_in_corner (self->badge, TRUE, CORNER, width, height);
  end = place_in_corner (self->journey, FALSE, CORNER, width, height);
  place_in_corner (self->journey_button, FALSE, end + CORNER, width, height);
}

static void
galley_figure_view_dispose (GObject *object)
{
  GalleyFigureView *self = GALLEY_FIGURE_VIEW (object);

  if (self->picture != NULL)
    {
      self->is_near = FALSE;
      galley_figure_view_set_source (self, NULL);
    }
  g_clear_pointer (&self->figure, galley_figure_unref);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->words, gtk_widget_unparent);
  g_clear_pointer (&self->badge, gtk_widget_unparent);
  g_clear_pointer (&self->journey, gtk_widget_unparent);
  g_clear_pointer (&self->journey_button, gtk_widget_unparent);

  G_OBJECT_CLASS (galley_figure_view_parent_class)->dispose (object);
}

static void
galley_figure_view_class_init (GalleyFigureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_figure_view_dispose;
  widget_class->measure = galley_figure_view_measure;
  widget_class->size_allocate = galley_figure_view_size_allocate;

  signals[SIGNAL_PRESSED] = g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "figure");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
galley_figure_view_init (GalleyFigureView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "galley-figure");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "default");

  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));

  self->words = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->words), GTK_JUSTIFY_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (self->words), 3);
  gtk_widget_set_visible (self->words, FALSE);
  gtk_widget_add_css_class (self->words, "words");
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));

  self->badge = gtk_label_new (_ ("No description"));
  gtk_widget_set_tooltip_text (self->badge, _ ("Say in a few words what the picture shows, for readers who cannot see it."));
  gtk_widget_add_css_class (self->badge, "badge");
  gtk_widget_set_parent (self->badge, GTK_WIDGET (self));

  self->journey = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->journey), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (self->journey, FALSE);
  gtk_widget_add_css_class (self->journey, "badge");
  gtk_widget_add_css_class (self->journey, "journey");
  gtk_widget_set_parent (self->journey, GTK_WIDGET (self));
  self->journey_button = galley_journey_button_new ();
  gtk_widget_set_parent (self->journey_button, GTK_WIDGET (self));

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
galley_figure_view_new (void)
{
  return g_object_new (GALLEY_TYPE_FIGURE_VIEW, NULL);
}

void
galley_figure_view_set_source (GalleyFigureView  *self,
                               GalleyMediaSource *source)
{
  g_return_if_fail (GALLEY_IS_FIGURE_VIEW (self));

  if (self->source == source)
    return;
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_set_object (&self->source, source);
  if (source != NULL)
    {
      g_signal_connect_swapped (source, "media-arrived", G_CALLBACK (arrived_cb), self);
      g_signal_connect_swapped (source, "media-moved", G_CALLBACK (moved_cb), self);
    }
  show_journey (self);
  forget (self);
  load (self);
}

GalleyFigure *
galley_figure_view_get_figure (GalleyFigureView *self)
{
  g_return_val_if_fail (GALLEY_IS_FIGURE_VIEW (self), NULL);

  return self->figure;
}

void
galley_figure_view_set_figure (GalleyFigureView *self,
                               GalleyFigure     *figure)
{
  g_autoptr (GalleyFigure) old = NULL;
  const char *alternative;
  gboolean is_same_file;

  g_return_if_fail (GALLEY_IS_FIGURE_VIEW (self));
  g_return_if_fail (figure != NULL);

  if (galley_figure_equal (self->figure, figure))
    return;
  old = g_steal_pointer (&self->figure);
  self->figure = galley_figure_ref (figure);
  is_same_file = old != NULL && g_str_equal (galley_figure_get_hash (old), galley_figure_get_hash (figure));
  alternative = galley_figure_get_alternative (figure);
  gtk_widget_set_visible (self->badge, *alternative == '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  *alternative != '\0' ? alternative : _ ("Picture without a description"), -1);
  if (is_same_file)
    return;
  show_journey (self);
  forget (self);
  say (self, NULL);
  load (self);
}

void
galley_figure_view_set_near (GalleyFigureView *self,
                             gboolean          is_near)
{
  g_return_if_fail (GALLEY_IS_FIGURE_VIEW (self));

  if (self->is_near == is_near)
    return;
  self->is_near = is_near;
  if (is_near)
    load (self);
  else
    forget (self);
}

void
galley_figure_view_set_selected (GalleyFigureView *self,
                                 gboolean          is_selected)
{
  g_return_if_fail (GALLEY_IS_FIGURE_VIEW (self));

  if (is_selected)
    gtk_widget_add_css_class (GTK_WIDGET (self), "selected");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "selected");
}
