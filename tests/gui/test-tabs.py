#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several articles open at once, in tabs and in windows: by the keyboard, with the pointer, and after the program was
killed."""
import pathlib
import re
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import TEXT_ROLES, Desk  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

ARTICLES = {"Alpha": "one two", "Beta": "three four", "Gamma": "five six"}
# Of the bar, in the middle pane of a window of 1366x768.
BAR_Y = 62


class TabsDesk(Desk):
    """Other tabs have fields of the same names: what was found before is looked for again."""

    def field(self, name, timeout=10, root=None):
        return wait_until(lambda: atspi.find_now(root or self.window, TEXT_ROLES, self.say(name)), f"the field {name}",
                          timeout)


class Tabs:
    def __init__(self, app):
        self.app, self.desk = app, TabsDesk(app, "local")

    def steps(self):
        return [
            ("one article has no bar; Shift+Enter opens another one beside it", self.open_beside),
            ("each tab keeps text, caret and undo", self.each_its_own),
            ("an article that is open is gone to, not opened twice", self.once),
            ("a closed tab comes back, and is saved", self.reopened),
            ("a tab moves to a window of its own", self.moved),
            ("killed, it comes back with all windows, tabs and carets", self.killed),
            ("quit with several windows, all of them come back", self.quit),
        ]

    def picture(self, name):
        keys.point_away()
        shot.settled(BUILD / "tabs" / f"{name}.png")

    def row(self, headline):
        return self.desk.find("list item", re.compile(f"^{headline},"))

    def titles(self):
        """The tabs' titles from left to right, of the window that is looked at."""
        found = [node for node in atspi.walk(self.desk.frame())
                 if node.role == "label" and node.name in ARTICLES and abs(atspi.extents(node)[1] - BAR_Y) < 16]
        return [node.name for node in sorted(found, key=lambda node: atspi.extents(node)[0]) if atspi.is_visible(node)]

    def wait_titles(self, *titles):
        wait_until(lambda: self.titles() == list(titles), f"the tabs {titles}")

    def wait_article(self, headline):
        wait_until(lambda: self.desk.text("Headline") == headline, f"{headline} in front")

    def open_beside(self):
        self.app.start()
        for number, (headline, body) in enumerate(ARTICLES.items()):
            if number > 0:
                keys.key("ctrl+n")
            self.wait_article("")
            self.desk.write("Headline", headline)
            self.desk.write("Body", body)
            self.row(headline)
        self.desk.click(self.row("Alpha"))
        self.wait_article("Alpha")
        assert not self.titles()
        # The focus goes up without choosing.
        keys.key("ctrl+Up", "shift+Return")
        self.wait_article("Beta")
        self.wait_titles("Alpha", "Beta")
        x, y, width, height = atspi.extents(self.row("Gamma"))
        left, top = self.desk.offset(self.row("Gamma"))
        keys.click(left + x + width // 2, top + y + height // 2, 2)
        self.wait_article("Gamma")
        self.wait_titles("Alpha", "Beta", "Gamma")
        self.picture("three")

    def each_its_own(self):
        keys.key("alt+1")
        self.wait_article("Alpha")
        wait_until(lambda: self.desk.field_is_focused("Body"), "the caret in the body")
        keys.key("ctrl+End")
        keys.type_text("X")
        self.desk.wait_text("Body", "one twoX")
        keys.key("ctrl+Tab")
        self.wait_article("Beta")
        wait_until(lambda: self.desk.field_is_focused("Body"), "the caret in the body of the next tab")
        keys.key("ctrl+Home")
        keys.type_text("Y")
        self.desk.wait_text("Body", "Ythree")
        keys.key("ctrl+shift+Tab")
        self.wait_article("Alpha")
        body = self.desk.field("Body")
        wait_until(lambda: atspi.caret(body) == len("one twoX"), "the caret where it was")
        keys.key("ctrl+z")
        wait_until(lambda: self.desk.text("Body") == "one two", "the undo of this tab")
        keys.key("alt+2")
        self.wait_article("Beta")
        assert self.desk.text("Body") == "Ythree four"
        keys.key("ctrl+z")
        wait_until(lambda: self.desk.text("Body") == "three four", "the undo of that tab")

    def once(self):
        left, top = self.desk.offset(self.row("Gamma"))
        title = next(node for node in atspi.walk(self.desk.frame())
                     if node.name == "Gamma" and abs(atspi.extents(node)[1] - BAR_Y) < 16)
        keys.click(left + atspi.extents(title)[0] + 8, top + BAR_Y)
        self.wait_article("Gamma")
        wait_until(lambda: self.desk.field_is_focused("Body"), "the caret in the body behind a click on the tab")
        self.desk.click(self.row("Alpha"))
        self.wait_article("Alpha")
        self.desk.click(self.row("Gamma"))
        self.wait_article("Gamma")
        self.wait_titles("Alpha", "Beta", "Gamma")
        # The list has the one that was written last at its top.
        keys.key("alt+Up")
        self.wait_article("Alpha")
        self.wait_titles("Alpha", "Beta", "Gamma")

    def reopened(self):
        keys.key("alt+2")
        self.desk.write("Body", "!")
        keys.key("ctrl+w")
        self.wait_titles("Alpha", "Gamma")
        keys.key("ctrl+shift+t")
        self.wait_article("Beta")
        self.desk.wait_text("Body", "three four!")
        assert len(self.titles()) == 3

    def frames(self):
        return {node.name for node in self.desk.window.children}

    def wait_frames(self, *names):
        wait_until(lambda: self.frames() == set(names), f"the windows {names}", 20)

    def moved(self):
        keys.key("alt+1")
        self.wait_article("Alpha")
        keys.key("ctrl+shift+m")
        wait_until(lambda: len(self.frames()) == 2 and "Alpha" in self.frames(), "a second window")
        self.picture("moved")

    def body_of(self, frame):
        return self.desk.field("Body", root=next(node for node in self.desk.window.children if node.name == frame))

    def killed(self):
        """The caret is put down a moment after it was moved."""
        wait_until(lambda: any(atspi.has_state(node, "focused") for node in atspi.walk(self.body_of("Alpha"))),
                   "the caret in the moved body")
        keys.key("ctrl+Home", "Right", "Right", "Right")
        front = next(iter(self.frames() - {"Alpha"}))
        wait_until(lambda: ("Alpha", 3) in self.carets(), "the caret on disk")
        self.app.kill()
        self.app.start()
        self.wait_frames("Alpha", front)
        wait_until(lambda: atspi.caret(self.body_of("Alpha")) == 3, "the caret as it was")
        self.picture("back")

    def carets(self):
        rows = self.desk.notes.rows("SELECT headline, caret_offset FROM article")
        return [tuple(row) for row in rows]

    def quit(self):
        before = self.frames()
        assert self.app.quit() == 0
        self.app.start()
        self.wait_frames(*before)
        assert self.app.quit() == 0
        faults = [line for line in self.app.messages().splitlines()
                  if ("CRITICAL" in line or "WARNING" in line) and "(process:2)" not in line]
        assert not faults, faults


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, App(folder) as app:
        tabs = Tabs(app)
        for number, (title, step) in enumerate(tabs.steps()):
            if not tap.run(title, step):
                shot.take(BUILD / "failed" / f"tabs-{number}.png")
                tap.say(app.messages()[-2000:])
    tap.done()


main()
