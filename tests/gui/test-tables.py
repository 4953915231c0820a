#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table in the real window, by keys alone: put in, filled, marked, grown by a row, walked out of, and taken back step by
step; what stands on disk is the canonical text."""
import pathlib
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

EMPTY = "<tr><td></td><td></td><td></td></tr>"


class Tables:
    def __init__(self, folder, tap):
        self.tap = tap
        self.app = App(pathlib.Path(folder) / "desk")
        self.desk = Desk(self.app, "local")

    def steps(self):
        return [
            ("a table of the size that the popover says", self.insert),
            ("cells written one after the other, marks in one of them", self.write),
            ("Tab behind the last cell: a row; Escape: the line below", self.grow),
            ("undo goes back into the cells", self.undo),
        ]

    def body(self):
        articles = list(self.desk.notes.articles().values())
        return "".join(body["value"] for body in articles[0].get("bodies", [])) if articles else ""

    def wait_body(self, expected):
        try:
            wait_until(lambda: self.body() == expected, expected)
        except BaseException:
            self.tap.say(f"is {self.body()}")
            raise

    def insert(self):
        self.app.start()
        self.desk.write("Headline", "Rainfall")
        self.desk.write("Body", "Before.")
        keys.key("ctrl+alt+7")
        rows = self.desk.find("spin button", "Rows")
        wait_until(lambda: any(atspi.has_state(node, "focused") for node in atspi.walk(rows)), "the focus in it")
        keys.key("ctrl+a")
        keys.type_text("2")
        keys.key("Return")
        self.wait_body("<p>Before.</p><table><tr><th></th><th></th><th></th></tr>" + EMPTY + "</table><p></p>")
        wait_until(lambda: self.desk.find("table", "Table with 2 rows and 3 columns"), "the screen reader's table")
        wait_until(lambda: atspi.has_state(self.desk.find(None, "Row 1, column 1"), "focused"), "the cell that is written in")

    def write(self):
        keys.type_text("Month")
        keys.key("Tab")
        keys.type_text("Rain")
        keys.key("Tab", "Tab")
        keys.type_text("May")
        keys.key("Tab", "ctrl+b")
        keys.type_text("12")
        keys.key("ctrl+b", "shift+Return")
        keys.type_text("mm")
        self.wait_body("<p>Before.</p><table><tr><th>Month</th><th>Rain</th><th></th></tr>"
                       "<tr><td>May</td><td><strong>12</strong><br/>mm</td><td></td></tr></table><p></p>")
        shot.settled(BUILD / "looks" / "tables.png")

    def grow(self):
        keys.key("Tab", "Tab")
        keys.type_text("June")
        keys.key("Escape")
        keys.type_text("After.")
        self.wait_body("<p>Before.</p><table><tr><th>Month</th><th>Rain</th><th></th></tr>"
                       "<tr><td>May</td><td><strong>12</strong><br/>mm</td><td></td></tr>"
                       "<tr><td>June</td><td></td><td></td></tr></table><p>After.</p>")

    def undo(self):
        keys.key("ctrl+z", "ctrl+z")
        keys.type_text("July")
        self.wait_body("<p>Before.</p><table><tr><th>Month</th><th>Rain</th><th></th></tr>"
                       "<tr><td>May</td><td><strong>12</strong><br/>mm</td><td></td></tr>"
                       "<tr><td>July</td><td></td><td></td></tr></table><p></p>")
        for _ in range(20):
            keys.key("ctrl+z")
        self.wait_body("<p></p>")

def main():
    tap = Tap()
    (BUILD / "looks").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gx.") as folder:
        job = Tables(folder, tap)
        with job.app:
            for number, (title, step) in enumerate(job.steps()):
                if not tap.run(title, step):
                    shot.take(BUILD / "failed" / f"tables-{number}.png")
                    tap.say(job.app.messages()[-2000:])
                    break
    tap.done()


main()
