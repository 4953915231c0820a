/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/crop/galley-crop-view.h"

#include <glib/gi18n.h>
#include <math.h>

#define MARGIN 20 /* so that handles at the picture's edge can be taken */
#define HANDLE 28
#define CROSS 40
#define MIN_WIDTH 240
#define MIN_HEIGHT 200
#define STEP 100 /* pushes from one side of the picture to the other */
#define LARGE_STEP 10

struct _GalleyCropView
{
  GtkWidget parent_instance;

  /* owned */
  GtkWidget *parts[GALLEY_N_FRAMING_PARTS];
  GdkTexture *texture; /* (nullable) */

  GalleyFraming framing;
  GalleyFraming before; /* when a drag began */
  GalleyFramingPart dragged;
};

G_DEFINE_FINAL_TYPE (GalleyCropView, galley_crop_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- where things are -------------------------------------------------------------------------------------------- */

/* The turned picture in the widget, and how many pixels of the screen one of its own is. */
static double
get_place (GalleyCropView  *self,
           graphene_rect_t *place)
{
  double room_width = MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN);
  double room_height = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)) - 2 * MARGIN);
  double width = MAX (1, galley_framing_get_width (&self->framing));
  double height = MAX (1, galley_framing_get_height (&self->framing));
  double scale = MIN (room_width / width, room_height / height);

  graphene_rect_init (place, (float) (MARGIN + (room_width - width * scale) / 2),
                      (float) (MARGIN + (room_height - height * scale) / 2), (float) (width * scale),
                      (float) (height * scale));
  return scale;
}

static void
get_frame (GalleyCropView  *self,
           graphene_rect_t *frame)
{
  graphene_rect_t place;
  double scale = get_place (self, &place);

  graphene_rect_init (frame, (float) (place.origin.x + self->framing.x * scale),
                      (float) (place.origin.y + self->framing.y * scale), (float) (self->framing.width * scale),
                      (float) (self->framing.height * scale));
}

/* The middle of a handle or of the cross. */
static void
get_middle (GalleyCropView    *self,
            GalleyFramingPart  part,
            double            *x,
            double            *y)
{
  static const double places[GALLEY_N_FRAMING_PARTS][2] = {
    [GALLEY_FRAMING_TOP_LEFT] = { 0, 0 },     [GALLEY_FRAMING_TOP] = { 0.5, 0 },
    [GALLEY_FRAMING_TOP_RIGHT] = { 1, 0 },    [GALLEY_FRAMING_LEFT] = { 0, 0.5 },
    [GALLEY_FRAMING_RIGHT] = { 1, 0.5 },      [GALLEY_FRAMING_BOTTOM_LEFT] = { 0, 1 },
    [GALLEY_FRAMING_BOTTOM] = { 0.5, 1 },     [GALLEY_FRAMING_BOTTOM_RIGHT] = { 1, 1 },
  };
  graphene_rect_t frame;

  get_frame (self, &frame);
  *x = frame.origin.x + places[part][0] * frame.size.width;
  *y = frame.origin.y + places[part][1] * frame.size.height;
  if (part == GALLEY_FRAMING_FOCUS)
    {
      graphene_rect_t place;
      double scale = get_place (self, &place);

      *x = CLAMP (place.origin.x + self->framing.focus_x * scale, frame.origin.x, frame.origin.x + frame.size.width);
      *y = CLAMP (place.origin.y + self->framing.focus_y * scale, frame.origin.y, frame.origin.y + frame.size.height);
    }
}

static void
galley_crop_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
galley_crop_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  GalleyCropView *self = GALLEY_CROP_VIEW (widget);
  graphene_rect_t frame;

  get_frame (self, &frame);
  for (guint i = 0; i < GALLEY_N_FRAMING_PARTS; i++)
    {
      GtkAllocation place = { (int) frame.origin.x, (int) frame.origin.y, MAX (1, (int) frame.size.width),
                              MAX (1, (int) frame.size.height) };

      if (i != GALLEY_FRAMING_FRAME)
        {
          int side = i == GALLEY_FRAMING_FOCUS ? CROSS : HANDLE;
          double x, y;

          get_middle (self, i, &x, &y);
          place = (GtkAllocation) { (int) (x - side / 2), (int) (y - side / 2), side, side };
        }
      gtk_widget_measure (self->parts[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->parts[i], &place, -1);
    }
}

/* --- how it looks ------------------------------------------------------------------------------------------------ */

static void
paint_picture (GalleyCropView        *self,
               GtkSnapshot           *snapshot,
               const graphene_rect_t *place)
{
  gboolean is_on_side = self->framing.quarter_turns % 2 == 1;
  float width = is_on_side ? place->size.height : place->size.width;
  float height = is_on_side ? place->size.width : place->size.height;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place->origin.x + place->size.width / 2,
                                                          place->origin.y + place->size.height / 2));
  gtk_snapshot_rotate (snapshot, 90 * self->framing.quarter_turns);
  gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (-width / 2, -height / 2, width, height));
  gtk_snapshot_restore (snapshot);
}

/* What is outside the frame is there, but will not be. */
static void
dim (GtkSnapshot           *snapshot,
     const graphene_rect_t *place,
     const graphene_rect_t *frame)
{
  const GdkRGBA shade = { 0, 0, 0, 0.6f };
  float right = frame->origin.x + frame->size.width, bottom = frame->origin.y + frame->size.height;
  float place_right = place->origin.x + place->size.width, place_bottom = place->origin.y + place->size.height;
  const graphene_rect_t sides[] = {
    GRAPHENE_RECT_INIT (place->origin.x, place->origin.y, place->size.width, frame->origin.y - place->origin.y),
    GRAPHENE_RECT_INIT (place->origin.x, bottom, place->size.width, place_bottom - bottom),
    GRAPHENE_RECT_INIT (place->origin.x, frame->origin.y, frame->origin.x - place->origin.x, frame->size.height),
    GRAPHENE_RECT_INIT (right, frame->origin.y, place_right - right, frame->size.height),
  };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    if (sides[i].size.width > 0 && sides[i].size.height > 0)
      gtk_snapshot_append_color (snapshot, &shade, &sides[i]);
}

static void
galley_crop_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  GalleyCropView *self = GALLEY_CROP_VIEW (widget);
  graphene_rect_t place, frame;

  if (self->texture == NULL)
    return;
  get_place (self, &place);
  get_frame (self, &frame);
  paint_picture (self, snapshot, &place);
  dim (snapshot, &place, &frame);
  for (guint i = 0; i < GALLEY_N_FRAMING_PARTS; i++)
    gtk_widget_snapshot_child (widget, self->parts[i], snapshot);
}

/* --- pushing ----------------------------------------------------------------------------------------------------- */

/* In words of the picture, for who does not see where they are. */
static void
tell_parts (GalleyCropView *self)
{
  for (guint i = 0; i < GALLEY_N_FRAMING_PARTS; i++)
    {
      double x = self->framing.x, y = self->framing.y;
      g_autofree char *words = NULL;

      if (i == GALLEY_FRAMING_FOCUS)
        {
          x = self->framing.focus_x;
          y = self->framing.focus_y;
        }
      if (i == GALLEY_FRAMING_TOP_RIGHT || i == GALLEY_FRAMING_RIGHT || i == GALLEY_FRAMING_BOTTOM_RIGHT)
        x += self->framing.width;
      if (i == GALLEY_FRAMING_BOTTOM_LEFT || i == GALLEY_FRAMING_BOTTOM || i == GALLEY_FRAMING_BOTTOM_RIGHT)
        y += self->framing.height;
      /* Translators: where a handle stands: pixels from the picture's left edge, and from its upper edge. */
      words = g_strdup_printf (_ ("%d from the left, %d from the top"), (int) lround (x), (int) lround (y));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->parts[i]), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
    }
}

static void
follow (GalleyCropView *self)
{
  gtk_widget_set_visible (self->parts[GALLEY_FRAMING_FOCUS], self->framing.has_focus && self->texture != NULL);
  tell_parts (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
find_part (GalleyCropView    *self,
           GtkWidget         *widget,
           GalleyFramingPart *part)
{
  for (guint i = 0; i < GALLEY_N_FRAMING_PARTS; i++)
    if (self->parts[i] == widget)
      {
        *part = i;
        return TRUE;
      }
  return FALSE;
}

static void
push (GalleyCropView    *self,
      GalleyFramingPart  part,
      double             right,
      double             down)
{
  galley_framing_push (&self->framing, part, right, down);
  follow (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GalleyCropView        *self)
{
  double steps = (state & GDK_SHIFT_MASK) != 0 ? LARGE_STEP : STEP;
  double across = galley_framing_get_width (&self->framing) / steps;
  double down = galley_framing_get_height (&self->framing) / steps;
  GalleyFramingPart part;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0
      || !find_part (self, gtk_widget_get_focus_child (GTK_WIDGET (self)), &part))
    return FALSE;
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    push (self, part, -across, 0);
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    push (self, part, across, 0);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    push (self, part, 0, -down);
  else if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    push (self, part, 0, down);
  else
    return FALSE;
  return TRUE;
}

static void
drag_begin_cb (GtkGestureDrag *drag,
               double          x,
               double          y,
               GalleyCropView *self)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (self->texture == NULL || !find_part (self, picked, &self->dragged))
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (picked);
  self->before = self->framing;
}

static void
drag_update_cb (GtkGestureDrag *drag,
                double          x,
                double          y,
                GalleyCropView *self)
{
  graphene_rect_t place;
  double scale = get_place (self, &place);

  self->framing = self->before;
  push (self, self->dragged, x / scale, y / scale);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *name, *cursor, *class_name;
} looks[GALLEY_N_FRAMING_PARTS] = {
  [GALLEY_FRAMING_FRAME] = { N_ ("Frame"), "move", "frame" },
  [GALLEY_FRAMING_TOP_LEFT] = { N_ ("Upper Left Corner"), "nw-resize", "handle" },
  [GALLEY_FRAMING_TOP] = { N_ ("Upper Edge"), "n-resize", "handle" },
  [GALLEY_FRAMING_TOP_RIGHT] = { N_ ("Upper Right Corner"), "ne-resize", "handle" },
  [GALLEY_FRAMING_LEFT] = { N_ ("Left Edge"), "w-resize", "handle" },
  [GALLEY_FRAMING_RIGHT] = { N_ ("Right Edge"), "e-resize", "handle" },
  [GALLEY_FRAMING_BOTTOM_LEFT] = { N_ ("Lower Left Corner"), "sw-resize", "handle" },
  [GALLEY_FRAMING_BOTTOM] = { N_ ("Lower Edge"), "s-resize", "handle" },
  [GALLEY_FRAMING_BOTTOM_RIGHT] = { N_ ("Lower Right Corner"), "se-resize", "handle" },
  [GALLEY_FRAMING_FOCUS] = { N_ ("Focal Point"), "move", "cross" },
};

static GtkWidget *
make_part (GalleyFramingPart part)
{
  /* Not a box: that hands the focus on to children alone. */
  GtkWidget *widget = g_object_new (GTK_TYPE_DRAWING_AREA, "css-name", "part", "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_SLIDER, "focusable", TRUE, "visible", FALSE, NULL);

  gtk_widget_add_css_class (widget, looks[part].class_name);
  gtk_widget_set_cursor_from_name (widget, looks[part].cursor);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (looks[part].name), -1);
  return widget;
}

/* The first of them, wherever the frame is. */
static gboolean
galley_crop_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GALLEY_CROP_VIEW (widget)->parts[GALLEY_FRAMING_TOP_LEFT]);
}

static void
galley_crop_view_dispose (GObject *object)
{
  GalleyCropView *self = GALLEY_CROP_VIEW (object);

  for (guint i = 0; i < GALLEY_N_FRAMING_PARTS; i++)
    g_clear_pointer (&self->parts[i], gtk_widget_unparent);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (galley_crop_view_parent_class)->dispose (object);
}

static void
galley_crop_view_class_init (GalleyCropViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_crop_view_dispose;
  widget_class->measure = galley_crop_view_measure;
  widget_class->size_allocate = galley_crop_view_size_allocate;
  widget_class->snapshot = galley_crop_view_snapshot;
  widget_class->grab_focus = galley_crop_view_grab_focus;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "crop");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
galley_crop_view_init (GalleyCropView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "galley-crop");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Part of the Picture"), -1);
  for (guint i = 0; i < GALLEY_N_FRAMING_PARTS; i++)
    {
      self->parts[i] = make_part (i);
      gtk_widget_set_parent (self->parts[i], GTK_WIDGET (self));
    }
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

void
galley_crop_view_set_picture (GalleyCropView      *self,
                              GdkTexture          *texture,
                              const GalleyFraming *framing)
{
  g_return_if_fail (GALLEY_IS_CROP_VIEW (self));
  g_return_if_fail (GDK_IS_TEXTURE (texture));

  g_set_object (&self->texture, texture);
  for (guint i = 0; i < GALLEY_FRAMING_FOCUS; i++)
    gtk_widget_set_visible (self->parts[i], TRUE);
  galley_crop_view_set_framing (self, framing);
}

const GalleyFraming *
galley_crop_view_get_framing (GalleyCropView *self)
{
  g_return_val_if_fail (GALLEY_IS_CROP_VIEW (self), NULL);

  return &self->framing;
}

void
galley_crop_view_set_framing (GalleyCropView      *self,
                              const GalleyFraming *framing)
{
  g_return_if_fail (GALLEY_IS_CROP_VIEW (self));
  g_return_if_fail (framing != NULL);

  self->framing = *framing;
  follow (self);
}
