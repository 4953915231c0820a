#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of an article, in the real window and by the keyboard: looked at, restored in part and whole, taken back."""
import pathlib
import re
import sqlite3
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk, comes_soon  # noqa: E402
from newsroom import body_of, field_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

PICTURES = BUILD / "looks" / "versions"

FIRST = "南湖边的龙舟比赛昨天开幕，十二支队伍参加。"
SECOND = "比赛将持续三天。"
CHANGED = "南湖边的龙舟比赛今天开幕，十五支队伍参加。"
THIRD = "闭幕式定在周日晚上。"


class Versions:
    def __init__(self, folder):
        self.app = App(folder)
        self.desk = Desk(self.app, "*")

    def steps(self):
        return [
            ("before anything is kept, the window says what will stand there", self.empty),
            ("writing leaves versions", self.write),
            ("a version is compared with what stands, in words, and side by side", self.look),
            ("the slider goes through time", self.slide),
            ("one paragraph is restored, and taken back", self.restore_paragraph),
            ("one field is restored", self.restore_field),
            ("the whole is restored, and Ctrl+Z in the editor takes all of it back", self.restore_all),
            ("a version that cannot be read is said to be so, and the others can", self.unreadable),
        ]

    def picture(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        shot.take(PICTURES / f"{name}.png")

    def change(self, statement):
        """Changes the store as only time or damage would."""
        connection = sqlite3.connect(self.desk.notes.folder / "galley.db", timeout=5)
        try:
            with connection:
                connection.execute(statement)
        finally:
            connection.close()

    def reasons(self):
        return [row[0] for row in self.desk.notes.rows("SELECT reason FROM version ORDER BY row")]

    def now(self):
        article = self.desk.notes.newest()
        return (field_of(article), body_of(article)) if article else None

    def wait_now(self, headline, *paragraphs):
        wait_until(lambda: self.now() == (headline, "\n".join(paragraphs)), f"{headline} {paragraphs} on disk")

    def open(self):
        keys.focus_window(wait_until(lambda: keys.windows(self.app.pid), "the window")[0])
        keys.key("ctrl+shift+h")
        return self.desk.sheet("Versions")

    def close(self, sheet):
        """Escape sends a toast away first, where one stands or has just come."""
        def has_gone():
            return sheet not in self.desk.window.children and len(keys.windows(self.app.pid)) == 1

        def go():
            keys.key("Escape")
            self.app.catch_up()
            return comes_soon(has_gone, "the versions to go")
        wait_until(go, "the versions to go")
        self.desk.take_keys()

    def oldest(self, sheet):
        """Its place in the list, once the store has told what is there."""
        return len(wait_until(lambda: self.rows(sheet), "the versions")) - 1

    def rows(self, sheet):
        versions = atspi.find(sheet, "list", self.desk.say("Versions, the newest first"))
        return atspi.find_all(versions, "list item")

    def choose(self, sheet, index):
        """The newest is 0."""
        wait_until(lambda: any(atspi.has_state(row, "focused") for row in self.rows(sheet)), "the focus in the list")
        keys.key("Home", *["Down"] * index)
        wait_until(lambda: atspi.has_state(self.rows(sheet)[index], "selected"), f"version {index}")

    def restore_button(self, sheet, words):
        """The button of the line that says these words."""
        return atspi.find(sheet, "push button", re.compile(f"^{self.desk.say('Restore')}.*{words}"))

    @staticmethod
    def focused(sheet):
        return next((node for node in atspi.walk(sheet) if atspi.has_state(node, "focused")), None)

    def tab_to(self, sheet, button):
        for _ in range(20):
            if atspi.has_state(button, "focused"):
                return
            before = self.focused(sheet)
            keys.key("Tab")
            wait_until(lambda: self.focused(sheet) not in (None, before), "the next control to have the focus")
        raise AssertionError(f"Tab does not come to {button.name}")

    # --- steps ---

    def empty(self):
        self.app.start()
        self.desk.focus("Headline")
        sheet = self.open()
        assert atspi.find(sheet, "label", self.desk.say("No Versions Yet"))
        self.picture("empty")
        self.close(sheet)

    def write(self):
        self.desk.write("Headline", "龙舟赛开幕")
        self.desk.write("Body", FIRST)
        keys.key("Return")
        keys.type_text(SECOND)
        self.wait_now("龙舟赛开幕", FIRST, SECOND)
        assert self.reasons() == []

        self.change("UPDATE article SET versioned = 0")
        keys.key("Return")
        keys.type_text(THIRD)
        self.wait_now("龙舟赛开幕", FIRST, SECOND, THIRD)
        wait_until(lambda: self.reasons() == ["minute"], "the first version")

        self.change("UPDATE article SET versioned = 0")
        keys.key("ctrl+Home")
        for character, place in (("今", 9), ("五", 15)):
            keys.key("Home", *["Right"] * (place - 1), "Delete")
            keys.type_text(character)
        self.wait_now("龙舟赛开幕", CHANGED, SECOND, THIRD)
        wait_until(lambda: len(self.reasons()) == 2, "the second version")

        self.change("UPDATE article SET versioned = 0")
        self.desk.focus("Headline")
        keys.key("ctrl+a")
        keys.type_text("龙舟赛今日开幕")
        self.wait_now("龙舟赛今日开幕", CHANGED, SECOND, THIRD)
        wait_until(lambda: self.reasons() == ["minute"] * 3, "the third version")

    def look(self):
        sheet = self.open()
        wait_until(lambda: len(self.rows(sheet)) == 3, "three versions")
        assert all(self.desk.say("While writing") in row.name for row in self.rows(sheet)), [r.name for r in self.rows(sheet)]
        self.choose(sheet, 2)
        button = self.restore_button(sheet, "昨")
        for words in (self.desk.say("changed since"), "“昨”", "“今”", "“二”", "“五”"):
            assert words in button.name, f"{words} in {button.name}"
        assert self.restore_button(sheet, "今日")
        assert atspi.find(sheet, "push button", re.compile(f"^{self.desk.say('Remove')}.*{self.desk.say('added since')}"))
        self.picture("inline")
        keys.key("alt+s")
        assert atspi.find(sheet, "label", self.desk.say("Now"))
        assert atspi.find(sheet, "label", CHANGED) and atspi.find(sheet, "label", FIRST)
        self.picture("side-by-side")
        keys.key("alt+s")
        self.close(sheet)

    def slide(self):
        sheet = self.open()
        self.choose(sheet, 0)
        slider = atspi.find(sheet, "slider", self.desk.say("Time of the version"))
        self.tab_to(sheet, slider)
        keys.key("Left")
        wait_until(lambda: atspi.has_state(self.rows(sheet)[1], "selected"), "the version before")
        keys.key("Left")
        wait_until(lambda: atspi.has_state(self.rows(sheet)[2], "selected"), "the first version")
        assert atspi.has_state(slider, "focused")
        self.close(sheet)

    def restore_paragraph(self):
        sheet = self.open()
        self.choose(sheet, 2)
        self.tab_to(sheet, self.restore_button(sheet, "昨"))
        keys.key("space")
        self.wait_now("龙舟赛今日开幕", FIRST, SECOND, THIRD)
        wait_until(lambda: self.reasons() == ["minute"] * 3 + ["restore"], "the version from before")
        assert atspi.find(sheet, "label", self.desk.say("Restored"))
        self.picture("restored")
        keys.key("ctrl+z")
        self.wait_now("龙舟赛今日开幕", CHANGED, SECOND, THIRD)
        keys.key("ctrl+shift+z")
        self.wait_now("龙舟赛今日开幕", FIRST, SECOND, THIRD)
        self.close(sheet)
        wait_until(lambda: self.desk.field_is_focused("Body"), "the caret in the body")
        keys.key("ctrl+z")
        self.wait_now("龙舟赛今日开幕", CHANGED, SECOND, THIRD)

    def restore_field(self):
        sheet = self.open()
        self.choose(sheet, self.oldest(sheet))
        self.tab_to(sheet, self.restore_button(sheet, "今日"))
        keys.key("Return")
        self.wait_now("龙舟赛开幕", CHANGED, SECOND, THIRD)
        self.close(sheet)
        self.desk.wait_text("Headline", "龙舟赛开幕")
        keys.key("ctrl+z")
        self.wait_now("龙舟赛今日开幕", CHANGED, SECOND, THIRD)

    def restore_all(self):
        sheet = self.open()
        self.choose(sheet, self.oldest(sheet))
        assert self.restore_button(sheet, "昨")
        keys.key("ctrl+Return")
        self.wait_now("龙舟赛开幕", FIRST, SECOND)
        assert atspi.find(sheet, "label", self.desk.say("No Difference"))
        self.picture("same")
        self.close(sheet)
        keys.key("ctrl+z")
        self.wait_now("龙舟赛今日开幕", CHANGED, SECOND, THIRD)
        self.desk.wait_text("Headline", "龙舟赛今日开幕")
        keys.key("ctrl+y")
        self.wait_now("龙舟赛开幕", FIRST, SECOND)
        keys.key("ctrl+z")
        self.wait_now("龙舟赛今日开幕", CHANGED, SECOND, THIRD)

    def unreadable(self):
        self.change("UPDATE version SET document = '{' WHERE row = (SELECT min(row) FROM version)")
        sheet = self.open()
        last = self.oldest(sheet)
        self.choose(sheet, last)
        assert atspi.find(sheet, "label", self.desk.say("This Version Cannot Be Read"))
        self.picture("unreadable")
        self.choose(sheet, last - 1)
        assert self.restore_button(sheet, "昨")
        self.close(sheet)
        assert self.app.quit() == 0


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as folder:
        job = Versions(folder)
        with job.app:
            for number, (title, step) in enumerate(job.steps()):
                if not tap.run(title, step):
                    shot.take(BUILD / "failed" / f"versions-{number}.png")
                    tap.say(job.app.messages()[-2000:])
    tap.done()


main()
