#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chinese by ibus and by fcitx5, each with its pinyin and its candidates on the screen: into the body, and what becomes of
words that are not chosen yet when one clicks elsewhere or closes. The manners of others are in tests/app/test-input-method.c.
"""
import pathlib
import re
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk  # noqa: E402
from input_methods import Fcitx, Ibus  # noqa: E402
from newsroom import body_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

PICTURES = BUILD / "input-methods"
TRIES = 50


class Writing:
    def __init__(self, method, folder, shows):
        """shows: what the preedit of "nanhu" looks like."""
        self.method, self.shows = method, shows
        self.name = type(method).__name__.lower()
        self.app = App(folder / self.name, env=method.env)
        self.desk = Desk(self.app, "local")

    def steps(self):
        return [
            ("pinyin and space are Chinese", self.write),
            ("a preedit with its candidates is on the screen and nowhere else", self.show),
            ("no shortcut acts meanwhile", self.shortcut),
            ("a click elsewhere in the text takes what it shows", self.click),
            ("so does going to another field", self.leave),
            ("and closing", self.close),
        ]

    def body(self):
        return self.desk.text("Body")

    def stored(self):
        return [body_of(article) for article in self.desk.notes.articles().values()]

    def begin_word(self):
        """Types pinyin and waits until its candidates stand still on the screen. Nothing else may change there meanwhile: the
        foot of the page tells when what stood before is saved."""
        keys.point_away()
        before, now = (PICTURES / f"{self.name}-{name}.png" for name in ("before", "preedit"))
        wait_until(lambda: self.stored() == [self.body()], "what stands there on disk")
        self.desk.wait_sees("Saved on this computer")
        shot.settled(before, times=3)
        keys.type_text("nanhu")
        wait_until(lambda: not shot.same(before, shot.take(now)), "a preedit on the screen")
        shot.settled(now, times=3)

    def word(self):
        """What becomes of pinyin and a space. The keys go by way of the server: each try is waited for to its end."""
        keys.key("ctrl+a", "BackSpace")
        wait_until(lambda: self.body() == "", "an empty text")
        keys.type_text("nanhu")
        keys.key("space")
        return wait_until(lambda: re.search(".*[^a-z]$", self.body()), "a word")[0]

    def write(self):
        """Until the server has given the text its engine, letters are letters."""
        self.app.start()
        self.desk.focus("Body")
        self.method.engage()
        words = []
        while "南湖" not in words:
            assert len(words) < TRIES, words
            words.append(self.word())

    def show(self):
        self.begin_word()
        assert self.body() == "南湖", self.body()
        # The words that are being chosen are not, and what stood there before is.
        assert self.stored() == ["南湖"], self.stored()

    def shortcut(self):
        keys.key("ctrl+b")
        self.app.catch_up()
        assert self.body() == "南湖", self.body()

    def click(self):
        body = self.desk.field("Body")
        self.desk.click(body, dy=200)
        wait_until(lambda: self.body() == "南湖" + self.shows, "the preedit in the body")
        shot.settled(PICTURES / f"{self.name}-clicked.png")
        assert self.body() == "南湖" + self.shows, self.body()

    def leave(self):
        self.begin_word()
        self.desk.focus("Headline")
        wait_until(lambda: self.body() == "南湖" + 2 * self.shows, "the preedit in the body")

    def close(self):
        self.desk.focus("Body")
        keys.key("ctrl+End")
        self.begin_word()
        assert self.app.quit() == 0
        assert self.stored() == ["南湖" + 3 * self.shows], self.stored()


def main():
    tap = Tap()
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gx.") as folder:
        folder = pathlib.Path(folder)
        for server, shows in ((Ibus, "南湖"), (Fcitx, "nan hu")):
            with server(folder / server.__name__) as method:
                job = Writing(method, folder, shows)
                with job.app:
                    for number, (title, step) in enumerate(job.steps()):
                        if not tap.run(f"{job.name}: {title}", step):
                            shot.take(BUILD / "failed" / f"input-methods-{job.name}-{number}.png")
                            tap.say(job.app.messages()[-2000:])
                            tap.say(method.messages()[-2000:])
    tap.done()


main()
