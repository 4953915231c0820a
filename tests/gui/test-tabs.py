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
from desk import TEXT_ROLES, Desk, comes_soon  # noqa: E402
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
            ("the pointer drags a tab to another window, and out of both", self.dragged),
            ("killed, it comes back with all windows, tabs and carets", self.killed),
            ("quit with several windows, all of them come back", self.quit),
        ]

    def picture(self, name):
        keys.point_away()
        shot.settled(BUILD / "tabs" / f"{name}.png")

    def row(self, headline):
        return self.desk.find("list item", re.compile(f"^{headline},"))

    def tabs(self, frame=None):
        """The labels of the tabs from left to right, of that window or of the first one."""
        found = [seen for seen in atspi.look(frame or self.desk.frame(), visible=True)
                 if seen.role == "label" and seen.name in ARTICLES and abs(seen.box[1] - BAR_Y) < 16 and seen.box[2] > 0]
        return sorted(found, key=lambda seen: seen.box[0])

    def titles(self, frame=None):
        return [seen.name for seen in self.tabs(frame)]

    def wait_titles(self, *titles):
        wait_until(lambda: self.titles() == list(titles), f"the tabs {titles}")

    def wait_article(self, headline):
        wait_until(lambda: self.desk.text("Headline") == headline, f"{headline} in front")

    def open(self, headline):
        """Clicks its row, where it stands then: rows move when something was written."""
        def is_open():
            self.desk.click(self.row(headline))
            return comes_soon(lambda: self.desk.text("Headline") == headline, f"{headline} in front")
        wait_until(is_open, f"{headline} in front")

    def wait_order(self, *headlines):
        """Of the list, which has what was written last at its top, once it is on disk."""
        wait_until(lambda: [name for name, _ in sorted(((name, atspi.extents(self.row(name))[1]) for name in headlines),
                                                       key=lambda row: row[1])] == list(headlines), f"the list {headlines}")

    def open_beside(self):
        self.app.start()
        for number, (headline, body) in enumerate(ARTICLES.items()):
            if number > 0:
                keys.key("ctrl+n")
            self.wait_article("")
            self.desk.write("Headline", headline)
            self.desk.write("Body", body)
            self.row(headline)
        self.wait_order("Gamma", "Beta", "Alpha")
        self.open("Alpha")
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
        self.wait_order("Beta", "Alpha", "Gamma")

    def once(self):
        left, top = self.desk.offset(self.row("Gamma"))
        title = next(node for node in atspi.walk(self.desk.frame())
                     if node.name == "Gamma" and abs(atspi.extents(node)[1] - BAR_Y) < 16)
        keys.click(left + atspi.extents(title)[0] + 8, top + BAR_Y)
        self.wait_article("Gamma")
        wait_until(lambda: self.desk.field_is_focused("Body"), "the caret in the body behind a click on the tab")
        self.open("Alpha")
        self.open("Gamma")
        self.wait_titles("Alpha", "Beta", "Gamma")
        keys.key("alt+Up")
        self.wait_article("Alpha")
        self.wait_titles("Alpha", "Beta", "Gamma")

    def reopened(self):
        keys.key("alt+2")
        self.wait_article("Beta")
        self.desk.write("Body", "!")
        keys.key("ctrl+w")
        self.wait_titles("Alpha", "Gamma")
        keys.key("ctrl+shift+t")
        self.wait_article("Beta")
        self.desk.wait_text("Body", "three four!")
        wait_until(lambda: len(self.titles()) == 3, "its tab to be back")

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

    def frame_of(self, name):
        return next(node for node in self.desk.window.children if node.name == name)

    def body_of(self, frame):
        return self.desk.field("Body", root=self.frame_of(frame))

    def wait_focus(self, name):
        """The window of that title has the keyboard, and its text the caret."""
        body = self.body_of(name)
        wait_until(lambda: keys.title(keys.focused_window()) == name and atspi.has_state(body, "focused"),
                   f"the caret in {name}")

    def window_of(self, name):
        """The X id of the window of that title."""
        return wait_until(lambda: next((window for window in self.app.windows() if keys.title(window) == name), None),
                          f"the window {name} on the screen")

    def place(self, name, x, width):
        """Puts the window of that title on the screen; returns its X id."""
        window = self.window_of(name)
        keys.resize(window, width, 768)
        keys.move_window(window, x, 0)
        return window

    def point_of(self, seen):
        left, top = self.desk.offset(seen.node)
        return left + seen.box[0] + seen.box[2] // 2, top + seen.box[1] + seen.box[3] // 2

    def drag(self, headline, frame, end, is_taken):
        start = self.point_of(next(seen for seen in self.tabs(frame) if seen.name == headline))
        keys.drag(start, end, lambda: headline not in self.titles(frame), is_taken, pull_by=(0, 20))

    def dragged(self):
        """Text, caret and undo go along, and whoever let the tab go can write on."""
        first, second = self.frame_of(next(iter(self.frames() - {"Alpha"}))), self.frame_of("Alpha")
        self.place("Alpha", 693, 673)
        keys.focus_window(self.place(first.name, 0, 693))
        keys.key(f"alt+{self.titles(first).index('Gamma') + 1}")
        wait_until(lambda: first.name == "Gamma", "the tab to be dragged in front")
        self.wait_focus("Gamma")
        body = self.body_of("Gamma")
        keys.key("ctrl+End")
        keys.type_text("Z")
        wait_until(lambda: atspi.text(body) == "five sixZ", "what is typed")
        keys.key("Left")

        self.drag("Gamma", first, (1250, BAR_Y + 5), lambda: "Gamma" in self.titles(second))
        wait_until(lambda: self.titles(second) == ["Alpha", "Gamma"], "the tab in the other window")
        self.wait_frames("Beta", "Gamma")
        self.picture("dragged")
        wait_until(lambda: atspi.caret(self.body_of("Gamma")) == len("five six"), "the caret where it was")
        self.wait_focus("Gamma")
        keys.key("ctrl+z")
        wait_until(lambda: atspi.text(self.body_of("Gamma")) == "five six", "its undo")

        # Over the text it would go to the end of the bar.
        self.drag("Gamma", second, (1000, 20), lambda: True)
        self.wait_frames("Alpha", "Beta", "Gamma")
        self.wait_focus("Gamma")
        self.picture("dragged-out")

    def killed(self):
        """The caret is put down a moment after it was moved."""
        keys.focus_window(self.window_of("Alpha"))
        self.wait_focus("Alpha")
        keys.key("ctrl+Home", "Right", "Right", "Right")
        names = self.frames()
        wait_until(lambda: ("Alpha", 3) in self.carets(), "the caret on disk")
        self.app.kill()
        self.app.start()
        self.wait_frames(*names)
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
