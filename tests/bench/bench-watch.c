/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-watch: says when the next window of this display appeared, when it was painted first, and when its picture had
 * come to rest: the last change before two seconds in which it did not change. The X server tells when something was
 * drawn, so that nobody has to look all the time.
 *
 *     bench-watch [X Y WIDTH HEIGHT]      what is in this part of the window, instead of in all of it
 *     bench-watch X Y WIDTH HEIGHT each   tells of each change there, "changed T", until it is ended
 *
 * Prints "ready", "mapped T" as soon as it is, and then "painted T" and "rested T", each T in milliseconds of
 * CLOCK_MONOTONIC. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define QUIET_MILLISECONDS 2000
#define LONGEST_MILLISECONDS 60000
#define LEAST_WIDTH 300
#define LEAST_HEIGHT 200
/* A window that shows no more colours than this is still empty. */
#define N_COLOURS 16

typedef struct
{
  Display *display;
  int damage_event;
  Window window; /* None until it is there */
  double painted; /* 0: not yet */
  double changed; /* the last time */
  double damaged; /* since the last look, 0: not at all */
  uint64_t picture;
  int x, y, width, height; /* what is compared; width 0: all */
  int tells_each;
} Watch;

static double
get_milliseconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

/* A window may be gone before it is looked at. */
static int
ignore_error (Display     *display,
              XErrorEvent *event)
{
  return 0;
}

static int
is_program_window (Display *display,
                   Window   window)
{
  XWindowAttributes attributes;

  return XGetWindowAttributes (display, window, &attributes) && !attributes.override_redirect
         && attributes.width >= LEAST_WIDTH && attributes.height >= LEAST_HEIGHT;
}

/* The part of the window that is compared. FALSE: nothing of it is there. */
static int
get_place (const Watch *self,
           XRectangle  *place)
{
  XWindowAttributes attributes;
  int right, bottom;

  if (!XGetWindowAttributes (self->display, self->window, &attributes))
    return 0;
  right = self->width == 0 ? attributes.width : self->x + self->width;
  bottom = self->width == 0 ? attributes.height : self->y + self->height;
  right = right < attributes.width ? right : attributes.width;
  bottom = bottom < attributes.height ? bottom : attributes.height;
  if (right <= self->x || bottom <= self->y)
    return 0;
  *place = (XRectangle){ self->x, self->y, right - self->x, bottom - self->y };
  return 1;
}

/* Looks at that part: a number for its picture, 0 where it is still empty. */
static uint64_t
look (const Watch *self)
{
  XRectangle place;
  uint32_t colours[N_COLOURS];
  int n_colours = 0;
  uint64_t picture = 14695981039346656037u; /* FNV-1a, a pixel at a time */
  XImage *image = NULL;

  if (get_place (self, &place))
    image = XGetImage (self->display, self->window, place.x, place.y, place.width, place.height, AllPlanes, ZPixmap);
  if (image == NULL || image->bits_per_pixel != 32)
    return 0;
  for (int y = 0; y < image->height; y++)
    {
      const uint32_t *line = (const uint32_t *) (const void *) (image->data + y * image->bytes_per_line);

      for (int x = 0; x < image->width; x++)
        {
          int at = 0;

          picture = (picture ^ line[x]) * 1099511628211u;
          while (n_colours < N_COLOURS && at < n_colours && colours[at] != line[x])
            at++;
          if (n_colours < N_COLOURS && at == n_colours)
            colours[n_colours++] = line[x];
        }
    }
  XDestroyImage (image);
  return n_colours == N_COLOURS ? picture : 0;
}

static void
take_event (Watch *self)
{
  XEvent event;

  XNextEvent (self->display, &event);
  if (event.type == MapNotify && self->window == None && is_program_window (self->display, event.xmap.window))
    {
      self->window = event.xmap.window;
      printf ("mapped %.1f\n", get_milliseconds ());
      fflush (stdout);
    }
  if (event.type == self->damage_event && self->damaged == 0)
    self->damaged = get_milliseconds ();
}

/* What was drawn over with the same is no change. */
static void
compare_picture (Watch *self)
{
  uint64_t picture = look (self);

  if (picture != self->picture && picture != 0)
    {
      self->changed = self->damaged;
      if (self->painted == 0)
        self->painted = self->damaged;
      self->picture = picture;
      if (self->tells_each)
        {
          printf ("changed %.1f\n", self->changed);
          fflush (stdout);
        }
    }
  self->damaged = 0;
}

static int
has_come_to_rest (Watch *self)
{
  return !self->tells_each && self->painted > 0 && !XPending (self->display)
         && get_milliseconds () - self->changed >= QUIET_MILLISECONDS;
}

int
main (int   argc,
      char *argv[])
{
  Watch self = { .display = XOpenDisplay (NULL) };
  double end = get_milliseconds () + LONGEST_MILLISECONDS;
  int error_base;

  if (self.display == NULL || !XDamageQueryExtension (self.display, &self.damage_event, &error_base))
    return 2;
  self.tells_each = argc == 6 && strcmp (argv[5], "each") == 0;
  if (argc == 5 || self.tells_each)
    {
      self.x = atoi (argv[1]);
      self.y = atoi (argv[2]);
      self.width = atoi (argv[3]);
      self.height = atoi (argv[4]);
    }
  self.damage_event += XDamageNotify;
  XSetErrorHandler (ignore_error);
  XSelectInput (self.display, DefaultRootWindow (self.display), SubstructureNotifyMask);
  XDamageCreate (self.display, DefaultRootWindow (self.display), XDamageReportRawRectangles);
  XSync (self.display, False);
  printf ("ready\n");
  fflush (stdout);

  while (!has_come_to_rest (&self) && (self.tells_each || get_milliseconds () < end))
    {
      struct pollfd connection = { .fd = ConnectionNumber (self.display), .events = POLLIN };

      if (!XPending (self.display))
        poll (&connection, 1, 20);
      while (XPending (self.display))
        take_event (&self);
      if (self.window != None && self.damaged > 0)
        compare_picture (&self);
    }
  if (!has_come_to_rest (&self))
    return 1;
  printf ("painted %.1f\nrested %.1f\n", self.painted, self.changed);
  return 0;
}
