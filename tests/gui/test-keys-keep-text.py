#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every shortcut of Galley, and the keys with which GTK itself loses or hides text, pressed in every field: no character
vanishes from any field. The shortcuts are read from the program's own table, so a new one is tested without a word here.
"""
import pathlib
import re
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import BUILD, ROOT, Newsroom, blocks_of, field_of, tags_of, uuid7  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import Waited, wait_until  # noqa: E402

TABLE = ROOT / "src/app/galley-shortcuts.c"
# What GTK binds in its text widgets beside the plain editing keys (measured on 4.8).
GTK_KEYS = ["ctrl+u", "Insert", "F7", "ctrl+period", "ctrl+semicolon", "ctrl+shift+e", "ctrl+shift+u", "ctrl+Home",
            "ctrl+End", "ctrl+shift+Home", "ctrl+slash", "ctrl+backslash", "ctrl+Up", "ctrl+Down", "shift+F10", "Menu",
            "F10", "ctrl+space", "ctrl+shift+space", "ctrl+t", "ctrl+Tab", "alt+a", "Escape", "Tab", "shift+Tab"]
# They leave the article, the window or the field: somebody has to come back.
LEAVE = {"new-article", "open-file", "duplicate", "close-article", "next-step", "return", "publish", "next-article",
         "previous-article", "show-help-overlay", "fullscreen", "show-sidebar", "show-side", "preferences", "help",
         "new-from-clipboard"}
OPENS = {"ctrl+period", "ctrl+semicolon", "ctrl+shift+e", "ctrl+shift+u", "shift+F10", "Menu", "F10", "ctrl+k", "ctrl+shift+l"}
NAMES = {"Control": "ctrl", "Shift": "shift", "Alt": "alt"}
EDITOR = ["Kicker", "Headline", "Subtitle", "Source", "Bylines", "Responsible Editor", "Body"]
DETAILS = ["Tags", "Source", "Bylines", "Responsible Editor", "Short Headline", "Summary"]


def shortcuts():
    """[(action, key)] of the table, in xdotool's spelling."""
    found = []
    for action, names in re.findall(r'N_ \("[^"]+"\),\s*"([\w.:-]+)",\s*\{([^}]*)\}', TABLE.read_text()):
        for name in re.findall(r'"([^"]+)"', names):
            parts = [NAMES[part] for part in re.findall(r"<(\w+)>", name)]
            found.append((action.partition(".")[2], "+".join([*parts, name.rpartition(">")[2]])))
    return found


def an_article():
    """Each field has words of its own, so that whatever vanishes can be named."""
    return {
        "uri": f"urn:uuid:{uuid7()}", "type": "text", "representationType": "full", "language": "zh-Hans",
        "standard": {"name": "ninjs", "version": "3.1"},
        "headlines": [{"role": "kicker", "value": "引题甲乙丙丁"}, {"role": "main", "value": "每个键按下去 一个字也不少"},
                      {"role": "subhead", "value": "副题戊己庚辛"}, {"role": "index", "value": "短题一二三四"}],
        "descriptions": [{"role": "summary", "value": "摘要：这里的字都要留下。"}],
        "infoSources": [{"role": "source", "name": "澜江新闻网"}, {"role": "editor", "name": "陈砚"}],
        "by": "记者 周小禾",
        "subjects": [{"rel": "tag", "literal": "环湖路"}, {"rel": "tag", "literal": "公交"}],
        "galley": {"channel": "local", "bylines": [{"name": "周小禾", "role": "记者"}]},
        "bodies": [{"role": "main", "contentType": "application/xhtml+xml",
                    "value": "<p>第一段的字，abc 123。</p><p>第二段的字，<strong>加重</strong>的也在。</p><p>第三段。</p>"}],
    }


def words_of(article):
    """Everything that was written, without its form."""
    return {
        **{role: field_of(article, role) for role in ("kicker", "main", "subhead", "index", "summary", "source", "editor")},
        "by": article.get("by", ""), "tags": tags_of(article), "body": "\n".join(blocks_of(article)),
    }


class Keyboard:
    def __init__(self, desk, article_id, headline):
        self.desk, self.id, self.headline = desk, article_id, headline
        self.words = words_of(desk.notes.load(article_id))
        self.count = 0
        self.fields, self.held, self.places = {}, {}, {}

    def look_up_fields(self):
        pages = {"editor": self.desk.find(None, "GalleyEditorPage"), "details": self.desk.find(None, "GalleyDetailsPanel")}
        for page, names in (("editor", EDITOR), ("details", DETAILS)):
            for name in names:
                self.fields[f"{name} ({page})"] = atspi.find(pages[page], "text", name)

    def shown(self):
        return {name: self.text(name) for name in self.fields}

    def text(self, name):
        held = self.held.setdefault(name, atspi.text_node(self.fields[name]).queryText())
        return held.getText(0, held.characterCount)

    def enter(self, name):
        """The caret into the middle of a field."""
        if name not in self.places:
            left, top = self.desk.offset(self.fields[name])
            x, y, width, height = atspi.extents(self.fields[name])
            self.places[name] = left + x + width // 2, top + y + height * 2 // 3
        keys.click(*self.places[name])
        keys.key("Home", "Right", "Right")

    def come_back(self, action=None):
        """To the article in the window as it was."""
        begin = time.monotonic()
        while len(keys.windows(self.desk.app.pid)) > 1:
            assert time.monotonic() < begin + 5, "the dialog stays"
            keys.key("Escape")
        path = self.desk.app.window_path()
        if not self.desk.app.state("show-side", path)[1]:
            self.desk.app.activate("show-side", path=path)
        if self.desk.app.state("show-sidebar", path)[1]:
            self.desk.app.activate("show-sidebar", path=path)
        if action == "duplicate":  # the copy is open, and looks the same
            wait_until(lambda: len(self.desk.notes.articles()) > self.count, "the copy on disk")
            self.desk.app.activate("trash", path=path)
            wait_until(lambda: not self.is_home(), "the copy to go")
        if self.is_home():
            return
        # The first in the list, where none is selected.
        self.desk.app.activate("previous-article" if action == "next-article" else "next-article", path=path)
        try:
            wait_until(self.is_home, "the article", 1)
        except Waited:
            self.desk.open_article(self.headline, None)

    def is_home(self):
        return self.text("Headline (editor)") == self.headline

    def check(self, key, name, before):
        """After each key the field itself is read; the others, whatever becomes of them, at the end."""
        after = self.text(name)
        assert after == before, f"{key} made {before!r} {after!r}"

    def play(self, name, pairs):
        self.enter(name)
        everything = self.shown()
        before = everything[name]
        for action, key in pairs:
            if action == "duplicate":
                self.count = len(self.desk.notes.articles())
            keys.key(key)
            if key == "Insert":  # overwriting shows only when something is typed
                keys.type_text("Q")
                keys.key("BackSpace")
            if key in OPENS:
                keys.key("Escape")
            if action in LEAVE:
                self.come_back(action)
                self.check(key, name, before)
                self.enter(name)
            elif action == "undo":
                keys.key("ctrl+shift+z")
            elif action.startswith("focus") or action.endswith("pane") or action == "search" or key in ("Tab", "shift+Tab"):
                self.enter(name)
            self.check(key, name, before)
        after = self.shown()
        assert after == everything, {name: after[name] for name in after if after[name] != everything[name]}
        time_limit = time.monotonic() + 2
        while words_of(self.desk.notes.load(self.id)) != self.words:
            assert time.monotonic() < time_limit, f"{name}: stored {words_of(self.desk.notes.load(self.id))}"


def main():
    tap = Tap()
    table = shortcuts()
    pairs = [(action, key) for action, key in table if action not in ("quit", "show-help-overlay")]
    quits = [key for action, key in table if action == "quit"]
    pairs += [("", key) for key in GTK_KEYS]
    tap.ok(len(table) > 30, f"the program's table has {len(table)} shortcuts")

    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
        article = an_article()
        article_id = article["uri"].removeprefix("urn:uuid:")
        status, answer = newsroom.person("xiaohe").call("PUT", f"/articles/{article_id}", article, {
            "If-None-Match": "*", "Content-Type": "application/vnd.galley.article+json"})
        assert status in (200, 201), (status, answer)
        app = newsroom.app("desk")
        newsroom.sign_in(app, "xiaohe")
        desk = Desk(app)
        headline = field_of(article)
        desk.open_article(headline)
        desk.do("focus-details")
        board = Keyboard(desk, article_id, headline)
        board.look_up_fields()
        for name in board.fields:
            if not tap.run(f"{len(pairs)} keys in {name}", board.play, name, pairs):
                shot.take(BUILD / "failed" / f"keys-{name}.png")
                board.come_back()
        tap.run(f"{quits} ends it, and every word is there",
                lambda: (keys.key(*quits), wait_until(lambda: app.process.poll() is not None, "the end"),
                         words_of(desk.notes.load(article_id)) == board.words))
    tap.done()


main()
