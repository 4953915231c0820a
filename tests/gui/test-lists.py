#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists and a rule in the real window by keys alone: written, nested, taken out again, undone; then to the server, onto
another computer and onto the public page, the same bytes everywhere."""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import BUILD, LAYOUT, TOOL, Newsroom, field_of, state_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

HEADLINE = "Night school"
WRITTEN = ("<ol><li>Register<ol><li>Online</li><li>By phone<ol><li>Mornings</li></ol></li></ol></li><li>Pay</li></ol>"
           "<p>Come.</p>")
ENTERED = WRITTEN.replace("<p>Come.</p>", "<ul><li>Pen</li><li>Paper</li></ul><hr/><p>Come.</p>")


def xhtml(article):
    return "".join(body["value"] for body in (article or {}).get("bodies", []))


class Writer:
    def __init__(self, newsroom, folder):
        self.newsroom, self.folder = newsroom, pathlib.Path(folder)
        self.app = newsroom.app("desk")
        self.desk = Desk(self.app)
        self.id = None

    def steps(self):
        yield "a numbered list of three levels, and out of it by Enter", self.write
        yield "the buttons and the menu say where the caret is", self.check_buttons
        yield "Shift+Tab and Backspace take an item out, Ctrl+Z brings it back", self.take_out
        yield "Tab in the middle of a word goes to the next pane, not into the text", self.leave
        yield "bullets and a rule", self.add_bullets_and_rule
        yield "all of it undone step by step, and done again", self.undo
        yield "the server has the same bytes", self.compare_server
        yield "so has another computer", self.compare_computer
        yield "so has the public page", self.compare_page

    def article(self):
        return self.desk.notes.load(self.id)

    def wait_body(self, expected):
        try:
            wait_until(lambda: xhtml(self.article()) == expected, f"{expected} on disk")
        except BaseException:
            Tap.say(tap, f"is {xhtml(self.article())}")
            raise

    def write(self):
        self.newsroom.sign_in(self.app, "xiaohe")
        before = set(self.desk.notes.articles())
        self.desk.new_article()
        self.desk.write("Headline", HEADLINE)
        self.id = wait_until(lambda: set(self.desk.notes.articles()) - before, "the article on disk").pop()
        self.desk.focus("Body")
        keys.key("ctrl+alt+6")
        keys.type_text("Register")
        keys.key("Return", "Tab")
        keys.type_text("Online")
        keys.key("Return")
        keys.type_text("By phone")
        keys.key("Return", "Tab")
        keys.type_text("Mornings")
        keys.key("Return", "Return", "Return")
        keys.type_text("Pay")
        keys.key("Return", "Return")
        keys.type_text("Come.")
        self.wait_body(WRITTEN)

    def is_down(self, name):
        return atspi.has_state(self.desk.find("push button", name), "pressed")

    def check_buttons(self):
        wait_until(lambda: not self.is_down("Numbered List"), "the button to be up")
        keys.key("Up")
        wait_until(lambda: self.is_down("Numbered List") and not self.is_down("Bulleted List"), "the button to be down")
        keys.key("ctrl+alt+5")
        self.wait_body(WRITTEN.replace("<li>Pay</li></ol>", "</ol><ul><li>Pay</li></ul>"))
        wait_until(lambda: self.is_down("Bulleted List") and not self.is_down("Numbered List"), "the other button")
        keys.key("ctrl+z")
        self.wait_body(WRITTEN)

    def take_out(self):
        keys.key("ctrl+Home", "Down", "Down", "Home", "shift+Tab")
        self.wait_body(WRITTEN.replace("<li>By phone<ol><li>Mornings</li></ol></li></ol></li>",
                                       "</ol></li><li>By phone<ol><li>Mornings</li></ol></li>"))
        keys.key("BackSpace")
        self.wait_body("<ol><li>Register<ol><li>Online</li></ol></li></ol><p>By phone</p>"
                       "<ol><li>Mornings</li><li>Pay</li></ol><p>Come.</p>")
        keys.key("ctrl+z", "ctrl+z")
        self.wait_body(WRITTEN)

    def leave(self):
        keys.key("ctrl+Home", "Right", "Tab")
        wait_until(lambda: not self.desk.field_is_focused("Body"), "the focus to go on")
        self.desk.focus("Body")
        self.wait_body(WRITTEN)

    def add_bullets_and_rule(self):
        keys.key("ctrl+End", "Home")
        keys.type_text("Pen")
        keys.key("ctrl+alt+5", "Return")
        keys.type_text("Paper")
        keys.key("Return", "BackSpace")
        # The rule is the last in the menu of kinds, and one goes on below it. The button was up before there was a list.
        self.app.catch_up()
        wait_until(lambda: not self.is_down("Bulleted List"), "the button to be up")
        self.desk.open_menu("Paragraph", "Insert Rule")
        keys.key("Up", "Return")
        keys.type_text("x")
        keys.key("BackSpace")
        self.wait_body(ENTERED)

    def undo(self):
        for _ in range(60):
            keys.key("ctrl+z")
        self.wait_body("<p></p>")
        for _ in range(60):
            keys.key("ctrl+y")
        self.wait_body(ENTERED)

    def compare_server(self):
        person = self.newsroom.person("xiaohe")
        wait_until(lambda: xhtml(person.load(self.id)) == ENTERED, "the server to have it", 20)

    def compare_computer(self):
        self.app.quit()
        other = self.newsroom.app("other")
        self.newsroom.sign_in(other, "xiaohe")
        desk = Desk(other)
        mine, theirs = self.article(), desk.notes.load(self.id)
        assert json.dumps(mine["bodies"]) == json.dumps(theirs["bodies"]) and xhtml(theirs) == ENTERED
        # Seen there: a paragraph more is typed, so that the window has read it and written it again.
        desk.open_article(HEADLINE)
        desk.write("Body", " Bring a friend.")
        wait_until(lambda: xhtml(desk.notes.load(self.id)) == ENTERED.replace("Come.", "Come. Bring a friend."),
                   "the text and the lists on the other computer's disk")
        self.newsroom.wait_synced(other, "xiaohe")
        other.quit()

    def compare_page(self):
        person, server = self.newsroom.person, self.newsroom.server
        article = person("xiaohe").load(self.id)
        article["galley"]["channel"] = "local"
        person("xiaohe").save(article)
        person("xiaohe").act(self.id, "submit")
        for user in ("chenyan", "shenzhiyuan"):
            person(user).act(self.id, "sign")
        person("shenzhiyuan").act(self.id, "publish")
        published = person("shenzhiyuan").load(self.id)
        page = server.wait_for(state_of(published)["publication"]["path"])
        file = self.folder / "article.json"
        file.write_text(json.dumps(published, ensure_ascii=False), encoding="utf-8")
        done = subprocess.run([TOOL, "render", "--layout", LAYOUT, file], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert page == done.stdout, "the public page and the preview's differ"
        assert field_of(published) == HEADLINE
        inside = page.decode().split('class="e-content">')[1].split("</div>")[0]
        assert "".join(inside.split("\n")) == ENTERED.replace("<hr/>", "<hr>").replace(
            "Come.", "Come. Bring a friend."), inside


tap = Tap()
with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
    writer = Writer(newsroom, folder)
    try:
        for title, step in writer.steps():
            tap.run(title, step, needed=True)
    except SystemExit:
        shot.take(BUILD / "failed" / "lists.png")
        tap.say(writer.app.messages()[-2000:])
        raise
tap.done()
