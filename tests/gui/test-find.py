#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find and replace in the article, by the keyboard alone."""
import json
import pathlib
import re
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402  (it asks for the versions of what comes next)
from gi.repository import GLib  # noqa: E402

import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import BUILD, Newsroom, body_of, field_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

TEXT = "org.a11y.atspi.Text"
BODY = ["王敏到南湖区采访，王敏说湖水很清。", "ABC 公司和ａｂｃ公司是一家。", "最后一段提到王敏。"]


class Find:
    def __init__(self, newsroom):
        self.newsroom = newsroom
        self.app = newsroom.app("desk")
        self.desk = Desk(self.app)

    def steps(self):
        return [
            ("Ctrl+F finds as one types, and says how many", self.find),
            ("Enter, Shift+Enter and Ctrl+G go round; a headline is told by its name", self.move),
            ("Escape leaves the caret at the match", self.close),
            ("case and width do not matter unless they shall", self.width),
            ("a wrong expression gets a sentence", self.wrong_expression),
            ("Ctrl+H replaces one, then the next", self.replace_one),
            ("all are replaced as one step, headline and summary too", self.replace_all),
            ("Undo in the message takes all of it back", self.undo_by_message),
            ("Ctrl+Z does the same, and the version from before is kept", self.undo_by_key),
            ("Ctrl+F takes what is selected", self.selection),
            ("with the bar closed Ctrl+G goes on with what was looked for", self.go_on),
        ]

    def begin(self):
        self.newsroom.sign_in(self.app, "xiaohe")
        self.desk.select_list("All Articles")
        self.desk.new_article()
        self.desk.write("Headline", "王敏走访南湖")
        self.desk.focus("Body")
        for line in BODY:
            keys.type_text(line)
            keys.key("Return")
        keys.key("BackSpace")
        keys.key("ctrl+Home")

    def picture(self, name):
        keys.point_away()
        shot.settled(BUILD / "find" / f"{name}.png")

    def count(self, text):
        """The figure beside the entry."""
        self.desk.wait_sees(re.compile("^" + re.escape(text) + "$"))

    def of(self, current, count, place=None):
        words = self.desk.say("%'d of %'u").replace("%'d", str(current)).replace("%'u", str(count))
        if place:
            words = self.desk.say("%s · %s").replace("%s", words, 1).replace("%s", self.desk.say(place))
        self.count(words)

    def wait_selected(self, name, start, end):
        """In characters."""
        def look():
            text = atspi.text_node(self.desk.field(name))
            return (text.call(TEXT, "GetNSelections")[0]
                    and text.call(TEXT, "GetSelection", GLib.Variant("(i)", (0,))) == (start, end))
        wait_until(look, f"{start} to {end} of {name} to be selected")

    def look_for(self, text):
        keys.key("ctrl+f", "ctrl+a")
        keys.type_text(text)

    def find(self):
        self.begin()
        keys.key("ctrl+f")
        self.desk.wait_focused("Find")
        keys.type_text("王敏")
        self.of(2, 4)
        self.wait_selected("Body", 0, 2)
        self.picture("find")
        keys.type_text("不在")
        self.count(self.desk.say("Not found"))
        keys.key("BackSpace", "BackSpace")
        self.of(2, 4)

    def move(self):
        keys.key("Return")
        self.of(3, 4)
        keys.key("Return")
        self.of(4, 4)
        keys.key("ctrl+g")
        self.of(1, 4, "Headline")
        self.wait_selected("Headline", 0, 2)
        keys.key("shift+Return")
        self.of(4, 4)
        keys.key("ctrl+shift+g")
        self.of(3, 4)
        assert self.desk.field_is_focused("Find")

    def close(self):
        keys.key("Escape")
        self.desk.wait_focused("Body")
        atspi.wait_gone(self.desk.window, "entry", self.desk.say("Find"))
        self.wait_selected("Body", 9, 11)

    def choose_last_option(self):
        """Of the menu beside the entry, on which the focus is."""
        keys.key("space", "Up", "Return")

    def width(self):
        self.look_for("abc")
        self.of(1, 2)
        keys.key("Escape")

    def wrong_expression(self):
        self.look_for("(王")
        self.count(self.desk.say("Not found"))
        keys.key("Tab")
        self.choose_last_option()
        self.desk.wait_sees("A parenthesis ( ) of the expression has no partner")
        self.picture("wrong-expression")
        self.desk.focus("Find")
        keys.key("ctrl+a")
        keys.type_text("王.")
        self.of(4, 4)
        keys.key("Tab", "Tab", "Tab")
        self.choose_last_option()
        self.count(self.desk.say("Not found"))
        keys.key("Escape")

    def replace_one(self):
        self.desk.focus("Body")
        keys.key("ctrl+Home", "ctrl+h", "ctrl+a")
        keys.type_text("王敏")
        self.of(2, 4)
        keys.key("Tab", "Tab", "Tab", "Tab", "Tab")
        self.desk.wait_focused("Replace With")
        keys.type_text("欧阳小梅")
        keys.key("Return")
        self.desk.wait_text("Body", BODY[0].replace("王敏", "欧阳小梅", 1))
        self.of(2, 3)
        keys.key("Return")
        self.desk.wait_text("Body", BODY[0].replace("王敏", "欧阳小梅"))
        self.of(2, 2)
        self.picture("replace")
        keys.key("Escape", "ctrl+z", "ctrl+z")
        self.desk.wait_text("Body", BODY[0])

    def replace_everywhere(self):
        keys.key("ctrl+Home", "ctrl+h")
        self.of(2, 5)
        keys.key("alt+l")

    def replace_all(self):
        self.desk.do("focus-details")
        self.desk.write("Summary", "王敏说")
        self.desk.focus("Body")
        self.replace_everywhere()
        self.desk.wait_toast(re.compile(re.escape(self.desk.count("%'u replaced", "%'u replaced", 5).replace("%'u", "5"))))
        self.picture("replaced-all")
        self.desk.wait_text("Headline", "欧阳小梅走访南湖")
        self.desk.wait_text("Body", "\n".join(BODY).replace("王敏", "欧阳小梅"))
        self.desk.wait_text("Summary", "欧阳小梅说")

    def assert_as_before(self):
        self.desk.wait_text("Headline", "王敏走访南湖")
        self.desk.wait_text("Body", "\n".join(BODY))
        wait_until(lambda: self.desk.text("Summary") == "王敏说", "the summary as it was")

    def undo_by_message(self):
        atspi.press(self.desk.toast_undo())
        self.assert_as_before()

    def undo_by_key(self):
        keys.key("Escape")
        self.replace_everywhere()
        self.desk.wait_text("Headline", "欧阳小梅走访南湖")
        keys.key("Escape", "ctrl+z")
        self.assert_as_before()
        keys.key("ctrl+shift+z")
        self.desk.wait_text("Headline", "欧阳小梅走访南湖")
        self.desk.wait_text("Body", "欧阳小梅到南湖区")
        keys.key("ctrl+z")
        self.assert_as_before()
        # Not the last thing that was done: it is a step like others.
        self.replace_everywhere()
        self.desk.wait_text("Headline", "欧阳小梅走访南湖")
        keys.key("Escape", "ctrl+End")
        keys.type_text("后")
        self.desk.wait_text("Body", "后")
        keys.key("ctrl+z", "ctrl+z")
        self.assert_as_before()
        wait_until(self.is_version_kept, "the version from before")

    def is_version_kept(self):
        kept = [json.loads(row[0]) for row in
                self.desk.notes.rows("SELECT document FROM version WHERE reason = 'replace' ORDER BY row")]
        assert "王敏到南湖区" in body_of(kept[-1]) and field_of(kept[-1]) == "王敏走访南湖", kept
        return True

    def selection(self):
        keys.key("ctrl+End", "shift+Left", "shift+Left", "ctrl+f")
        wait_until(lambda: self.desk.text("Find") == "敏。", "the selection in the entry")
        self.of(1, 1)
        keys.key("Escape")

    def go_on(self):
        self.desk.focus("Body")
        keys.key("ctrl+Home")
        self.look_for("王敏")
        self.of(2, 5)
        keys.key("Escape", "ctrl+g")
        self.of(3, 5)
        keys.key("Escape", "ctrl+shift+g")
        self.of(2, 5)
        # Neither does a word that is selected change it.
        keys.key("Escape", "ctrl+End", "shift+Left", "ctrl+shift+g")
        self.of(4, 5)
        keys.key("Escape")


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
        job = Find(newsroom)
        for number, (title, step) in enumerate(job.steps()):
            if not tap.run(title, step):
                shot.take(BUILD / "failed" / f"find-{number}.png")
                for app in newsroom.apps:
                    tap.say(app.messages()[-2000:])
    tap.done()


main()
