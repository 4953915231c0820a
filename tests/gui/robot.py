# SPDX-License-Identifier: GPL-3.0-or-later
"""Rounds of typing and killing, in Galley and in the editor of the desktop: how old is the oldest key that is lost?"""
import pathlib
import subprocess
import time

import atspi
import keys
from app import App, uninstalled
from desk import Desk
from newsroom import TOOL, body_of
from waiting import wait_until


class GalleyRounds:
    """Galley on this computer only, the same store round after round."""
    name = "Galley"

    def __init__(self, folder, random, shortest=0.8, longest=3.0):
        self.app = App(pathlib.Path(folder) / "galley")
        self.desk = Desk(self.app, "local")
        self.random, self.shortest, self.longest = random, shortest, longest
        self.seen = {}

    def close(self):
        self.app.__exit__()

    def play(self, robot):
        """Types for a while, kills; returns (seconds lost, keys typed, keys lost)."""
        self.app.start()
        self.app.window()
        self._check_old()
        before = set(self.desk.notes.articles())
        if not before and not self.seen:
            wait_until(lambda: self.desk.field("Headline"), "the first page to write on")
        else:
            self.desk.do("new-article")
        wait_until(lambda: self.desk.text("Body") == "", "an empty page")
        self.desk.focus("Body")
        robot.forget()
        robot.type_for(self.random.uniform(self.shortest, self.longest))
        self.app.kill()
        killed_at = time.monotonic()

        new = {key: article for key, article in self.desk.notes.articles().items() if key not in self.seen}
        texts = [body_of(article) for article in new.values() if body_of(article)]
        assert len(texts) <= 1, f"{len(texts)} new articles"
        text = texts[0] if texts else ""
        for key, article in new.items():
            self.seen[key] = body_of(article)
        return robot.lost(text, killed_at), len(robot.sent), len(robot.sent) - len(text)

    def _check_old(self):
        """The store opened, and what earlier rounds left stands there word for word."""
        if not self.seen:
            return
        assert not list(self.app.data.glob("*/galley.db.damaged*")), "the store was damaged"
        articles = self.desk.notes.articles()
        for key, text in self.seen.items():
            assert body_of(articles[key]) == text, f"article {key} changed"

    def check_store(self):
        """The store opens once more and holds together to the last bit."""
        self.app.start()
        self.app.window()
        self._check_old()
        self.app.quit()
        done = subprocess.run([TOOL, "check-store"], capture_output=True, text=True, check=False, env=self.app.env)
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
        return robot.lost(text, killed_at), len(robot.sent), len(robot.sent) - len(text)

    def check_store(self):
        pass
