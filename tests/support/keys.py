# SPDX-License-Identifier: GPL-3.0-or-later
"""Real keys and a real mouse through XTEST: they reach whatever has the focus, as from a person."""
import functools
import itertools
import subprocess
import time

import screen
from waiting import Waited, wait_until
from xtest import Keyboard


def _xdotool(*args):
    done = subprocess.run(["xdotool", *map(str, args)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"xdotool {args}: {done.stderr.strip()}"
    return done.stdout.strip()


@functools.cache
def _keyboard():
    return Keyboard()


def type_text(text, delay=None):
    """Types any text. What is beyond ASCII has keys of its own."""
    if text.isascii():
        if text:
            _xdotool("type", "--delay", 8 if delay is None else delay, "--", text)
        return
    _keyboard().learn(text)
    for character in text:
        _keyboard().press(character)
        time.sleep((8 if delay is None else delay) / 1000)


def key(*names):
    """key("ctrl+s"), key("Down", "Down", "Return")."""
    _xdotool("key", "--delay", 15, *names)


def strike(*names):
    """The same as fast as it goes, for hundreds of keys: the caller waits for what each does."""
    for name in names:
        _keyboard().strike(name)


def point(x, y):
    """Clicks as fast as it goes."""
    _keyboard().click(x, y)


def click(x, y, button=1):
    _xdotool("mousemove", x, y, "click", button)


def drag(start, end, has_begun, is_taken, pull_by=(2, 0)):
    """Presses the button at one place, pulls to and fro until the drag has begun, goes to the other on a way of small steps,
    and lets go when somebody there takes what is dragged."""
    def pull_on():
        step = next(pulls) % 20 + 1
        _xdotool("mousemove", start[0] + pull_by[0] * step, start[1] + pull_by[1] * step)
        return has_begun()

    def pull():
        _xdotool("mousemove", *start, "mousedown", 1)
        try:
            return wait_until(pull_on, "the drag to begin")
        except Waited:
            _xdotool("mouseup", 1)  # the window was not ready to be pressed
            return False

    def hover():
        _xdotool("mousemove", end[0] + next(steps) % 2, end[1])
        return is_taken()
    pulls, steps = itertools.count(), itertools.count()
    wait_until(pull, "the drag to begin", step=0.1)
    for step in range(1, 21):
        _xdotool("mousemove", *(round(a + (b - a) * step / 20) for a, b in zip(start, end)))
    wait_until(hover, "somebody to take what is dragged")
    _xdotool("mouseup", 1)


def move_window(window, x, y):
    _xdotool("windowmove", "--sync", window, x, y)


def scroll(x, y, steps):
    """Turns the wheel over a point: down for positive steps."""
    _xdotool("mousemove", x, y, "click", "--repeat", abs(steps), "--delay", 20, 5 if steps > 0 else 4)


def point_away(x=0, y=0):
    """Moves the pointer where it highlights nothing, before a picture is taken."""
    _xdotool("mousemove", x, y)


def windows(pid):
    """X ids of the visible windows of a process. Tooltips and menus, which come and go by themselves, are none."""
    done = subprocess.run(["xdotool", "search", "--onlyvisible", "--all", "--pid", str(pid), "--name", "."],
                          capture_output=True, text=True, check=False)
    return [window for window in map(int, done.stdout.split()) if not screen.is_popup(window)]


def title(window):
    return _xdotool("getwindowname", window)


def window_size(window):
    values = dict(line.split("=") for line in _xdotool("getwindowgeometry", "--shell", window).splitlines())
    return int(values["WIDTH"]), int(values["HEIGHT"])


def resize(window, width, height):
    """Gives a window a size and waits until it has it; the size includes GTK's border."""
    _xdotool("windowmove", window, 0, 0, "windowsize", window, width, height)
    wait_until(lambda: window_size(window) == (width, height), f"a window of {width}x{height}")


def geometry(window):
    """(x, y, width, height) of a window on the screen, its shadow included."""
    values = dict(line.split("=") for line in _xdotool("getwindowgeometry", "--shell", window).splitlines())
    return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])


def screen_size():
    width, height = _xdotool("getdisplaygeometry").split()
    return int(width), int(height)


def focused_window():
    """X id of the window that has the keyboard."""
    return int(_xdotool("getwindowfocus"))


def focus_window(window):
    """Gives a window the keyboard; where no window manager does it after another window has gone."""
    _xdotool("windowfocus", window)
