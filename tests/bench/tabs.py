# SPDX-License-Identifier: GPL-3.0-or-later
"""What open articles cost: the memory of the window with one tab and with twenty, each an article of 10 KB with a
photograph that was looked at, and the side pane closed. The peer of the twenty is the one.
"""
import pathlib
import sqlite3
import subprocess
import tempfile

from app import App
from display import Display
from figures import BUILD, program
from start import memory
from waiting import wait_until

TABS, ARTICLE_BYTES = 20, 10_000
MOST_A_TAB = 8  # MB


def settled(app):
    """The memory, once it has come to rest."""
    levels = []

    def is_steady():
        levels.append(memory(app.pid))
        return len(levels) > 4 and max(levels[-4:]) - min(levels[-4:]) < 0.5
    wait_until(is_steady, "memory to come to rest", 30, step=0.5)
    return levels[-1]


def measure(folder):
    """[MB] with one tab, and with all of them."""
    with Display(size="1366x768", lang="zh_CN.UTF-8") as display:
        display.adopt()
        with App(folder, env=display.env) as app:
            app.start()  # it makes the account
            wait_until(lambda: app.state("new-article")[0], "the window")
            app.quit()
            account = next(path.parent for path in app.data.glob("*/account.json"))
            subprocess.run([program("bench-fill"), "pictured", account, str(TABS), str(ARTICLE_BYTES), "me"], check=True)
            store = sqlite3.connect(f"file:{account}/galley.db?mode=ro", uri=True)
            ids = [row[0] for row in store.execute("SELECT id FROM article ORDER BY id")]
            store.close()
            assert len(ids) == TABS, f"{len(ids)} articles"
            app.start()
            if app.state("show-side")[1]:
                app.activate("show-side")
            figures = []
            for number, each in enumerate(ids, 1):
                app.activate("open-in-tab", each)
                wait_until(lambda: app.state("save")[0], "the article")
                if number in (1, TABS):
                    figures.append(settled(app))
            app.quit()
    return figures


def run(table, quick):
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-tabs.") as name:
        one, all_of_them = measure(pathlib.Path(name) / "computer")
    table.begin("tabs")
    table.compare("memory, PSS, with one tab", one, "MB")
    table.compare(f"memory, PSS, with {TABS} tabs", all_of_them, "MB", "with one", one)
    table.compare("memory, PSS, a tab", (all_of_them - one) / (TABS - 1), "MB", most=MOST_A_TAB)
