# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a program has done with the keys and clicks that it was sent.

    wait_answered(window)

A key is sent to the X server and what a test asks over the bus goes another way: on a busy machine the answer can be there
before the key. So the window is asked as a window manager asks one that seems to hang (_NET_WM_PING). The question stands
behind all keys and clicks in the program's queue, and GDK reads it only when it has done each of them.
"""
import ctypes
import functools
import itertools

from waiting import wait_until

_SUBSTRUCTURE_NOTIFY, _CLIENT_MESSAGE = 1 << 19, 33


class _Message(ctypes.Structure):
    """XClientMessageEvent of 32 bits a datum (X11/Xlib.h)."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5)]


class _Event(ctypes.Union):
    _fields_ = [("message", _Message), ("pad", ctypes.c_long * 24)]


# A window that has gone meanwhile would end the process.
_ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda display, error: 0)
_numbers = itertools.count(1)


@functools.cache
def _display():
    """The library, the connection, its root window, and the atoms of the question; they last as long as the process."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = x.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x.XOpenDisplay(None))
    assert display, "no display"
    x.XSetErrorHandler(_ignore)
    root = ctypes.c_ulong(x.XDefaultRootWindow(display))
    x.XSelectInput(display, root, ctypes.c_long(_SUBSTRUCTURE_NOTIFY))
    return x, display, root, [x.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"_NET_WM_PING")]


def _ask(window):
    """Asks it; returns whether it has answered, to be called until it has."""
    x, display, root, (protocols, ping) = _display()
    number, event = next(_numbers), _Event()
    event.message = _Message(type=_CLIENT_MESSAGE, window=window, message_type=protocols, format=32,
                             data=(ping, number, window, 0, 0))
    x.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(event))
    x.XFlush(display)

    def has_answered():
        answer = _Event()
        while x.XPending(display):
            x.XNextEvent(display, ctypes.byref(answer))
            message = answer.message
            if message.type == _CLIENT_MESSAGE and list(message.data[:3]) == [ping, number, window]:
                return True
        return False
    return has_answered


def wait_answered(window):
    """What was sent to the window's program before is done; what it does by itself behind it, later or bit by bit, may not be."""
    return wait_until(_ask(window), f"the window {window:#x} to answer", step=0.002)
