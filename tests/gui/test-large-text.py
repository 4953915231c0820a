#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Twice the usual text on 1366x768: the window of the shortcuts is not cut off, and begins with the article's; details and
lists that lie over the rest leave the keyboard where it goes on."""
import pathlib
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

def shortcuts(app, tap):
    desk = Desk(app)
    app.start()
    desk.field("Headline")
    keys.focus_window(keys.windows(app.pid)[0])
    desk.do("show-help-overlay")
    window = max(wait_until(lambda: len(keys.windows(app.pid)) == 2 and keys.windows(app.pid), "the shortcuts"))
    width, height = keys.screen_size()
    outer_width, outer_height = keys.window_size(window)
    shot.settled(BUILD / "looks" / "large-text-shortcuts.png")
    tap.say(f"{outer_width}x{outer_height}")
    for title in ("New article", "Versions"):
        atspi.find(desk.window, "label", desk.say(title))
    assert not atspi.find_all(desk.window, "label", desk.say("Quit")), "the last page"
    assert outer_width <= width and outer_height <= height, f"{outer_width}x{outer_height} on {width}x{height}"


def details(app, tap):
    """Behind the case before: the window of the shortcuts is open."""
    desk = Desk(app)
    keys.key("Escape")
    desk.wait_alone()
    desk.focus("Body")
    keys.type_text("a")
    desk.wait_text("Body", "a")
    desk.do("focus-details")
    wait_until(lambda: not desk.field_is_focused("Body"), "the keyboard in the details")
    keys.key("Escape")
    desk.wait_focused("Body")
    keys.type_text("b")
    desk.wait_text("Body", "ab")


def lists(app, tap):
    """Behind the case before: an article is open, one page at a time."""
    desk = Desk(app)
    desk.select_list("Trash")
    desk.select_list("My Articles")
    wait_until(lambda: not app.state("show-sidebar")[1], "the sidebar to go")
    wait_until(lambda: any(atspi.has_state(node, "focused")
                           for node in atspi.walk(desk.find(None, "GalleyArticleListView"))), "the keyboard in the list")


def main():
    tap = Tap()
    (BUILD / "looks").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, App(folder) as app:
        for name, case in (("the shortcuts fit on the screen, the article's first", shortcuts),
                           ("the caret is in the text again when the details go", details),
                           ("a list that was chosen has the keyboard", lists)):
            if not tap.run(name, case, app, tap):
                tap.say(app.messages()[-2000:])
    tap.done()


main()
