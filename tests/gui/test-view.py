#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at the text: its length, its headings, the focus mode and typewriter scrolling, by the keyboard."""
import pathlib
import re
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import BUILD, Newsroom  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

LINES = 24


class View:
    def __init__(self, newsroom):
        self.newsroom = newsroom
        self.app = newsroom.app("desk")
        self.desk = Desk(self.app)

    def steps(self):
        return [
            ("without a heading there is nothing to go to", self.no_outline),
            ("the length by all measures, of the body and of what is selected", self.counts),
            ("headings are listed, and Enter goes there", self.outline),
            ("Shift+F11 leaves only the text, and gives all of it back", self.focus_mode),
            ("what the focus mode hides ends it when it is wanted", self.leave_focus_mode),
            ("typewriter scrolling keeps the line in the middle, and is remembered", self.typewriter),
            ("the preview's own window comes back as it was, behind the text", self.preview_window),
        ]

    def begin(self):
        self.newsroom.sign_in(self.app, "xiaohe")
        self.desk.new_article()
        self.desk.write("Headline", "看一看")
        self.desk.focus("Body")
        keys.type_text("南湖区开会，GTK 4 写的。")

    def picture(self, name):
        keys.point_away()
        shot.settled(BUILD / "view" / f"{name}.png")

    def toolbar_button(self, name):
        return atspi.find_now(self.desk.window, None, self.desk.say(name))

    def no_outline(self):
        self.begin()
        assert not self.toolbar_button("Headings")
        keys.key("ctrl+shift+o")
        self.desk.wait_text("Body", "南湖区")
        assert not self.toolbar_button("Headings")

    def open_counts(self):
        keys.key("Tab")
        button = self.desk.find(None, re.compile(r"^\d+ \w+$"))
        wait_until(lambda: any(atspi.has_state(node, "focused") for node in atspi.walk(button)), "the focus on the figure")
        keys.key("space")
        self.desk.wait_sees("Chinese Characters")

    def counts(self):
        def wait_figure(english, figure):
            wait_until(lambda: f"{self.desk.say(english)} {figure}" in self.seen_figures(), f"{english}: {figure}")
        keys.key("ctrl+Home", "shift+Right", "shift+Right")
        self.open_counts()
        wait_figure("Words", 2)
        wait_figure("Chinese Characters", 2)
        self.picture("counts-of-selection")
        keys.key("Escape")
        self.desk.focus("Body")
        keys.key("ctrl+End")
        self.open_counts()
        wait_figure("Words", 11)
        wait_figure("Chinese Characters", 7)
        wait_figure("Characters Without Blanks", 13)
        wait_figure("Characters With Blanks", 15)
        keys.key("Escape")

    def seen_figures(self):
        """"Name figure" for each row: the last column that is shown."""
        popover = self.desk.find(None, "Chinese Characters").parent
        words = [node.name for node in atspi.walk(popover) if node.role == "label" and atspi.is_visible(node)]
        names = [self.desk.say(name) for name in ("Words", "Chinese Characters", "Characters Without Blanks",
                                                  "Characters With Blanks", "Paragraphs", "Reading Time")]
        found = []
        for index, word in enumerate(words):
            if word not in names:
                continue
            row = []
            for figure in words[index + 1:]:
                if figure in names:
                    break
                row.append(figure)
            found.append(f"{word} {row[-1] if row else ''}")
        return found

    def outline(self):
        self.desk.focus("Body")
        for line in range(LINES):
            keys.key("ctrl+End", "Return")
            keys.type_text(f"line {line}")
            if line in (3, 20):
                keys.key("ctrl+alt+1" if line == 3 else "ctrl+alt+2")
        wait_until(lambda: self.toolbar_button("Headings"), "the button for headings")
        keys.key("ctrl+shift+o")
        row = self.desk.find("list item", re.compile("^line 20$"))
        wait_until(lambda: atspi.has_state(row, "focused"), "the heading above the caret to have the focus")
        self.picture("outline")
        keys.key("Up", "Return")
        wait_until(lambda: self.desk.field_is_focused("Body"), "the caret in the body")
        text = self.desk.text("Body")
        wait_until(lambda: atspi.caret(self.desk.field("Body")) == text.index("line 3"), "the caret at the heading")

    def is_seen(self, english):
        return bool(atspi.find_now(self.desk.window, None, self.desk.say(english)))

    def focus_mode(self):
        sides = ("Search", "Formatting", "Show Preview and Details")
        assert self.is_seen("Search") and self.is_seen("Formatting")
        had_side = self.app.state("show-side")[1]
        width = atspi.extents(self.desk.field("Body"))[2]
        keys.key("shift+F11")
        wait_until(lambda: not self.is_seen("Search") and not self.is_seen("Formatting"), "lists and bars to go")
        wait_until(lambda: atspi.extents(self.desk.field("Body"))[2] > width + 200, "the text to have the room")
        wait_until(lambda: self.is_seen("Leave the Focus Mode"), "the way back")
        keys.type_text("x")
        self.picture("focus-mode")
        keys.key("shift+F11")
        wait_until(lambda: all(self.is_seen(name) for name in sides), "everything to be back")
        assert self.app.state("show-side")[1] == had_side
        wait_until(lambda: atspi.extents(self.desk.field("Body"))[2] == width, "the width as it was")
        self.desk.wait_focused("Body")

    def leave_focus_mode(self):
        keys.key("shift+F11")
        wait_until(lambda: not self.is_seen("Search"), "the list to go")
        keys.key("ctrl+l")
        wait_until(lambda: self.desk.field_is_focused("Search"), "the caret in the search")
        assert not self.app.state("focus-mode")[1]
        keys.key("Escape")

    def typewriter(self):
        self.app.activate("typewriter-scrolling")
        wait_until(lambda: self.app.state("typewriter-scrolling")[1], "the wish to be kept")
        self.desk.focus("Body")
        keys.key("ctrl+End")
        keys.type_text(" end")
        self.desk.wait_text("Body", "end")
        self.picture("typewriter")
        assert self.app.quit() == 0
        self.app.start(*self.newsroom.options("xiaohe"))
        self.desk.wait_text("Headline", "看一看", 20)
        assert self.app.state("typewriter-scrolling")[1]

    def restart(self):
        assert self.app.quit() == 0
        self.app.start(*self.newsroom.options("xiaohe"))
        self.desk.wait_text("Headline", "看一看", 20)

    def preview_window(self):
        def others():
            return [window for window in self.app.windows() if keys.title(window) == self.desk.say("Preview")]
        keys.key("shift+F9")
        window = wait_until(others, "the preview's own window")[0]
        keys.resize(window, 700, 520)
        # The display has it sooner than the program, which keeps it.
        frame = self.desk.find("frame", "Preview")
        wait_until(lambda: atspi.extents(frame)[2:] == (700 - 2 * atspi.BORDER, 520 - 2 * atspi.BORDER),
                   "the program to know the size")
        self.restart()
        window = wait_until(others, "the preview's own window again")[0]
        wait_until(lambda: keys.window_size(window) == (700, 520), "it to be as large as it was")
        wait_until(lambda: keys.title(keys.focused_window()) != self.desk.say("Preview"), "the keys to be the text's")
        self.app.activate("preview-window")
        wait_until(lambda: not others(), "the preview beside the text again")
        self.restart()
        assert not others()


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
        job = View(newsroom)
        for number, (title, step) in enumerate(job.steps()):
            if not tap.run(title, step):
                shot.take(BUILD / "failed" / f"view-{number}.png")
                for app in newsroom.apps:
                    tap.say(app.messages()[-2000:])
    tap.done()


main()
