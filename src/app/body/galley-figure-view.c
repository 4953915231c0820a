/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-figure-view.h"

#include "app/body/galley-journey-button.h"
#include "app/body/galley-journey-words.h"
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
  GalleyObjectView parent_instance;

  /* owned */
  GtkWidget *picture;
  GtkWidget *words;
  GtkWidget *badge;
  GtkWidget *journey;
  GtkWidget *journey_button;
  GalleyFigure *figure;
  GCancellable *loading; /* NULL: nothing is being loaded */

  gboolean is_near;
};

G_DEFINE_FINAL_TYPE (GalleyFigureView, galley_figure_view, GALLEY_TYPE_OBJECT_VIEW)

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

static GalleyMediaSource *
get_source (GalleyFigureView *self)
{
  return galley_object_view_get_source (GALLEY_OBJECT_VIEW (self));
}

static void
load (GalleyFigureView *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GTask) task = NULL;

  if (!self->is_near || self->figure == NULL || self->loading != NULL
      || gtk_picture_get_paintable (GTK_PICTURE (self->picture)) != NULL)
    return;
  if (get_source (self) != NULL)
    path = galley_media_source_dup_path (get_source (self), galley_figure_get_hash (self->figure));
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

/* That the picture is not here stands in its place already. */
static void
show_journey (GalleyFigureView *self)
{
  GalleyMediaSource *source = get_source (self);
  GalleyMediaJourney journey = { 0 };
  g_autofree char *words = NULL;

  if (self->figure != NULL && source != NULL)
    galley_media_source_get_journey (source, galley_figure_get_hash (self->figure),
                                     galley_figure_get_media_type (self->figure), &journey);
  words = galley_journey_words (&journey);
  gtk_label_set_text (GTK_LABEL (self->journey), words != NULL ? words : "");
  gtk_widget_set_visible (self->journey, words != NULL && journey.stage != GALLEY_JOURNEY_TO_COME);
  galley_journey_button_show_journey (GALLEY_JOURNEY_BUTTON (self->journey_button), source,
                                      self->figure != NULL ? galley_figure_get_hash (self->figure) : NULL, &journey);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words != NULL ? words : "", -1);
}

/* --- the widget -------------------------------------------------------------------------------------------------- */

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

/* --- as an object of the body ------------------------------------------------------------------------------------ */

static void
galley_figure_view_source_changed (GalleyObjectView *view)
{
  GalleyFigureView *self = GALLEY_FIGURE_VIEW (view);

  show_journey (self);
  forget (self);
  load (self);
}

static gboolean
has_file (GalleyFigureView *self,
          const char       *hash)
{
  return self->figure != NULL && g_str_equal (hash, galley_figure_get_hash (self->figure));
}

static void
galley_figure_view_arrived (GalleyObjectView *view,
                            const char       *hash)
{
  GalleyFigureView *self = GALLEY_FIGURE_VIEW (view);

  if (has_file (self, hash))
    load (self);
}

static void
galley_figure_view_moved (GalleyObjectView *view,
                          const char       *hash)
{
  GalleyFigureView *self = GALLEY_FIGURE_VIEW (view);

  if (has_file (self, hash))
    show_journey (self);
}

static void
galley_figure_view_set_block (GalleyObjectView *view,
                              GalleyBlock      *block)
{
  galley_figure_view_set_figure (GALLEY_FIGURE_VIEW (view), galley_block_get_figure (block));
}

static gboolean
galley_figure_view_shows (GalleyObjectView *view,
                          GalleyBlock      *block)
{
  return galley_figure_equal (GALLEY_FIGURE_VIEW (view)->figure, galley_block_get_figure (block));
}

static void
galley_figure_view_set_near (GalleyObjectView *view,
                             gboolean          is_near)
{
  GalleyFigureView *self = GALLEY_FIGURE_VIEW (view);

  if (self->is_near == is_near)
    return;
  self->is_near = is_near;
  if (is_near)
    load (self);
  else
    forget (self);
}

/* In the middle of the column. */
static void
galley_figure_view_fit (GalleyObjectView *view,
                        int               room,
                        int               em,
                        GtkAllocation    *place)
{
  galley_figure_fit (GALLEY_FIGURE_VIEW (view)->figure, room, em, &place->width, &place->height);
  place->x = (room - place->width) / 2;
  place->y = GALLEY_FIGURE_GAP (em);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_figure_view_dispose (GObject *object)
{
  GalleyFigureView *self = GALLEY_FIGURE_VIEW (object);

  if (self->picture != NULL)
    forget (self);
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
  GalleyObjectViewClass *object_view_class = GALLEY_OBJECT_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_figure_view_dispose;
  widget_class->measure = galley_figure_view_measure;
  widget_class->size_allocate = galley_figure_view_size_allocate;
  object_view_class->source_changed = galley_figure_view_source_changed;
  object_view_class->arrived = galley_figure_view_arrived;
  object_view_class->moved = galley_figure_view_moved;
  object_view_class->set_block = galley_figure_view_set_block;
  object_view_class->shows = galley_figure_view_shows;
  object_view_class->set_near = galley_figure_view_set_near;
  object_view_class->fit = galley_figure_view_fit;

  gtk_widget_class_set_css_name (widget_class, "figure");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
galley_figure_view_init (GalleyFigureView *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "galley-figure");

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
}

GtkWidget *
galley_figure_view_new (void)
{
  return g_object_new (GALLEY_TYPE_FIGURE_VIEW, NULL);
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
