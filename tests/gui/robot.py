# SPDX-License-Identifier: GPL-3.0-or-later
"""Rounds of writing and killing, in Galley and in the editor of the desktop: how old is the oldest thing that is lost?"""
import collections
import hashlib
import pathlib
import shutil
import subprocess
import tempfile
import time

from gi.repository import GLib

import atspi
import keys
from acts import KINDS, pictures_of, xhtml
from app import App, uninstalled
from desk import Desk
from newsroom import TOOL
from waiting import Waited, wait_until


# Of what was done, the things and the seconds that the next start does not have; and the seconds that the database alone has
# not: its journal may bring something back.
Round = collections.namedtuple("Round", "kind done lost seconds alone")


class Unplayed(AssertionError):
    """The window did not come to where a round begins."""


class GalleyRounds:
    """Galley on this computer only, the same store round after round; what is done when it is killed is another kind each
    time (acts.py)."""
    name = "Galley"

    def __init__(self, folder, random, shortest=0.8, longest=3.0, kinds=KINDS):
        self.app = App(pathlib.Path(folder) / "galley")
        self.desk = Desk(self.app, "local")
        self.random, self.shortest, self.longest = random, shortest, longest
        self.kinds, self._due = list(kinds), []
        self.seen = {}

    def close(self):
        self.app.__exit__()

    def play(self, robot):
        """Does something for a while, kills, and starts again."""
        self._due = self._due or self.random.sample(self.kinds, len(self.kinds))
        act = self._due.pop()(self.desk, robot, self.random)
        is_first = self.app.process is None
        if is_first:
            self.app.start()
        self.app.window()
        self._open_page(is_first)
        robot.forget()
        with act.open:
            try:
                act.prepare()
            except (Waited, GLib.Error) as error:
                self.app.kill()
                self.app.start()
                self.seen = self.desk.notes.articles()
                raise Unplayed(f"{act.name}: {error}") from error
            act.go_on(time.monotonic() + self.random.uniform(self.shortest, self.longest))
            killed_at = self.app.kill()

        left = self._look_at_what_is_left()
        key = next(iter(left), None)
        alone, done, _ = act.lost(left.get(key), killed_at)
        self.app.start()
        self.app.window()
        articles = self._check_old()
        new = [article for article in articles if article not in self.seen]
        assert len(new) <= 1 and (key is None or [key] == new), f"{new} instead of {key}"
        self.seen = articles
        seconds, _, lost = act.lost(articles[new[0]] if new else None, killed_at)
        assert seconds <= alone, f"{seconds:.3f} s are lost, and {alone:.3f} s were before the store was opened"
        return Round(act.name, done, lost, seconds, alone)

    def _open_page(self, is_first):
        """The first start has one open already."""
        if is_first:
            wait_until(lambda: self.desk.field("Headline"), "the first page to write on")
        else:
            self.desk.do("new-article")
        wait_until(lambda: self.desk.text("Body") == "", "an empty page")
        self.desk.focus("Body")

    def _check_old(self):
        """The store opened, and what earlier rounds left stands there word for word. Returns all that is there."""
        assert not list(self.app.data.glob("*/galley.db.damaged*")), "the store was damaged"
        articles = self.desk.notes.articles()
        for key, article in self.seen.items():
            assert xhtml(articles[key]) == xhtml(article), f"article {key} changed"
        return articles

    def _look_at_what_is_left(self):
        """What the killed one has left holds together, and every picture that is named is there, as it was. Returns what is
        new in the database."""
        folder = self.desk.notes.folder
        new = {key: article for key, article in self.desk.notes.articles().items() if key not in self.seen}
        assert len(new) <= 1, f"{len(new)} new articles"
        for name in (name for article in new.values() for name in pictures_of(article)):
            content = (folder / "media" / name[:2] / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == name, f"the picture {name} is not what its name says"
        with tempfile.TemporaryDirectory() as copy:  # looking at it must not mend it for the next start
            for name in ("galley.db", "galley.db-wal"):
                if (folder / name).exists():
                    shutil.copy(folder / name, copy)
            if (folder / "media").exists():
                (pathlib.Path(copy) / "media").symlink_to(folder / "media")
            check_store(self.app, copy)
        return new

    def check_store(self):
        """It ends in order, and all holds together to the last bit."""
        if self.app.process is None:
            self.app.start()
        self.app.window()
        self._check_old()
        self.app.quit()
        check_store(self.app)


def check_store(app, *folder):
    """SQLite's own check, and each article's text: read, and written again as the same bytes."""
    done = subprocess.run([TOOL, "check-store", *folder], capture_output=True, text=True, check=False, env=app.env)
    assert done.returncode == 0, done.stdout + done.stderr


class TextEditorRounds:
    """GNOME's editor, which keeps drafts of what was not saved."""
    name = "gnome-text-editor"

    def __init__(self, folder, random, shortest=0.8, longest=3.0):
        self.folder = pathlib.Path(folder) / "editor"
        self.random, self.shortest, self.longest = random, shortest, longest
        self.rounds, self.process = 0, None

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def play(self, robot):
        self.rounds += 1
        data = self.folder / str(self.rounds)
        data.mkdir(parents=True)
        env = uninstalled() | {"XDG_DATA_HOME": str(data)}
        self.process = subprocess.Popen(["gnome-text-editor", "--standalone", "--new-window"], env=env,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        window = wait_until(lambda: keys.windows(self.process.pid), "the editor's window")[0]
        application = atspi.application(pid=self.process.pid)
        view = wait_until(lambda: next((node for node in atspi.walk(application)
                                        if node.role == "text" and atspi.is_visible(node)
                                        and atspi.extents(node)[3] > 200), None), "the editor's page")
        x, y, width, height = keys.geometry(window)

        def caret_is_there():
            keys.click(x + width // 2, y + height // 2)
            return atspi.has_state(view, "focused")
        wait_until(caret_is_there, "the caret in the editor", step=0.2)
        robot.forget()
        robot.type_for(self.random.uniform(self.shortest, self.longest))
        self.process.kill()
        killed_at = time.monotonic()
        self.process.wait()
        drafts = list((data / "org.gnome.TextEditor" / "drafts").glob("*"))
        text = drafts[0].read_text(encoding="utf-8").rstrip("\n") if drafts else ""
        seconds = robot.lost(text, killed_at)
        return Round("typing", len(robot.sent), len(robot.sent) - len(text), seconds, seconds)

    def check_store(self):
        pass
