# SPDX-License-Identifier: GPL-3.0-or-later
"""Every shortcut of Galley, and the keys with which GTK itself loses or hides text, pressed in every field: no character
vanishes from any field. The shortcuts are read from the program's own table, so a new one is tested without a word here.
Marks and kinds may change: words are compared without their form.
"""
import pathlib
import re
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import BUILD, PASSWORD, ROOT, Newsroom, blocks_of, field_of, tags_of, uuid7  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import Waited, wait_until  # noqa: E402

TABLE = ROOT / "src/app/base/galley-shortcuts.c"
# What GTK binds in its text widgets beside the plain editing keys (measured on 4.8).
GTK_KEYS = ["ctrl+u", "Insert", "F7", "ctrl+period", "ctrl+semicolon", "ctrl+shift+e", "ctrl+shift+u", "ctrl+Home",
            "ctrl+End", "ctrl+shift+Home", "ctrl+slash", "ctrl+backslash", "ctrl+Up", "ctrl+Down", "shift+F10", "Menu",
            "F10", "ctrl+space", "ctrl+shift+space", "ctrl+t", "ctrl+Tab", "alt+a", "Escape", "Tab", "shift+Tab"]
# They may open a menu, a popover or an input method's row, which Escape closes.
OPENING_KEYS = {"ctrl+period", "ctrl+semicolon", "ctrl+shift+e", "ctrl+shift+u", "shift+F10", "Menu", "F10", "ctrl+k",
                "ctrl+shift+l"}
DIALOGS = {"new-from-template", "open-file", "save-hand-over", "next-step", "return", "publish", "show-help-overlay",
           "preferences", "help", "versions", "print"}
BODY_DIALOGS = {"insert-picture", "insert-attachment", "insert-video"}  # of the page, and only while the caret is in the body
LEAVING = {"new-article", "duplicate", "close-article", "next-article"}  # the article being the first in the list
COPYING = {"duplicate", "new-from-clipboard"}  # they leave it as well, the latter once there is a text to be taken
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
        "infoSources": [{"role": "source", "name": "澜江新闻网"}, {"role": "editor", "name": "陈砚秋"}],
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


class Board:
    """The article on the desk, and the keyboard before it."""

    def __init__(self, desk, article_id, headline):
        self.desk, self.app, self.id, self.headline = desk, desk.app, article_id, headline
        self.path, self.windows, self.x_window = desk.app.window_path(), desk.window, keys.windows(desk.app.pid)[0]
        self.corner = desk.offset(desk.frame())
        self.words = words_of(desk.notes.load(article_id))
        self.turn, self.place = 0, None
        self.fields = {}

    def look_up_fields(self):
        for page, names in (("GalleyEditorPage", EDITOR), ("GalleyDetailsPanel", DETAILS)):
            root = self.desk.find(None, page)
            for name in names:
                self.fields[f"{name} in {page}"] = atspi.text_node(atspi.find(root, "text", self.desk.say(name)))

    def shown(self):
        return {name: self.text(name) for name in self.fields}

    def text(self, name):
        return atspi.text(self.fields[name])

    def enter(self, name, text):
        """The caret into a field, a character selected: what a key types would take its place. The caret stands
        elsewhere each time, so that it tells when everything before has been done."""
        self.place, field, self.turn = name, self.fields[name], self.turn + 1
        caret = min(2 + self.turn % 2, len(text))

        def is_there():
            return atspi.caret(field) == caret and (caret > 0 or atspi.has_state(field, "focused"))

        def go():
            x, y, width, height = atspi.extents(field)
            keys.point(self.corner[0] + x + width // 2, self.corner[1] + y + min(height // 2, 40))
            keys.strike("ctrl+Home", *["Right"] * (caret - 1), "shift+Right")
            try:
                return wait_until(lambda: is_there() or None, "the caret", 0.5, step=0.002)
            except Waited:
                return False  # the field was sliding
        wait_until(go, f"the caret in {name}")

    def is_home(self):
        return self.text("Headline in GalleyEditorPage") == self.headline and not self.app.state("restore", self.path)[0]

    def do(self, action):
        self.app.activate(action, path=self.path)

    def close_dialog(self):
        """Waits for it, for it would come later else."""
        wait_until(lambda: len(self.windows.children) > 1, "the dialog", step=0.005)

        def close():
            keys.strike("Escape")
            return len(self.windows.children) == 1
        wait_until(close, "the dialog to go", step=0.05)
        keys.focus_window(self.x_window)

    def open_window(self, action, key):
        """A window that the same action takes back."""
        keys.strike(key)
        wait_until(lambda: len(self.windows.children) > 1, "the window", step=0.005)
        self.do(action)
        wait_until(lambda: len(self.windows.children) == 1, "the window to go", step=0.005)
        keys.focus_window(self.x_window)
        if "Details" in self.place:  # the preview has come back to the side
            self.do("focus-details")

    def leave(self, action, key):
        """Goes away, and comes back to the article in the window as it was."""
        count = self.count()
        keys.strike(key)
        if action in COPYING:  # a duplicate looks the same
            wait_until(lambda: self.count() > count, "the copy on disk", step=0.01)
            self.do("trash")
        wait_until(lambda: not self.is_home(), "another article, or none", step=0.005)
        self.come_home()

    def come_home(self):
        """The article stands first in the list, where the way goes from nowhere."""
        def come():
            if self.app.state("save", self.path)[0]:  # one is open
                self.do("close-article")
            self.do("next-article")
            try:
                return wait_until(self.is_home, "the article", 0.5, step=0.01)
            except Waited:
                return False  # the list still has the copy
        wait_until(come, "the article to be open")

    def lock(self, key):
        """Away from the desk, and back."""
        keys.strike(key)
        atspi.set_text(self.desk.field("Password"), PASSWORD)
        atspi.press(self.desk.button("_Unlock"))
        atspi.wait_gone(self.windows, None, self.desk.say("Password"))

    def toggle(self, action, key):
        """There and back."""
        state = self.app.state(action, self.path)[1]
        for wanted in (not state, state):
            keys.strike(key)
            wait_until(lambda wanted=wanted: self.app.state(action, self.path)[1] == wanted, action, step=0.005)

    def count(self):
        return self.desk.notes.rows("SELECT count(*) FROM article WHERE is_removed = 0")[0][0]

    def overwrite(self, key):
        """Shows only when something is typed; the caret behind that is where the next click may put it."""
        keys.strike("Left", key, "q")
        wait_until(lambda: "q" in self.text(self.place), "what is typed", step=0.005)
        keys.strike("BackSpace")
        wait_until(lambda: "q" not in self.text(self.place), "what is typed to go", step=0.005)

    def divide(self, key):
        """A line of its own between the words, which all stay, and which Undo takes away."""
        before = self.text(self.place)
        keys.strike(key)

        def is_divided():
            now = self.text(self.place)
            return now != before and re.sub(r"[\n\ufffc]", "", now) == before.replace("\n", "")
        wait_until(is_divided, "the line between the words", step=0.005)
        keys.strike("ctrl+z")
        wait_until(lambda: self.text(self.place) == before, "the line to go", step=0.005)

    def press(self, action, key):
        if key == "Insert":
            self.overwrite(key)
        elif action == "undo":
            keys.strike(key, "ctrl+shift+z")
        elif key in OPENING_KEYS:
            keys.strike(key, "Escape")
        elif action in LEAVING:
            self.leave(action, key)
        elif action in DIALOGS and self.app.state(action, self.path)[0]:
            keys.strike(key)
            self.close_dialog()
        elif action in BODY_DIALOGS and self.place == "Body in GalleyEditorPage":
            keys.strike(key)
            self.close_dialog()
        elif action == "insert-page-break" and self.place == "Body in GalleyEditorPage":
            self.divide(key)
        elif action == "preview-window":
            self.open_window(action, key)
        elif action == "lock":
            self.lock(key)
        elif action in ("show-side", "show-sidebar", "focus-mode"):
            self.toggle(action, key)
        else:
            keys.strike(key)

    def play(self, name, pairs):
        """After each key the field is read, which the next click proves to have been done; at the end all of them."""
        everything, key = self.shown(), None
        for action, next_key in [*pairs, (None, None)]:
            self.enter(name, everything[name])
            after = self.text(name)
            assert after == everything[name], f"{key} made {everything[name]!r} {after!r}"
            if next_key:
                key = next_key
                self.press(action, key)
        after = self.shown()
        assert after == everything, {name: after[name] for name in after if after[name] != everything[name]}
        wait_until(self.is_stored, f"what is on disk to be {self.words}")

    def leave_by_clipboard(self, key):
        """The fields were played with an empty clipboard, where the key says so and Paste does nothing."""
        everything = self.shown()
        self.enter("Headline in GalleyEditorPage", self.headline)
        keys.strike("ctrl+c")
        self.leave("new-from-clipboard", key)
        assert self.shown() == everything, self.shown()
        wait_until(self.is_stored, f"what is on disk to be {self.words}")

    def leave_half_a_tag(self, word, go, *way):
        """What is typed and not yet a tag stays with the article that it was typed for."""
        tags = "Tags in GalleyDetailsPanel"
        self.enter(tags, "")
        keys.type_text(word)
        wait_until(lambda: self.text(tags) == word, f"{word} in the field")
        self.words["tags"].append(word)
        go(*way)
        wait_until(self.is_stored, f"the tags on disk to be {self.words['tags']}")

    def send_toasts_away(self):
        """Escape while one toast slides out and the next slides in."""
        def send_away():
            keys.strike("Escape")
            return not self.desk.toasts()
        wait_until(send_away, "the toasts of the start to go", step=0.1)
        for _ in range(2):
            keys.strike("ctrl+n")
            wait_until(lambda: not self.is_home(), "a new article", step=0.005)
            keys.strike(*"toast", "ctrl+s")
            for words, go in (("Saved on this computer", lambda: self.do("trash")), ("Moved to Trash", lambda: None)):
                self.desk.wait_toast(words)
                go()
                keys.strike("Escape")
            wait_until(send_away, "the toasts to be gone", step=0.1)
            self.come_home()

    def quit(self, key):
        keys.strike(key)
        wait_until(lambda: self.app.process.poll() is not None, "Galley to end")

    def is_stored(self):
        return words_of(self.desk.notes.load(self.id)) == self.words


def play_all(page, also):
    """The whole test, for the fields of one page; also (tap, board, keys): what else is of that page."""
    tap = Tap()
    table = shortcuts()
    # What copies comes last: with something on the clipboard others may paste it.
    copies = [(action, key) for action, key in table if action == "copy-wechat"]
    pairs = [(action, key) for action, key in table if action != "quit" and (action, key) not in copies]
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
        board = Board(desk, article_id, headline)
        board.look_up_fields()
        played = [name for name in board.fields if name.endswith(page)]
        for name in played:
            if not tap.run(f"{len(pairs)} keys in {name}", board.play, name, pairs):
                shot.take(BUILD / "failed" / f"keys-{name}.png")
                tap.done()  # what comes after would start from anywhere, and fail for no reason of its own
        for name in played:
            tap.run(f"copying for WeChat in {name}", board.play, name, copies)
        also(tap, board, dict(table))
    tap.done()
