# SPDX-License-Identifier: GPL-3.0-or-later
"""What a key costs in the running program, beside gnome-text-editor and beside its GtkSourceView alone (bench-source-view)
with the same text. Real keys, one after the other, each only when the program has come to rest.

Counted is the processor time of the thread that draws, as the kernel keeps it: from the key until that thread has slept for
a while. Whatever the program does because of the key is in it: its list and its counts, and a save that begins or ends.
What stands beside the text, the page, is hidden: the other editor has none.

With one paragraph of 100,000 characters gnome-text-editor itself never comes to rest, so it is not measured there. A key
takes a third of a second in either view: 2,000 of them a quarter of an hour each.
"""
import pathlib
import random
import subprocess
import tempfile
import time

from app import App
from display import Display
from figures import BUILD, median, percentile, program
from waiting import wait_until
from xtest import Keyboard

KEYS, QUICK_KEYS = 500, 100
ROUNDS, QUICK_ROUNDS = 4, 1
PARAGRAPH = "one paragraph of 100,000 characters"
SIZES = {"10 KB": 3500, "1 MB": 350_000, PARAGRAPH: 100_000}  # characters
EDITOR = "gnome-text-editor"
FEWER = 5  # times, of the slow keys in a quick run
WORDS = ["澜江", "今天", "上午", "村民", "把", "新收", "的", "稻谷", "送到", "镇上", "粮站", "，", "排队", "过磅", "。", "学校",
         "门口", "斑马线", "重新", "画过"]
LINE = 110
NEW_LINE_EVERY = 40  # keys; or one paragraph would be ever longer
SLEEP = 0.02  # seconds without work after which a thread is taken to rest
FADED = 4  # seconds after which the scroll bars that pointer and keys have brought up are gone again
STARTED = 100  # milliseconds: more than a program takes before it has a window
MOST_RATIO = 1.0
OUR_PLACE, EDITOR_PLACE = (620, 560), (400, 300)


def make_text(characters, line=LINE):
    words, length = [], 0
    for number in range(characters):
        word = WORDS[(number * 7 + number // 13) % len(WORDS)]
        is_full = length // line != (length + len(word)) // line
        words.append(word + "\n" * is_full)
        length += len(word)
        if length >= characters:
            break
    return "".join(words).strip() + "\n"


class Thread:
    """The thread of a process that handles its window."""

    def __init__(self, pid):
        self.path = pathlib.Path(f"/proc/{pid}/task/{pid}/schedstat")

    def used(self):
        """Milliseconds of a processor since it began."""
        return int(self.path.read_text().split()[0]) / 1e6

    def rest(self, seconds=SLEEP):
        """Waits until it has done nothing for so long; returns used()."""
        before, since = self.used(), time.monotonic()
        while time.monotonic() - since < seconds:
            time.sleep(0.002)
            now = self.used()
            if now != before:
                before, since = now, time.monotonic()
        return before


def type_keys(display, pid, place, count, has_lines):
    """A line or two below the place, in the middle of what is seen; milliseconds of each key."""
    keyboard, thread, costs = Keyboard(display.env["DISPLAY"]), Thread(pid), []
    thread.rest(2)
    keyboard.click(*place)
    thread.rest(FADED)
    for key in ("Down", "Down", "Home", "Right"):
        keyboard.strike(key)
    thread.rest(FADED)
    for number in range(1, count + 1):
        before = thread.rest()
        keyboard.strike("x" if number % NEW_LINE_EVERY or not has_lines else "Return")
        wait_until(lambda before=before: thread.used() > before, "the key to arrive", 20, step=0.001)
        costs.append(thread.rest() - before)
    keyboard.close()
    return costs


def measure_galley(display, folder, text, count, has_lines):
    with App(folder, env=display.env) as app:
        app.start(text)
        app.activate("show-side")
        return type_keys(display, app.pid, OUR_PLACE, count, has_lines)


def measure_other(display, name, text, count, has_lines):
    with subprocess.Popen([name, text], env=display.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: Thread(process.pid).used() > STARTED, "the other editor to begin", 20)
        costs = type_keys(display, process.pid, EDITOR_PLACE, count, has_lines)
        process.kill()
    return costs


def measure(size, folder, keys, rounds):
    """Milliseconds of each key in each of the programs, which take turns."""
    has_lines = size != PARAGRAPH
    others = {"its GtkSourceView": program("bench-source-view")} | ({EDITOR: EDITOR} if has_lines else {})
    costs = {name: [] for name in ("galley", *others)}
    text = folder / "text.txt"
    text.write_text(make_text(SIZES[size], LINE if has_lines else 2 * SIZES[size]))
    for number in range(rounds):
        for name in random.sample(list(costs), len(costs)):
            with Display(size="1366x768", lang="zh_CN.UTF-8", wm=True) as display:
                display.adopt()
                if name == "galley":
                    costs[name] += measure_galley(display, folder / f"computer-{number}", text, keys, has_lines)
                else:
                    costs[name] += measure_other(display, others[name], text, keys, has_lines)
    return costs


def run(table, quick):
    table.begin("key, CPU, in the running program")
    for size in SIZES:
        keys, rounds = (QUICK_KEYS, QUICK_ROUNDS) if quick else (KEYS, ROUNDS)
        if quick and size == PARAGRAPH:
            keys //= FEWER
        with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-writing.") as name:
            costs = measure(size, pathlib.Path(name), keys, rounds)
        ours = costs.pop("galley")
        for other, theirs in costs.items():
            # A window with nothing but a view has no list, no counts and no saves: promised is what the editor itself takes.
            most = MOST_RATIO if other == EDITOR or EDITOR not in costs else None
            table.compare(f"{size}, median of {len(ours):,}", median(ours), "ms", other, median(theirs), most_ratio=most)
            table.compare(f"{size}, 99th in a hundred", percentile(ours, 0.99), "ms", other, percentile(theirs, 0.99),
                          most_ratio=most)
