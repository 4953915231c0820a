/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On X11 a program asks the owner of the clipboard for a form and waits for an event. GDK does not watch the cancellable
 * meanwhile, and of several requests for the same form it takes each event for the answer to the oldest, whoever sent it
 * (gdkselectioninputstream-x11.c). One owner that hangs and is ended would so shift all answers by one: every paste would
 * get what the next one asked for, until Galley ends. So whoever stops waiting answers for the owner, with a property that
 * nothing was written to.
 *
 * On Wayland the answer is a pipe, which is just closed. */
#include "app/body/galley-clipping-private.h"

#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>

#define NOTHING "GALLEY_NOTHING"

/* GDK asks for text under the older names first, one after the other. */
static const char *const text_targets[] = { "UTF8_STRING", "COMPOUND_TEXT", "TEXT", "STRING", NULL };

static void
answer (GdkDisplay *display,
        const char *target)
{
  Display *xdisplay = gdk_x11_display_get_xdisplay (display);
  XSelectionEvent event = { .type = SelectionNotify, .send_event = True, .time = CurrentTime };

  event.requestor = gdk_x11_surface_get_xid (gdk_x11_display_get_default_group (display));
  event.selection = gdk_x11_get_xatom_by_name_for_display (display, "CLIPBOARD");
  event.target = gdk_x11_get_xatom_by_name_for_display (display, target);
  event.property = gdk_x11_get_xatom_by_name_for_display (display, NOTHING);
  XSendEvent (xdisplay, event.requestor, False, NoEventMask, (XEvent *) &event);
}

void
galley_clipping_stop_asking (GdkClipboard *clipboard,
                             const char   *type)
{
  GdkDisplay *display = gdk_clipboard_get_display (clipboard);

  if (!GDK_IS_X11_DISPLAY (display))
    return;
  if (g_str_equal (type, "text/plain;charset=utf-8"))
    for (guint i = 0; text_targets[i] != NULL; i++)
      answer (display, text_targets[i]);
  answer (display, type);
}

#else

void
galley_clipping_stop_asking (GdkClipboard *clipboard,
                             const char   *type)
{
}

#endif
