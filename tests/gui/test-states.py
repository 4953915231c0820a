#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in its states: sizes, empty lists, reading, trash, a conflict, a wrong password; and on bad days: a second
Galley, a folder that may not be written, a full disk, a newer and a damaged database, no server."""
import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import (BUILD, Newsroom, Notes, Person, body_of, content_of, field_of, id_of, state_of)  # noqa: E402
from tap import Skip, Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

tap = Tap()


def case(name, function, *args):
    """One case; a picture of the screen when it fails."""
    if not tap.run(name, function, *args) and tap.failed:
        shot.take(BUILD / "failed" / f"states-{tap.count}.png")


# --- with a newsroom ---

class States:
    def __init__(self, newsroom):
        self.newsroom, self.app = newsroom, newsroom.app("desk")
        self.app.start()
        self.desk = Desk(self.app, "xiaohe-*")

    def wrong_password(self):
        dialog = self.desk.fill_in_sign_in(self.newsroom.server.address, "xiaohe", "wrong")
        keys.key("Return")
        sentence = re.compile("The name or the password is not right")
        wait_until(lambda: atspi.says(dialog, sentence), "the sentence")
        keys.key("Escape")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the dialog to go")
        self.desk.sign_in(self.newsroom.server.address, "xiaohe")
        self.newsroom.wait_synced(self.app, "xiaohe")

    def resize(self, width, height):
        keys.resize(keys.windows(self.app.pid)[0], width + 2 * atspi.BORDER, height + 2 * atspi.BORDER)
        frame = self.desk.frame()
        wait_until(lambda: atspi.extents(frame)[2:] == (width, height), f"a window of {width}x{height}")

    def panes(self):
        """Where each pane stands: (left, right) in the window, None when it is put away."""
        labels = {"Lists of Articles": "sidebar", "GalleyArticleListView": "list", "GalleyEditorPage": "editor",
                  "GalleyPreview": "preview", "GalleyDetailsPanel": "details"}
        found = dict.fromkeys(labels.values(), (0, 0))
        for node in atspi.walk(self.desk.window):  # a pane that moves to another parent is another node to the bus
            if node.name in labels:
                x, _, width, _ = atspi.extents(node)
                found[labels[node.name]] = (x, x + width)
        return found

    def fold(self, width, height, sidebar, side, pages):
        self.resize(width, height)
        state = self.app.state
        wait_until(lambda: (state("show-sidebar")[1], state("show-side")[1]) == (sidebar, side),
                   f"sidebar {sidebar} and side {side} at {width}")

        def stands():
            panes = self.panes()
            if sidebar:
                assert panes["sidebar"][0] == 0 and panes["sidebar"][1] <= panes["list"][0] + 1, panes
            if side:
                assert panes["editor"][1] <= panes["preview"][0] + 1 and panes["preview"][1] <= width + 1, panes
            if width >= 2200:
                assert panes["preview"][1] <= panes["details"][0] + 1 and panes["details"][1] == width, panes
                assert panes["details"][1] - panes["details"][0] >= 360, panes
            if not pages:
                assert panes["list"][1] <= panes["editor"][0] + 1, panes
            assert panes["editor"][1] <= width, panes
            assert panes["editor"][1] - panes["editor"][0] >= 340, panes
            return True
        wait_until(stands, f"the panes at {width}")

    def folding(self):
        self.desk.open_article("采访札记：渡口的最后一班船")
        if self.app.state("show-sidebar")[1]:
            self.app.activate("show-sidebar")
        for width, height, sidebar, side, pages in ((1366, 768, False, True, False), (1600, 1000, True, True, False),
                                                    (2500, 1400, True, True, False), (1100, 768, False, False, False),
                                                    (800, 700, False, False, True), (560, 700, False, False, True),
                                                    (1366, 768, False, True, False)):
            self.fold(width, height, sidebar, side, pages)

    def empty_lists(self):
        for title, sentence in (("Scheduled", "Nothing Scheduled"), ("Conflicts", "No Conflicts"),
                                ("Trash", "Trash Is Empty"), ("Waiting for Me", "Nothing Waits for You")):
            self.desk.select_list(title)
            self.desk.wait_sees(sentence)
            self.desk.find("push button", "Show All Articles")

    def reading(self):
        headline = next(field_of(article) for article in self.desk.notes.articles().values()
                        if state_of(article)["status"] == "published")
        self.desk.open_article(headline)
        before, stored = self.desk.text("Body"), self.desk.notes.articles()
        self.desk.focus("Body")
        keys.type_text("xyz")
        keys.key("Return", "BackSpace", "Delete", "ctrl+v")
        self.desk.wait_sees("Published. Correct it?")
        self.desk.focus("Headline")
        keys.type_text("xyz")
        assert self.desk.text("Body") == before and self.desk.text("Headline") == headline
        assert self.desk.notes.articles() == stored

    def trash_and_undo(self):
        self.desk.open_article("采访札记：渡口的最后一班船")
        article_id = self.find("采访札记：渡口的最后一班船")
        self.desk.do("trash")
        wait_until(lambda: self.desk.notes.is_trashed(article_id), "the article in the trash")
        self.desk.wait_sees("Moved to Trash")
        undo = [node for node in atspi.find_all(self.desk.window, "push button", re.compile("Undo$"))
                if atspi.has_state(node, "sensitive") and atspi.extents(node)[1] > 200]
        atspi.press(undo[0])
        wait_until(lambda: not self.desk.notes.is_trashed(article_id), "the article back")
        wait_until(lambda: self.desk.text("Headline").startswith("采访札记"), "the article to be open again")

        self.desk.do("trash")
        wait_until(lambda: self.desk.notes.is_trashed(article_id), "the article in the trash again")
        self.desk.open_article("采访札记：渡口的最后一班船", "Trash")
        self.desk.do("restore")
        wait_until(lambda: not self.desk.notes.is_trashed(article_id), "the article restored")

    def find(self, headline):
        return next(key for key, article in self.desk.notes.articles().items() if field_of(article) == headline)

    def duplicate(self):
        self.desk.open_article("大桥镇冬修水利现场见闻")
        before = self.desk.notes.articles()
        self.desk.do("duplicate")
        new = wait_until(lambda: set(self.desk.notes.articles()) - set(before), "the copy")
        copy = self.desk.notes.load(new.pop())
        original = before[self.find("大桥镇冬修水利现场见闻")]
        assert body_of(copy) == body_of(original) and state_of(copy)["status"] == "draft"

    def conflict(self):
        """Both changed the headline while there was no line between them; both are shown, and mine is kept."""
        name = "冬腌菜开缸 一坛一个味道"
        self.desk.open_article(name)
        article_id = self.find(name)
        self.newsroom.server.stop()
        self.desk.write("Headline", "，我改的")
        mine = name + "，我改的"
        wait_until(lambda: field_of(self.desk.notes.load(article_id)) == mine, "my headline on disk")
        self.app.quit()

        self.newsroom.server.start()
        person = self.newsroom.person("xiaohe")
        theirs = person.load(article_id)
        for headline in theirs["headlines"]:
            if headline["role"] == "main":
                headline["value"] = name + "，别处改的"
        person.save(theirs)

        self.app.start(*([] if self.newsroom.has_key_ring else self.newsroom.options("xiaohe")))
        wait_until(lambda: self.desk.notes.has_conflict(article_id), "the conflict", 20)
        self.desk.wait_sees(re.compile("1 conflict"))
        self.desk.open_article(mine, "Conflicts")
        self.desk.wait_sees(re.compile("changed the same words"))
        self.desk.press("push button", "Keep Mine")
        wait_until(lambda: not self.desk.notes.has_conflict(article_id), "the conflict to be settled")
        wait_until(lambda: field_of(person.load(article_id)) == mine, "mine on the server", 20)

    def offline_start(self):
        """Started without a server everything is there, and can be written in."""
        self.app.quit()
        self.newsroom.server.stop()
        self.app.start(*self.newsroom.options("xiaohe"))
        self.desk.open_article("大桥镇冬修水利现场见闻")
        self.desk.write("Body", "x")
        article_id = self.find("大桥镇冬修水利现场见闻")
        wait_until(lambda: any(body_of(article).endswith("x") for article in self.desk.notes.articles().values()),
                   "the key on disk")
        assert article_id
        self.desk.wait_sees(re.compile("no network|No network|Signed out|cannot be reached"))

    def quiet(self):
        """Nothing was complained about on the way."""
        faults = [line for line in self.app.messages().splitlines()
                  if "CRITICAL" in line or ("WARNING" in line and "Broken accounting of active state" not in line)]
        assert not faults, "\n".join(faults)


# --- on bad days ---

def local(folder):
    app = App(folder)
    return app, Desk(app, "local")


def first_words(app, desk, words="abc"):
    """Starts on this computer only and writes; returns the folder of the store."""
    app.start()
    desk.field("Body")
    desk.write("Body", words)
    wait_until(lambda: desk.notes.newest() and body_of(desk.notes.newest()) == words, "the words on disk")
    return desk.notes.folder


def wait_told(app, words):
    """The sentence, in whatever window there is."""
    wait_until(lambda: atspi.says(app.window(), re.compile(re.escape(words))), f"{app.pid} to say {words}")


def second_galley(folder):
    """On the same bus a second start only raises the first. Another session on the same home must not touch the store."""
    app, desk = local(folder)
    with app:
        first_words(app, desk)
        env = dict(app.env)
        address = subprocess.run(
            ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method",
             "org.a11y.Bus.GetAddress"], capture_output=True, text=True, check=True).stdout
        env["AT_SPI_BUS_ADDRESS"] = re.search(r"'(.*)'", address).group(1)
        second = App(folder)
        second.env = env
        with open(second.log, "ab") as log:
            bus = subprocess.Popen(["dbus-run-session", "--", second.program], env=env, stdout=log, stderr=log)
        try:
            pid = wait_until(lambda: child_of(bus.pid, "galley"), "the second Galley")
            window = atspi.application(pid=pid)
            wait_until(lambda: atspi.says(window, re.compile("Another Galley has these articles open")),
                       "the second to say why it does not start")
            keys.key("Escape")
            assert bus.wait(10) == 0, "the second ended badly"
        finally:
            pid = child_of(bus.pid, "galley")
            if pid:
                os.kill(pid, signal.SIGKILL)
                bus.wait(10)
        keys.focus_window(keys.windows(app.pid)[0])
        desk.write("Body", "d")
        wait_until(lambda: body_of(desk.notes.newest()) == "abcd", "the first to go on")


def child_of(parent, name):
    for entry in os.listdir("/proc"):
        try:
            stat = pathlib.Path("/proc", entry, "stat").read_text().partition(" (")[2] if entry.isdigit() else ""
        except OSError:
            continue
        command, _, rest = stat.rpartition(") ")
        if command == name and int(rest.split()[1]) == parent:
            return int(entry)
    return None


class Tmpfs:
    """A file system of a size of one's own, where that is allowed."""

    def __init__(self, place, options):
        self.place, self.options = pathlib.Path(place), options

    def __enter__(self):
        self.place.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", self.options, "none", str(self.place)],
                              capture_output=True, text=True, check=False)
        if done.returncode:
            raise Skip(f"no right to mount here: {done.stderr.strip()}")
        return self

    def remount(self, options):
        subprocess.run(["mount", "-o", "remount," + options, str(self.place)], check=True)

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", str(self.place)], check=False)


def read_only(folder):
    app, desk = local(folder)
    with Tmpfs(app.data, "size=16m") as disk, app:
        first_words(app, desk)
        app.quit()
        disk.remount("ro")
        app.start()
        wait_told(app, "Galley may not write in its data folder")


def full_disk(folder):
    """The words stay in the window, one sentence says so, an emergency file takes them, and room cures it."""
    app, desk = local(folder)
    with Tmpfs(app.data, "size=3m") as disk, app:
        first_words(app, desk)
        ballast = disk.place / "ballast"
        with open(ballast, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        desk.write("Body", "d" * 30)
        desk.wait_sees(re.compile("Disk full"))
        emergency = pathlib.Path(folder) / "emergency.json"
        desk.do("save-emergency")
        wait_until(lambda: len(keys.windows(app.pid)) == 2, "the dialog")
        keys.key("ctrl+a")
        keys.type_text(str(emergency))
        keys.key("Return")
        wait_until(emergency.exists, "the emergency file")
        assert body_of(json.loads(emergency.read_text())) == "abc" + "d" * 30
        ballast.unlink()
        wait_until(lambda: body_of(desk.notes.newest()) == "abc" + "d" * 30, "the words on disk, there being room")
        desk.wait_sees("Saved on this computer")


def newer(folder):
    app, desk = local(folder)
    with app:
        store = first_words(app, desk) / "galley.db"
        app.quit()
        connection = sqlite3.connect(store)
        connection.execute("PRAGMA user_version = 9999")
        connection.close()
        before = store.read_bytes()
        app.start()
        wait_told(app, "written by a newer Galley")
        app.kill()
        assert store.read_bytes() == before, "the newer store was touched"


def damaged(folder):
    app, desk = local(folder)
    with app:
        store = first_words(app, desk) / "galley.db"
        app.quit()
        content = bytearray(store.read_bytes())
        content[100:3000] = os.urandom(2900)
        store.write_bytes(content)
        app.start()
        wait_told(app, "set aside")
        aside = [path for path in store.parent.glob("galley.db.damaged-*") if not path.name.endswith(("-wal", "-shm"))]
        assert [path.read_bytes() for path in aside] == [bytes(content)], aside
        keys.key("Escape")
        desk.write("Body", "new")
        wait_until(lambda: body_of(desk.notes.newest()) == "new", "a new store that takes words")


with tempfile.TemporaryDirectory(prefix="gx.") as top:
    with Newsroom(pathlib.Path(top) / "newsroom") as room:
        states = States(room)
        case("a wrong password is one sentence, the right one goes on", states.wrong_password)
        case("the panes fold as the window narrows and widens", states.folding)
        case("an empty list says what will stand there", states.empty_lists)
        case("a published article is read: typing shows the bar and changes nothing", states.reading)
        case("the trash gives back, by Undo and by Restore", states.trash_and_undo)
        case("a copy is a new draft", states.duplicate)
        case("a conflict shows both and is settled with one button", states.conflict)
        case("without a server everything is there and can be written in", states.offline_start)
        case("no warnings on the way", states.quiet)
    case("a second Galley leaves the store alone and says so", second_galley, f"{top}/second")
    case("a folder that may not be written", read_only, f"{top}/read-only")
    case("a full disk", full_disk, f"{top}/full")
    case("a store of a newer Galley", newer, f"{top}/newer")
    case("a damaged store", damaged, f"{top}/damaged")
tap.done()
