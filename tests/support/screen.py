# SPDX-License-Identifier: GPL-3.0-or-later
"""What the private screen shows now, read from the X server without a process between.

    now = screen.grab()
    now == before, now.save("FILE.png")

A picture of one screen is compared some hundred times a run: as bytes that takes milliseconds, as PNG files a quarter of a second.
"""
import collections
import ctypes
import functools

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf, GLib  # noqa: E402

_Z_PIXMAP, _ALL_PLANES, _IS_VIEWABLE = 2, ctypes.c_ulong(-1), 2


class _Image(ctypes.Structure):
    """The head of an XImage (X11/Xlib.h)."""
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.c_void_p), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                ("bytes_per_line", ctypes.c_int), ("bits_per_pixel", ctypes.c_int)]


class _Attributes(ctypes.Structure):
    """XWindowAttributes (X11/Xlib.h)."""
    _fields_ = [(name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")] + [
        ("visual", ctypes.c_void_p), ("root", ctypes.c_ulong), ("class_", ctypes.c_int), ("bit_gravity", ctypes.c_int),
        ("win_gravity", ctypes.c_int), ("backing_store", ctypes.c_int), ("backing_planes", ctypes.c_ulong),
        ("backing_pixel", ctypes.c_ulong), ("save_under", ctypes.c_int), ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int), ("all_event_masks", ctypes.c_long),
        ("your_event_mask", ctypes.c_long), ("do_not_propagate_mask", ctypes.c_long),
        ("override_redirect", ctypes.c_int), ("screen", ctypes.c_void_p)]


class Picture(collections.namedtuple("Picture", "width height pixels")):
    """pixels: four bytes each, blue, green, red and one that says nothing."""

    def save(self, path):
        """As a PNG; the same picture makes the same file."""
        colours = bytearray(self.width * self.height * 3)
        for channel in range(3):
            colours[channel::3] = self.pixels[2 - channel::4]
        pixbuf = GdkPixbuf.Pixbuf.new_from_bytes(GLib.Bytes.new(bytes(colours)), GdkPixbuf.Colorspace.RGB, False, 8,
                                                 self.width, self.height, self.width * 3)
        pixbuf.savev(str(path), "png", ["compression"], ["1"])


# A window that has gone meanwhile would end the process.
_ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda display, error: 0)


@functools.cache
def _display():
    """The library and the connection; it lasts as long as the process."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = ctypes.c_ulong
    x.XGetImage.restype = ctypes.POINTER(_Image)
    display = ctypes.c_void_p(x.XOpenDisplay(None))
    assert display, "no display"
    x.XSetErrorHandler(_ignore)
    return x, display


def grab():
    """The whole screen."""
    x, display = _display()
    number = x.XDefaultScreen(display)
    width, height = x.XDisplayWidth(display, number), x.XDisplayHeight(display, number)
    image = x.XGetImage(display, ctypes.c_ulong(x.XDefaultRootWindow(display)), 0, 0, width, height, _ALL_PLANES,
                        _Z_PIXMAP)
    assert image, "the screen cannot be read"
    head = image.contents
    assert (head.bits_per_pixel, head.byte_order, head.bytes_per_line) == (32, 0, width * 4), "a screen of another kind"
    pixels = ctypes.string_at(head.data, head.bytes_per_line * height)
    x.XDestroyImage(image)
    return Picture(width, height, pixels)


def _attributes(window):
    """Of the X window, or None where there is none."""
    x, display = _display()
    attributes = _Attributes()
    return attributes if x.XGetWindowAttributes(display, ctypes.c_ulong(window), ctypes.byref(attributes)) else None


def is_popup(window):
    """Whether the X window is a tooltip, a menu or a popover: what no window manager sees and no key goes to."""
    attributes = _attributes(window)
    return bool(attributes and attributes.override_redirect)


def is_shown(window):
    """Whether the X window is there and on the screen."""
    attributes = _attributes(window)
    return bool(attributes and attributes.map_state == _IS_VIEWABLE)
