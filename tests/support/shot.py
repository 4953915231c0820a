#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the private screen.

    shot.py FILE.png        takes one and fails when nothing is painted on it
"""
import pathlib
import subprocess
import sys

import screen
from waiting import Waited, wait_until


def take(path):
    """Writes the whole screen as a PNG and returns its path."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    screen.grab().save(path)
    return path


def colours(path, crop=None):
    """How many colours the picture, or its part "WxH+X+Y", has."""
    part = ["-crop", crop, "+repage"] if crop else []
    done = subprocess.run(["convert", str(path), *part, "-format", "%k", "info:"],
                          check=True, capture_output=True, text=True)
    return int(done.stdout)


def crop(path, area):
    """Keeps the part "WxH+X+Y" of a picture; returns its path."""
    subprocess.run(["convert", str(path), "-crop", area, "+repage", str(path)], check=True)
    return pathlib.Path(path)


def count(path, colour):
    """How many pixels of the picture have exactly this colour."""
    done = subprocess.run(["convert", str(path), "-fill", "black", "+opaque", colour, "-fill", "white", "-opaque", colour,
                           "-format", "%[fx:mean*w*h]", "info:"], check=True, capture_output=True, text=True)
    return round(float(done.stdout))


def same(first, second):
    """Whether two pictures are equal pixel by pixel."""
    if pathlib.Path(first).read_bytes() == pathlib.Path(second).read_bytes():
        return True
    done = subprocess.run(["compare", "-metric", "AE", str(first), str(second), "null:"],
                          capture_output=True, text=True, check=False)
    return done.returncode == 0


def assert_painted(path, crop=None, least=16):
    """A window with text has dozens of colours; an empty screen, a black box or a blank view has a few."""
    count = colours(path, crop)
    assert count >= least, f"{path} {crop or ''} is blank: {count} colours"
    return count


def wait_painted(path, crop=None, least=16, timeout=20):
    """Takes pictures until something is painted there: a view that is blank stands still as well."""
    wait_until(lambda: colours(take(path), crop) >= least, f"{crop or 'the screen'} to be painted", timeout)


def settled(path, timeout=5, times=2):
    """Takes pictures until two in a row are equal, or more: animations are over, pages are painted. A spinner turns for
    ever, so the last picture is good enough when the time is over."""
    last, equal = screen.grab(), 1

    def quiet():
        nonlocal last, equal
        before, last = last, screen.grab()
        equal = equal + 1 if last == before else 1
        return equal >= times
    try:
        wait_until(quiet, "the screen to settle", timeout, step=0.25)
    except Waited:
        pass
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    last.save(path)
    return path


if __name__ == "__main__":
    assert_painted(take(sys.argv[1]))
