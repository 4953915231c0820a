#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real drags. Files dropped on the window, from another program: hand-outs become articles, 20,000 at once are refused in
one sentence, and the window is alive meanwhile. Articles dragged into the slots of the home page: readers have them there,
and Undo takes them away again."""
import pathlib
import re
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk  # noqa: E402
from drag_files import FilesToDrag  # noqa: E402
from newsroom import Newsroom, body_of, field_of, id_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

MANY = 20000
# Seconds of work within which the window answers a question while it takes the files, and is done with all.
ANSWER, ALL = 0.5, 5
PAGE = (640, 400)
# The home page as a phone shows it, in the side pane; where the open article, first of all, stands in it; and the colour that
# slots are framed in.
PREVIEW, LEAD, FRAME = "380x600+975+110", (1165, 400), "#3584e4"
NOTICE = "关于北渚大桥夜间养护的通告"
MODES_TO_HOME = 5


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
            begin = self.app.worked()
            while not files.has_ended():
                asked = self.app.worked()
                self.app.state("new-article")
                longest = max(longest, self.app.worked() - asked)
            assert files.wait() == "done"
        self.desk.wait_toast(self.desk.pattern("%1$u files are too many at once: nothing was opened. Drop at most %2$u."))
        total = self.app.worked() - begin
        shot.take(BUILD / "looks" / "drop.png")
        self.tap.say(f"answered after {longest:.2f} s of work, all over after {total:.2f} s")
        assert longest < ANSWER and total < ALL, (longest, total)
        assert len(self.desk.notes.articles()) == 2

    def typing(self):
        keys.focus_window(keys.windows(self.app.pid)[0])
        self.desk.write("Body", "x")
        wait_until(lambda: any(body_of(article).endswith("x") for article in self.desk.notes.articles().values()),
                   "what is typed on disk")
        assert self.app.quit() == 0


class Slots:
    """The chief editor and the demo newsroom's home page, on which nobody has put anything yet."""

    def __init__(self, newsroom):
        self.newsroom = newsroom
        self.app = newsroom.app("chief")
        self.desk = Desk(self.app, "*shenzhiyuan*")

    def steps(self):
        return [
            ("an article is dragged out of the list into a slot", self.out_of_the_list),
            ("Undo takes it away again, though the server has it", self.undo),
        ]

    def stands(self):
        """The ids that the server has in the first slot."""
        _, answer = self.newsroom.person("xiaohe").call("GET", "/slots/lead")
        return [placement["article"] for placement in answer["placements"]]

    def frames(self):
        """How much of the page is framed, slot by slot, because an article is held over it."""
        path = shot.crop(shot.take(BUILD / "looks" / "slots.png"), PREVIEW)
        return shot.count(path, FRAME)

    def out_of_the_list(self):
        self.newsroom.sign_in(self.app, "shenzhiyuan")
        self.desk.open_article(NOTICE)
        for _ in range(MODES_TO_HOME):
            keys.key("ctrl+shift+F9")
        self.desk.wait_sees("Home Page")
        assert self.stands() == []
        row = self.desk.find("list item", re.compile(f"^{NOTICE}"))
        left, top = self.desk.offset(row)
        x, y, _, _ = atspi.extents(row)
        keys.drag((left + x + 60, top + y + 20), LEAD, lambda: True, self.frames)
        notice = next(id_of(article) for article in self.desk.notes.articles().values() if field_of(article) == NOTICE)
        wait_until(lambda: self.stands() == [notice], "the article in the slot, on the server")
        wait_until(lambda: not self.frames(), "the page as readers see it")

    def undo(self):
        atspi.press(self.desk.toast_undo())
        wait_until(lambda: self.stands() == [], "the slot as it was")
        assert self.app.quit() == 0


def run(tap, job, name):
    with job.app:
        for number, (title, step) in enumerate(job.steps()):
            if not tap.run(title, step):
                shot.take(BUILD / "failed" / f"{name}-{number}.png")
                tap.say(job.app.messages()[-2000:])


def main():
    tap = Tap()
    (BUILD / "looks").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gx.") as folder:
        run(tap, Drop(folder, tap), "drop")
        with Newsroom(pathlib.Path(folder) / "newsroom") as newsroom:
            run(tap, Slots(newsroom), "slots")
    tap.done()


main()
