#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates for standing items, in the real window and by the keyboard: kept, used, renamed, removed and taken back, and
there again after the next start."""
import pathlib
import re
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import body_of, field_of, id_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

PICTURES = BUILD / "looks" / "templates"


class Templates:
    def __init__(self, folder):
        self.app = App(folder)
        self.desk = Desk(self.app, "*")

    def steps(self):
        return [
            ("where there are none the dialog says what they are for, and keeps the open article", self.first),
            ("what was kept by mistake is taken back", self.undo_keeping),
            ("a new article is filled from the template", self.use),
            ("a template is renamed", self.rename),
            ("a template is removed, and taken back", self.remove),
            ("the next start has it", self.restart),
        ]

    def names(self):
        return [row[0] for row in self.desk.notes.rows("SELECT name FROM template ORDER BY name")]

    def open(self):
        keys.focus_window(wait_until(lambda: keys.windows(self.app.pid), "the window")[0])
        keys.key("ctrl+alt+n")
        return self.desk.sheet("New from Template")

    def wait_closed(self):
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the dialog to go")

    def picture(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        shot.take(PICTURES / f"{name}.png")

    def first(self):
        self.app.start()
        self.desk.field("Headline")
        self.desk.do("close-article")
        self.desk.wait_sees("No Article Open")
        sheet = self.open()
        assert atspi.find(sheet, "label", self.desk.say("No Templates Yet"))
        keys.key("Escape")  # with nothing in it to press, the dialog has the keys all the same
        self.wait_closed()
        self.desk.do("new-article")
        self.desk.write("Headline", "一周天气")
        self.desk.write("Body", "周一：")
        keys.key("Return")
        keys.type_text("周二：")
        sheet = self.open()
        assert atspi.find(sheet, "label", self.desk.say("No Templates Yet"))
        self.picture("empty")
        wait_until(lambda: atspi.has_state(self.desk.button("_Use the Open Article", sheet), "focused"), "the one button")
        keys.key("Return")
        self.wait_closed()
        self.desk.wait_toast("Kept as a template")
        assert self.names() == ["一周天气"]

    def use(self):
        old = self.desk.notes.newest()
        sheet = self.open()
        wait_until(lambda: atspi.has_state(atspi.find(sheet, "list item", "一周天气"), "focused"), "the first row")
        self.picture("list")
        keys.key("Return")
        self.wait_closed()
        new = wait_until(lambda: next((article for key, article in self.desk.notes.articles().items() if key != id_of(old)),
                                      None), "the new article on disk")
        assert (field_of(new), body_of(new)) == ("一周天气", "周一：\n周二："), new
        assert self.desk.notes.load(id_of(old)) == old
        wait_until(lambda: self.desk.field_is_focused("Headline"), "the caret in the headline")
        keys.key("ctrl+End")
        keys.type_text("（下周）")
        wait_until(lambda: field_of(self.desk.notes.load(id_of(new))) == "一周天气（下周）", "what was typed on disk")
        assert self.names() == ["一周天气"]

    def undo_keeping(self):
        assert not self.desk.sees("Not uploaded"), "on this computer alone nothing waits for a server"
        atspi.press(self.desk.toast_undo())
        wait_until(lambda: self.names() == [], "it to go")
        self.desk.do("use-as-template")
        wait_until(lambda: self.names() == ["一周天气"], "the template")

    def rename(self):
        sheet = self.open()
        wait_until(lambda: atspi.has_state(atspi.find(sheet, "list item", "一周天气"), "focused"), "the first row")
        keys.key("Tab", "space")
        wait_until(lambda: atspi.text(self.desk.field("Name of the Template", root=sheet)) == "一周天气", "the name to change")
        keys.key("ctrl+a")
        keys.type_text("周报")
        self.picture("rename")
        keys.key("Return")
        wait_until(lambda: self.names() == ["周报"], "the new name")
        assert atspi.find(sheet, "list item", "周报")
        keys.key("Escape")
        self.wait_closed()

    def remove(self):
        sheet = self.open()
        wait_until(lambda: atspi.has_state(atspi.find(sheet, "list item", "周报"), "focused"), "the first row")
        keys.key("Tab", "Tab", "space")
        wait_until(lambda: self.names() == [], "it to be removed")
        undo = self.desk.button("Undo", sheet)
        wait_until(lambda: atspi.has_state(undo, "focused"), "Undo in the place of the button")
        self.picture("removed")
        keys.key("space")
        wait_until(lambda: self.names() == ["周报"], "it to be back")
        keys.key("Escape")
        self.wait_closed()

    def restart(self):
        assert self.app.quit() == 0
        self.app.start()
        self.app.window()
        sheet = self.open()
        assert atspi.find(sheet, "list item", "周报")
        keys.key("Escape")
        self.wait_closed()
        assert self.app.quit() == 0


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as folder:
        job = Templates(folder)
        with job.app:
            for number, (title, step) in enumerate(job.steps()):
                if not tap.run(title, step):
                    shot.take(BUILD / "failed" / f"templates-{number}.png")
                    tap.say(job.app.messages()[-2000:])
    tap.done()


main()
