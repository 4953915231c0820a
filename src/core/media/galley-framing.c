/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/media/galley-framing.h"

#include <math.h>

/* Which way each part is pushed: -1 is the left or upper side, 0 none. */
static const struct
{
  int across, down;
} sides[GALLEY_N_FRAMING_PARTS] = {
  [GALLEY_FRAMING_TOP_LEFT] = { -1, -1 },  [GALLEY_FRAMING_TOP] = { 0, -1 },
  [GALLEY_FRAMING_TOP_RIGHT] = { 1, -1 },  [GALLEY_FRAMING_LEFT] = { -1, 0 },
  [GALLEY_FRAMING_RIGHT] = { 1, 0 },       [GALLEY_FRAMING_BOTTOM_LEFT] = { -1, 1 },
  [GALLEY_FRAMING_BOTTOM] = { 0, 1 },      [GALLEY_FRAMING_BOTTOM_RIGHT] = { 1, 1 },
};

guint
galley_framing_get_width (const GalleyFraming *self)
{
  return self->quarter_turns % 2 == 0 ? self->origin_width : self->origin_height;
}

guint
galley_framing_get_height (const GalleyFraming *self)
{
  return self->quarter_turns % 2 == 0 ? self->origin_height : self->origin_width;
}

/* Keeps @length from @start within @room. */
static double
bring_in (double start,
          double length,
          double room)
{
  return CLAMP (start, 0, MAX (0, room - length));
}

void
galley_framing_init (GalleyFraming     *self,
                     guint              origin_width,
                     guint              origin_height,
                     const GalleyCrop  *crop,
                     const GalleyFocus *focus)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (origin_width > 0 && origin_height > 0);

  *self = (GalleyFraming) { .origin_width = origin_width, .origin_height = origin_height };
  if (crop != NULL)
    self->quarter_turns = crop->quarter_turns % 4;
  self->width = galley_framing_get_width (self);
  self->height = galley_framing_get_height (self);
  if (crop != NULL)
    {
      double width = self->width, height = self->height;

      self->width = CLAMP (crop->width, 1, width);
      self->height = CLAMP (crop->height, 1, height);
      self->x = bring_in (crop->x, self->width, width);
      self->y = bring_in (crop->y, self->height, height);
    }
  self->has_focus = focus != NULL;
  if (focus != NULL)
    {
      self->focus_x = self->x + self->width * MIN (focus->x, 100) / 100;
      self->focus_y = self->y + self->height * MIN (focus->y, 100) / 100;
    }
}

/* About the same middle. */
static void
set_size (GalleyFraming *self,
          double         width,
          double         height)
{
  double x = self->x + (self->width - width) / 2, y = self->y + (self->height - height) / 2;

  self->width = width;
  self->height = height;
  self->x = bring_in (x, width, galley_framing_get_width (self));
  self->y = bring_in (y, height, galley_framing_get_height (self));
}

static void
keep_ratio (GalleyFraming *self)
{
  double area = self->width * self->height;
  double width;

  if (self->ratio <= 0)
    return;
  width = MIN (sqrt (area * self->ratio),
               MIN (galley_framing_get_width (self), galley_framing_get_height (self) * self->ratio));
  set_size (self, width, width / self->ratio);
}

static void
turn_once (GalleyFraming *self)
{
  double height = galley_framing_get_height (self);
  double x = height - self->y - self->height, y = self->x;
  double focus_x = height - self->focus_y, focus_y = self->focus_x;
  double width = self->height;

  self->height = self->width;
  self->width = width;
  self->x = x;
  self->y = y;
  self->focus_x = focus_x;
  self->focus_y = focus_y;
  self->quarter_turns = (self->quarter_turns + 1) % 4;
}

void
galley_framing_turn (GalleyFraming *self,
                     gboolean       is_clockwise)
{
  g_return_if_fail (self != NULL);

  for (guint i = is_clockwise ? 1 : 3; i > 0; i--)
    turn_once (self);
  keep_ratio (self);
}

void
galley_framing_set_ratio (GalleyFraming *self,
                          guint          width,
                          guint          height)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((width == 0) == (height == 0));

  self->ratio = height > 0 ? (double) width / height : 0;
  keep_ratio (self);
}

/* The new length of a side that is pushed by @push at its end @side, within @room. */
static double
stretch (double length,
         int    side,
         double push,
         double room)
{
  return CLAMP (length + side * push, MIN (GALLEY_FRAMING_MIN_SIDE, room), room);
}

/* From where the frame begins: what is opposite of the pushed side stays. */
static double
hold (double start,
      double length,
      double new_length,
      int    side,
      double room)
{
  if (side > 0)
    return start;
  if (side < 0)
    return start + length - new_length;
  return bring_in (start + (length - new_length) / 2, new_length, room);
}

static void
push_side (GalleyFraming *self,
           int            across,
           int            down,
           double         right,
           double         below)
{
  double room_across = galley_framing_get_width (self), room_down = galley_framing_get_height (self);
  double width = self->width, height = self->height;

  if (across != 0)
    {
      double room = across > 0 ? room_across - self->x : self->x + self->width;

      width = stretch (self->width, across, right, room);
    }
  if (down != 0)
    {
      double room = down > 0 ? room_down - self->y : self->y + self->height;

      height = stretch (self->height, down, below, room);
    }
  if (self->ratio > 0)
    {
      double most_across = across == 0 ? room_across : across > 0 ? room_across - self->x : self->x + self->width;
      double most_down = down == 0 ? room_down : down > 0 ? room_down - self->y : self->y + self->height;

      /* At a corner the side leads that was pushed further. */
      if (across == 0 || (down != 0 && fabs (height - self->height) * self->ratio > fabs (width - self->width)))
        width = height * self->ratio;
      width = MIN (width, MIN (most_across, most_down * self->ratio));
      height = width / self->ratio;
    }
  self->x = hold (self->x, self->width, width, across, room_across);
  self->y = hold (self->y, self->height, height, down, room_down);
  self->width = width;
  self->height = height;
}

void
galley_framing_push (GalleyFraming     *self,
                     GalleyFramingPart  part,
                     double             right,
                     double             down)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (part < GALLEY_N_FRAMING_PARTS);

  if (part == GALLEY_FRAMING_FOCUS)
    {
      self->focus_x = CLAMP (CLAMP (self->focus_x, self->x, self->x + self->width) + right, self->x, self->x + self->width);
      self->focus_y =
          CLAMP (CLAMP (self->focus_y, self->y, self->y + self->height) + down, self->y, self->y + self->height);
    }
  else if (part == GALLEY_FRAMING_FRAME)
    {
      self->x = bring_in (self->x + right, self->width, galley_framing_get_width (self));
      self->y = bring_in (self->y + down, self->height, galley_framing_get_height (self));
    }
  else
    push_side (self, sides[part].across, sides[part].down, right, down);
}

void
galley_framing_set_has_focus (GalleyFraming *self,
                              gboolean       has_focus)
{
  g_return_if_fail (self != NULL);

  if (has_focus && !self->has_focus)
    {
      self->focus_x = self->x + self->width / 2;
      self->focus_y = self->y + self->height / 2;
    }
  self->has_focus = has_focus;
}

gboolean
galley_framing_is_whole (const GalleyFraming *self)
{
  GalleyPictureEdit edit;

  galley_framing_get_edit (self, &edit);
  return edit.quarter_turns == 0 && edit.width == self->origin_width && edit.height == self->origin_height;
}

/* @start and @length in whole pixels within @room. */
static void
round_side (double  start,
            double  length,
            guint   room,
            guint  *whole_start,
            guint  *whole_length)
{
  *whole_length = (guint) CLAMP (lround (length), 1, room);
  *whole_start = (guint) CLAMP (lround (start), 0, room - *whole_length);
}

void
galley_framing_get_edit (const GalleyFraming *self,
                         GalleyPictureEdit   *edit)
{
  g_return_if_fail (self != NULL && edit != NULL);

  edit->quarter_turns = self->quarter_turns;
  round_side (self->x, self->width, galley_framing_get_width (self), &edit->x, &edit->width);
  round_side (self->y, self->height, galley_framing_get_height (self), &edit->y, &edit->height);
}

gboolean
galley_framing_get_focus (const GalleyFraming *self,
                          GalleyFocus         *focus)
{
  g_return_val_if_fail (self != NULL && focus != NULL, FALSE);

  if (!self->has_focus)
    return FALSE;
  focus->x = (guint) lround (CLAMP ((self->focus_x - self->x) / self->width, 0, 1) * 100);
  focus->y = (guint) lround (CLAMP ((self->focus_y - self->y) / self->height, 0, 1) * 100);
  return TRUE;
}
