/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On X11 whoever wants to be in front says when its user last did something, and an answer to older deeds is ignored. GDK
 * takes that time from the last event, and out of the message that ends a drag within one program it reads a number that
 * nobody wrote. So the X server is asked what time it is: what brings a window to the front here was always just done. */
#include "app/window/galley-window-private.h"

#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif

void
galley_window_raise (GalleyWindow *self)
{
  guint32 now = GDK_CURRENT_TIME;

#ifdef GDK_WINDOWING_X11
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));

  if (surface != NULL && GDK_IS_X11_SURFACE (surface))
    now = gdk_x11_get_server_time (surface);
#endif
  gtk_window_present_with_time (GTK_WINDOW (self), now);
}
