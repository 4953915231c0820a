#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files dropped on the window, by a real drag from another program: hand-outs become articles, 20,000 at once are refused
in one sentence, and the window is alive meanwhile."""
import pathlib
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk  # noqa: E402
from drag_files import FilesToDrag  # noqa: E402
from newsroom import body_of, field_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import SCALE, wait_until  # noqa: E402

MANY = 20000
# Seconds in which the window answers a question while it takes the files, and in which all is over.
ANSWER, ALL = 0.5, 5
PAGE = (640, 400)


class Drop:
    def __init__(self, folder, tap):
        self.tap = tap
        self.folder = pathlib.Path(folder)
        self.app = App(self.folder / "desk")
        self.desk = Desk(self.app, "local")

    def steps(self):
        return [
            ("two hand-outs become two articles", self.two),
            (f"{MANY} files at once are too many, and the window is alive", self.many),
            ("typing goes on", self.typing),
        ]

    def two(self):
        self.app.start()
        self.desk.field("Headline")
        paths = []
        for name in ("渡口", "码头"):
            path = self.folder / f"{name}.txt"
            path.write_text(f"{name}的清晨\n\n天还没有亮，{name}上已经有人了。\n", encoding="utf-8")
            paths.append(path)
        with FilesToDrag(self.folder, paths) as files:
            files.drop(PAGE)
            assert files.wait() == "done"
        wait_until(lambda: {field_of(article) for article in self.desk.notes.articles().values()} ==
                   {"渡口的清晨", "码头的清晨"}, "both articles on disk")

    def many(self):
        longest = 0
        with FilesToDrag(self.folder, [f"/nowhere/{number:05}-稿件.txt" for number in range(MANY)]) as files:
            files.drop(PAGE)
            begin = time.monotonic()
            while files.process.poll() is None:
                asked = time.monotonic()
                self.app.state("new-article")
                longest = max(longest, time.monotonic() - asked)
            assert files.wait() == "done"
        self.desk.wait_sees(self.desk.pattern("%1$u files are too many at once: nothing was opened. Drop at most %2$u."))
        total = time.monotonic() - begin
        shot.take(BUILD / "looks" / "drop.png")
        self.tap.say(f"answered within {longest:.3f} s, all over after {total:.2f} s")
        assert longest < ANSWER * SCALE and total < ALL * SCALE, (longest, total)
        assert len(self.desk.notes.articles()) == 2

    def typing(self):
        keys.focus_window(keys.windows(self.app.pid)[0])
        self.desk.write("Body", "x")
        wait_until(lambda: any(body_of(article).endswith("x") for article in self.desk.notes.articles().values()),
                   "what is typed on disk")
        assert self.app.quit() == 0


def main():
    tap = Tap()
    (BUILD / "looks").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gx.") as folder:
        job = Drop(folder, tap)
        with job.app:
            for number, (title, step) in enumerate(job.steps()):
                if not tap.run(title, step):
                    shot.take(BUILD / "failed" / f"drop-{number}.png")
                    tap.say(job.app.messages()[-2000:])
    tap.done()


main()
