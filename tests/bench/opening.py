# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of the program to a text of 1 MB on the screen: the article that was open when Galley was closed, beside
gnome-text-editor with the same text as a file, in shuffled turns.

The text is there as soon as its place in the window shows more than the few colours of an empty one. Then how long that
place goes on changing: what is filled in behind the first picture must not move it.
"""
import pathlib
import random
import tempfile

from app import App
from display import Display
from figures import BUILD, median
from start import launch
from writing import SIZES, Thread, make_text

ROUNDS, QUICK_ROUNDS = 9, 3
SIZE = "1 MB"
MOST_RATIO = 1.0
# Where the text stands: x, y, width, height.
OUR_PLACE, EDITOR_PLACE = (350, 400, 560, 300), (20, 100, 600, 300)


def leave_open(computer, text):
    """A computer whose window was closed with the article in it."""
    with Display(size="1366x768", lang="zh_CN.UTF-8", wm=True) as display:
        display.adopt()
        with App(computer, env=display.env) as app:
            app.start(text)
            Thread(app.pid).rest(2)
            app.quit()


def measure_turns(computer, text, rounds):
    turns = {"galley": [], "editor": []}
    for _ in range(rounds + 1):
        with Display(size="1366x768", lang="zh_CN.UTF-8", wm=True) as display:
            for name in random.sample(list(turns), len(turns)):
                if name == "galley":
                    app = App(computer, env=display.env)
                    turns[name].append(launch(display, [app.program], app.env, place=OUR_PLACE))
                else:
                    turns[name].append(launch(display, ["gnome-text-editor", str(text)], display.env, place=EDITOR_PLACE))
    # The first round has warmed what is read from the disk.
    return {name: {key: median([turn[key] for turn in turns[name][1:]]) for key in ("painted", "rested")} for name in turns}


def run(table, quick):
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-opening.") as name:
        text, computer = pathlib.Path(name) / "text.txt", pathlib.Path(name) / "computer"
        text.write_text(make_text(SIZES[SIZE]))
        leave_open(computer, text)
        figures = measure_turns(computer, text, QUICK_ROUNDS if quick else ROUNDS)
    ours, editor = figures["galley"], figures["editor"]
    table.begin("opening")
    table.compare("text of 1 MB on screen, from start", ours["painted"], "ms", "gnome-text-editor", editor["painted"],
                  most_ratio=MOST_RATIO)
    table.compare("its place at rest, from start", ours["rested"], "ms", "gnome-text-editor", editor["rested"])
