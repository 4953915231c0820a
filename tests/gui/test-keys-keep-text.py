#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every shortcut of Galley, and every key with which GTK itself changes a text, pressed in every field: no character
vanishes anywhere. Twice each, with a caret in the text and with all of it selected. What a key opens is closed, where
it leads is led back from, what it undoes is redone; then every field must read as before."""
import json
import pathlib
import re
import string
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import TEXT_ROLES, Desk  # noqa: E402
from newsroom import (BUILD, ROOT, TOOL, Newsroom, blocks_of, content_of, field_of, id_of, tags_of)  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

USER = "xiaohe"
SIZE = (1600, 1000)
# In the short line and once more in the details.
TWICE = ["Source", "Bylines", "Responsible Editor"]
FIELDS = ["Kicker", "Headline", "Subtitle", *TWICE, "Body", "Short Headline", "Summary", "Tags",
          *(name + " (details)" for name in TWICE)]

LEAD_AWAY = {"win.new-article", "win.duplicate", "win.close-article", "win.next-article", "win.previous-article"}
TOGGLES = {"win.show-sidebar", "win.show-side", "win.fullscreen"}
# GTK's own: Insert overwrites, F7 hides the caret, Ctrl+. and Ctrl+; insert pictures, Ctrl+Shift+U asks for a number.
GTK_KEYS = ["Insert", "F7", "ctrl+period", "ctrl+semicolon", "ctrl+shift+e", "ctrl+shift+u", "ctrl+Home", "ctrl+End",
            "ctrl+shift+Home", "ctrl+shift+End", "ctrl+slash", "ctrl+backslash", "ctrl+Up", "ctrl+Down",
            "ctrl+shift+Up", "ctrl+shift+Down", "ctrl+Left", "ctrl+Right", "ctrl+Page_Up", "ctrl+Page_Down",
            "shift+Page_Up", "shift+Page_Down", "alt+Left", "alt+Right", "ctrl+space", "ctrl+Insert", "F1", "F8", "F12",
            *(f"ctrl+{digit}" for digit in string.digits)]
# Cutting and pasting change a text on purpose; Ctrl+Shift+D and I open GTK's inspector.
ON_PURPOSE = {"ctrl+x", "ctrl+v", "ctrl+shift+v", "ctrl+shift+d", "ctrl+shift+i"}


def read_table():
    """{action: [key as xdotool names it]} from the table in galley-shortcuts.c."""
    source = (ROOT / "src" / "app" / "galley-shortcuts.c").read_text(encoding="utf-8")
    table = {}
    for action, found in re.findall(r'"((?:win|editor|app)\.[^"]+)",\s*\{([^}]*)\}', source):
        table[action] = [key.replace("<Control>", "ctrl+").replace("<Shift>", "shift+").replace("<Alt>", "alt+")
                         for key in re.findall(r'"([^"]+)"', found)]
    assert len(table) > 25 and all(table.values()), table
    return table


def make_article(newsroom):
    """The hand-out with every field filled in, in the reporter's drafts."""
    done = subprocess.run([TOOL, "import", ROOT / "tests" / "data" / "handout.txt"], capture_output=True, text=True,
                          check=True)
    article = json.loads(done.stdout)
    article["galley"]["channel"] = "local"
    article["headlines"] += [{"role": "subhead", "value": "副题在此 一字不少"}, {"role": "index", "value": "书屋开门"}]
    article["descriptions"] = [{"role": "summary", "value": "流动书屋启用，读者点单，三天送到。"}]
    status, answer = newsroom.person(USER).call(
        "PUT", "/articles/" + id_of(article), content_of(article),
        {"If-None-Match": "*", "Content-Type": "application/vnd.galley.article+json"})
    assert status == 201, answer
    return answer


class Fields:
    """The window with the article open; its widgets are looked up once, since they stay."""

    def __init__(self, newsroom, app, article):
        self.newsroom, self.app, self.article = newsroom, app, article
        self.desk = Desk(app, USER + "-*")
        self.nodes, self.flip = {}, 0
        self.expected = None

    def open(self):
        self.app.start(*self.newsroom.options(USER))
        self.app.window()
        self.newsroom.wait_synced(self.app, USER)
        keys.resize(wait_until(lambda: keys.windows(self.app.pid), "the window")[0], *SIZE)
        self.desk.open_article(field_of(self.article))
        self.desk.do("focus-details")
        wait_until(self._look_up, "all fields to be there")
        self.frame = self.desk.frame()
        row = next(node for node in atspi.walk(self.list) if node.getRoleName() == "list item")
        self.row = self._place(row)
        if self.expected is None:
            self.expected = self.read()
        assert self.read() == self.expected, f"{self.read()}\nexpected {self.expected}"

    def _look_up(self):
        self.nodes = {}
        for node in self._walk(self.app.window()):
            if node.getRoleName() == "list" and node.name == "Articles":
                self.list = node
            if node.getRoleName() not in TEXT_ROLES or not atspi.is_visible(node):
                continue
            name = node.name + (" (details)" if node.name in self.nodes and node.name in TWICE else "")
            self.nodes[name] = node
        return set(FIELDS) <= set(self.nodes) and self.list

    def _walk(self, node):
        """As atspi.walk, without the articles' rows."""
        yield node
        if node.getRoleName() != "list" or node.name != "Articles":
            for child in atspi.children(node):
                yield from self._walk(child)

    def read(self):
        """Every field's text as it stands in the window; written tags and the one begun are one text."""
        texts = {name: atspi.text(self.nodes[name]) for name in FIELDS}
        box = self.nodes["Tags"].parent
        chips = [node.name for chip in atspi.children(box) for node in atspi.children(chip)
                 if node.getRoleName() == "label"]
        texts["Tags"] = "\n".join(filter(None, chips + [texts["Tags"]]))
        return texts

    def _place(self, node):
        x, y, width, height = atspi.extents(node)
        left, top = self.desk._offset(node)
        return left + x + width // 2, top + y + min(height // 2, 24)

    def press(self, field, *names):
        """A click into the field, then the keys. Two clicks in a row are apart, so as not to count as a double one."""
        x, y = self._place(self.nodes[field])
        self.flip = 24 - self.flip
        keys.click(x - 12 + self.flip, y)
        keys.key(*names)
        self.settle()

    def settle(self):
        """GTK takes keys and calls in turn: after two answers it has dealt with the keys."""
        self.app.actions()
        self.app.actions()

    def lead_back(self, action=None):
        """Closes what opened and opens the article again where a key led away from it."""
        wait_until(self._only_the_window, "the dialog to close", step=0.1)
        keys.key("Escape")
        if action == "win.duplicate":
            self.app.activate("trash")
            wait_until(lambda: self.frame.name != field_of(self.article), "the copy to go")
        if action in LEAD_AWAY:
            wait_until(self._click_row, "the article to be open again", step=0.1)

    def _only_the_window(self):
        if len(keys.windows(self.app.pid)) == 1:
            return True
        keys.key("Escape")
        return False

    def _click_row(self):
        if self.frame.name == field_of(self.article):
            return True
        keys.click(*self.row)
        return False

    def check(self, what):
        found, limit = self.read(), 3
        try:
            wait_until(lambda: self.read() == self.expected, "all texts", limit, step=0.1)
        except AssertionError:
            found = self.read()
            wrong = [f"{name}: {found[name]!r}, was {text!r}" for name, text in self.expected.items()
                     if found[name] != text]
            raise AssertionError(f"{what}: " + "; ".join(wrong)) from None

    def check_store(self):
        """What is on disk, Galley being closed."""
        stored = self.desk.notes.load(id_of(self.article))
        for name, value in {"blocks": blocks_of, "tags": tags_of, "by": lambda article: article["by"],
                            **{role: lambda article, role=role: field_of(article, role) for role in
                               ("kicker", "main", "subhead", "index", "summary", "source", "editor")}}.items():
            assert value(stored) == value(self.article), f"{name}: {value(stored)}, was {value(self.article)}"


def press_all(fields, field, table):
    """All keys in one field; every fault is reported, not only the first."""
    faults = []

    def attempt(what, *names, action=None, then=()):
        try:
            fields.press(field, *names)
            fields.lead_back(action)
            if then:
                fields.press(field, *then)
            fields.check(what)
        except AssertionError as fault:
            faults.append(str(fault))
            tap.say(fault)
            shot.take(BUILD / "failed" / f"keys-keep-text-{len(faults)}.png")
            fields.expected = fields.read()

    own = {key for found in table.values() for key in found}
    others = [f"ctrl+{shift}{letter}" for shift in ("", "shift+") for letter in string.ascii_lowercase]
    others = GTK_KEYS + [key for key in others if key not in own | ON_PURPOSE]

    attempt("typing", "End", "x", "BackSpace")
    for selection in ([], ["ctrl+a"]):
        words = " with all selected" if selection else ""
        for action, found in table.items():
            if action == "app.quit" or selection and action in LEAD_AWAY:
                continue
            for key in found:
                if action == "editor.undo":
                    attempt(key + words, *selection, key, then=["ctrl+shift+z"])
                elif action in TOGGLES:
                    attempt(key + words, *selection, key, key)
                else:
                    attempt(key + words, *selection, key, action=action)
        for first in range(0, len(others), 16):
            batch = others[first:first + 16]
            before = len(faults)
            attempt(" ".join(batch) + words, *(part for key in batch for part in (*selection, key, "Escape")))
            if len(faults) > before:
                tap.say("one by one:")
                for key in batch:
                    attempt(key + words, *selection, key)
    assert not faults, "\n".join(faults)


tap = Tap()
with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
    table = read_table()
    fields = Fields(newsroom, newsroom.app("desk"), make_article(newsroom))
    for field in sys.argv[1:] or FIELDS:
        if not tap.run(f"the window for {field}", fields.open, needed=True):
            break
        tap.run(f"no key takes a character away in {field}", press_all, fields, field, table)

        def quit_and_look(field=field):
            fields.press(field, "x", "BackSpace")
            keys.click(*fields._place(fields.nodes[field]))
            keys.key(table["app.quit"][0])
            fields.app._wait_gone(10)
            fields.check_store()
        tap.run(f"after Ctrl+Q in {field} all of it is on disk", quit_and_look, needed=True)
    tap.say(fields.app.messages()[-3000:])
tap.done()
