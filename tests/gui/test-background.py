#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Galley while nobody looks at it: words are on disk before the computer sleeps, and what calls for a person is told."""
import json
import pathlib
import re
import shutil
import signal
import sqlite3
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from desktop_services import Logind, Notifications  # noqa: E402
from newsroom import BUILD, Newsroom, body_of, field_of, id_of, state_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402


class Background:
    def __init__(self, newsroom, logind, notifications):
        self.newsroom, self.logind, self.notifications = newsroom, logind, notifications
        self.app = newsroom.app("desk")
        self.app.env["DBUS_SYSTEM_BUS_ADDRESS"] = logind.address
        self.desk = Desk(self.app)

    def steps(self):
        return [
            ("sleep is held back from the start", self.begin),
            ("words are on disk before the computer may sleep", self.sleep),
            ("after waking it is held back again", self.wake),
            ("an article that comes back is told, and a click opens it", self.returned),
        ]

    def begin(self):
        self.newsroom.sign_in(self.app, "xiaohe")
        self.logind.wait_inhibited()
        what, _who, why, mode = self.logind.asked[0]
        assert (what, mode) == ("sleep", "delay") and why, self.logind.asked

    def sleep(self):
        self.desk.new_article()
        self.desk.write("Headline", "合上盖子之前")
        self.desk.focus("Body")
        body = atspi.text_node(self.desk.field("Body"))
        files = [self.desk.notes.folder / name for name in ("galley.db", "galley.db-wal")]
        for number in range(3):
            word = f"w{number}."
            keys.type_text(word, 1)
            wait_until(lambda word=word: word in atspi.text(body), f"{word} in the body", step=0.001)
            self.logind.fall_asleep()  # before the throttle has saved it by itself
            stored = self.stored(files)
            assert word in stored, f"{word} was typed, but {stored!r} is on disk"
            if number < 2:
                self.wake()

    def stored(self, files):
        """The newest body as it would be found after a sleep from which the computer never woke: the files as they are at
        this very moment, while nobody writes them."""
        with tempfile.TemporaryDirectory(prefix="gx.") as folder:
            self.app.process.send_signal(signal.SIGSTOP)
            try:
                copies = [shutil.copyfile(file, pathlib.Path(folder) / file.name) for file in files]
            finally:
                self.app.process.send_signal(signal.SIGCONT)
            connection = sqlite3.connect(copies[0])
            row = connection.execute("SELECT text FROM article JOIN content USING (row) ORDER BY touched DESC LIMIT 1").fetchone()
            connection.close()
        return body_of(json.loads(row[0]))

    def wake(self):
        count = len(self.logind.asked)
        self.logind.wake_up()
        wait_until(lambda: len(self.logind.asked) == count + 1, "sleep to be held back again")
        self.logind.wait_inhibited()

    def returned(self):
        me, editor = self.newsroom.person("xiaohe"), self.newsroom.person("chenyan")
        article = next(article for article in self.desk.notes.articles().values()
                       if state_of(article)["status"] == "review-1" and state_of(article)["owner"] == me.user)
        keys.focus_window(0)  # somebody works elsewhere: X's name for no window
        wait_until(lambda: not atspi.has_state(self.desk.frame(), "active"), "Galley to be in the background")
        editor.act(id_of(article), "return", "请补充来源")
        title, body = self.notifications.wait_for(re.compile("1"))
        assert field_of(article) in body, (title, body)
        assert len(self.notifications.shown) == 1, self.notifications.shown
        self.notifications.click()
        self.desk.wait_text("Headline", field_of(article))


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom, Logind() as logind, \
            Notifications() as notifications:
        job = Background(newsroom, logind, notifications)
        for number, (title, step) in enumerate(job.steps()):
            if not tap.run(title, step):
                shot.take(BUILD / "failed" / f"background-{number}.png")
                for app in newsroom.apps:
                    tap.say(app.messages()[-2000:])
    tap.done()


main()
