# SPDX-License-Identifier: GPL-3.0-or-later
"""From a key to the page beside the text, in the running program: a real key in the first paragraph, once the page has come
to rest, and the time until the place of the page in the window shows something else. Every second key takes back what the
one before it has typed, so that the text stays as long as it was.

Then the memory of WebKit's processes, before and after 2,000 such changes of the page.
"""
import pathlib
import tempfile
import time

from app import App
from display import Display
from figures import BUILD, median, percentile
from screens import Watch
from start import children
from waiting import wait_until
from writing import OUR_PLACE, Thread, make_text
from xtest import Keyboard

KEYS, QUICK_KEYS = 400, 60
UPDATES, QUICK_UPDATES = 2000, 400
BYTES_A_CHARACTER = 3
# Kilobytes of text, and the most milliseconds of the median.
SIZES = {10: 40.0, 200: 100.0}
MOST_GROWTH = 1.1
# Where the page stands in a window of 1366x768, without the bar that it is scrolled by: x, y, width, height.
PLACE = (975, 110, 355, 600)
QUIET = 0.1  # seconds
SETTLED = 2  # seconds


def web_memory(pid):
    """Megabytes of WebKit's processes: proportional set size, and what of that is no file of the system. Files are shared with
    whoever else has WebKit open, who comes and goes."""
    total = own = 0
    for each in children(pid):
        folder = pathlib.Path(f"/proc/{each}")
        try:
            if not (folder / "comm").read_text().startswith("WebKit"):
                continue
            rollup = dict(line.split(":") for line in (folder / "smaps_rollup").read_text().splitlines()[1:])
        except OSError:
            continue  # it ended meanwhile
        sizes = {name: int(size.split()[0]) / 1024 for name, size in rollup.items()}
        total += sizes["Pss"]
        own += sizes["Pss_Anon"] + sizes["Pss_Shmem"]
    return total, own


def key(number):
    return "BackSpace" if number % 2 else "abcdefgh"[number // 2 % 8]


def type_keys(watch, keyboard, keys):
    """Milliseconds until each shows on the page."""
    times = []
    for number in range(keys):
        watch.rest(QUIET)
        pressed = time.clock_gettime(time.CLOCK_MONOTONIC) * 1000
        keyboard.strike(key(number))
        times.append(watch.next() - pressed)
    return times


def change_page(watch, keyboard, updates):
    for number in range(updates):
        keyboard.strike(key(number))
        watch.next()


def measure(folder, kilobytes, keys, updates):
    """Milliseconds of each key, and web_memory() before and behind so many changes more."""
    text = folder / f"{kilobytes}.txt"
    text.write_text(make_text(kilobytes * 1024 // BYTES_A_CHARACTER))
    with (Display(size="1366x768", lang="zh_CN.UTF-8") as display, Watch(display, PLACE) as watch,
          App(folder / f"computer-{kilobytes}", env=display.env) as app):
        display.adopt()
        app.start(text)
        wait_until(lambda: web_memory(app.pid)[0] > 0, "the page", 30)
        keyboard = Keyboard(display.env["DISPLAY"])
        Thread(app.pid).rest(SETTLED)
        keyboard.click(*OUR_PLACE)
        keyboard.strike("ctrl+Home")
        watch.rest(SETTLED)
        times = type_keys(watch, keyboard, keys)
        watch.rest(SETTLED)
        before = web_memory(app.pid)
        change_page(watch, keyboard, updates)
        watch.rest(SETTLED)
        after = web_memory(app.pid)
        keyboard.close()
        app.quit()
    return times, before, after


def run(table, quick):
    keys, updates = (QUICK_KEYS, QUICK_UPDATES) if quick else (KEYS, UPDATES)
    table.begin("preview")
    for kilobytes, most in SIZES.items():
        with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-preview.") as name:
            times, before, after = measure(pathlib.Path(name), kilobytes, keys, updates)
        table.compare(f"key to the page, {kilobytes} KB, median of {len(times):,}", median(times), "ms", most=most)
        table.compare(f"the same, {kilobytes} KB, 99th in a hundred", percentile(times, 0.99), "ms")
        table.compare(f"WebKit's processes, PSS, {kilobytes} KB, after {updates:,} changes", after[0], "MB", "before",
                      before[0])
        table.compare("what of that is their own", after[1], "MB", "before", before[1], most_ratio=MOST_GROWTH)
