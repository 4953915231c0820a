# SPDX-License-Identifier: GPL-3.0-or-later
"""From a key on one computer to the screen of another: two windows, each on a display of its own, signed in to one server
over loopback, with the same article open. A key is pressed in the one once both have come to rest; counted is the time
until the place of the text in the other shows something else. The save, the upload, the held request that tells of it,
the download and the painting are all in it.
"""
import pathlib
import queue
import random
import subprocess
import sys
import tempfile
import threading
import time

from app import App, uninstalled
from display import Display
from figures import BUILD, median, percentile, program
from server import DEMO, Server
from start import PASSWORD, USER
from waiting import wait_until
from xtest import Keyboard

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "gui"))
from newsroom import Notes, body_of, id_of  # noqa: E402

EDITS, QUICK_EDITS = 60, 15
MOST_MILLISECONDS = 300
# Where the text stands in a window of 1366x768: x, y, width, height.
PLACE = (360, 270, 520, 420)
QUIET, LONGEST = 1.5, 10  # seconds


class Watch:
    """Tells of each change of a place on a display; made before the window is there."""

    def __init__(self, display, place):
        self._watch = subprocess.Popen([program("bench-watch"), *map(str, place), "each"], stdout=subprocess.PIPE,
                                       text=True, env=display.env)
        assert self._watch.stdout.readline() == "ready\n", "the display cannot be watched"
        self._changes = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._watch.terminate()
        self._watch.wait()

    def _read(self):
        for line in self._watch.stdout:
            if line.startswith("changed"):
                self._changes.put(float(line.split()[1]))

    def rest(self, seconds=QUIET):
        """Waits until nothing has changed for a while."""
        while True:
            try:
                self._changes.get(timeout=seconds)
            except queue.Empty:
                return

    def next(self):
        """Milliseconds of CLOCK_MONOTONIC of the first change from now on."""
        return self._changes.get(timeout=LONGEST)


def start(app, server, password, *files, wait=True):
    app.start("--sign-in=" + server.address, "--user=" + USER, f"--password-file={password}", *files, wait=wait)


def sign_in(app, server, password, *files):
    start(app, server, password, *files)
    notes = Notes(app, f"*{USER}*")
    wait_until(lambda: app.data.glob("*/galley.db") and notes.articles(), "the newsroom's articles", 30)
    return notes


def show_text_alone(app):
    if app.state("show-side")[1]:
        app.activate("show-side")


def leave_new(app, server, password, text):
    """That computer begins an article with that text, uploads it, and opens it when it is started again. Returns its id."""
    notes = sign_in(app, server, password, text)
    wait_until(lambda: app.state("save")[0], "the new article")
    wait_until(lambda: body_of(notes.newest()) == text.read_text() and not notes.waiting(), "it on the server", 20)
    show_text_alone(app)
    app.quit()
    return id_of(notes.newest())


def leave_open(app, server, password, article_id):
    """That computer has the article, and opens it when it is started again."""
    notes = sign_in(app, server, password)
    wait_until(lambda: article_id in notes.articles(), "the article on the other computer", 20)
    show_text_alone(app)
    app.activate("open-in-tab", article_id)
    wait_until(lambda: app.state("save")[0], "the article")
    app.quit()


def measure(writer, watch, keyboard, notes, edits):
    """Milliseconds of each key."""
    times = []
    for number in range(edits):
        watch.rest()
        wait_until(lambda: notes.waiting() == 0, "everything uploaded")
        # A server asks nobody to come in step.
        time.sleep(random.random() / 4)
        pressed = time.clock_gettime(time.CLOCK_MONOTONIC) * 1000
        keyboard.strike("abcdefgh"[number % 8])
        times.append(watch.next() - pressed)
    assert writer.process.poll() is None
    return times


def run(table, quick):
    edits = QUICK_EDITS if quick else EDITS
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-screens.") as name:
        folder = pathlib.Path(name)
        password = folder / "password"
        password.write_text(PASSWORD)
        text = folder / "text.txt"
        text.write_text("澜江今天上午，村民把新收的稻谷送到镇上粮站，排队过磅。")
        server = Server(folder / "server", uninstalled())
        server.init("--demo", DEMO)
        with (server, Display(size="1366x768", lang="zh_CN.UTF-8") as desk,
              Display(size="1366x768", lang="zh_CN.UTF-8") as other):
            desk.adopt()
            keyboard = Keyboard(desk.env["DISPLAY"])
            with App(folder / "reader", env=desk.env) as app, App(folder / "writer", env=desk.env) as writer:
                article_id = leave_new(writer, server, password, text)
                leave_open(app, server, password, article_id)
            with (Watch(other, PLACE) as watch, App(folder / "reader", env=other.env) as reader,
                  App(folder / "writer", env=desk.env) as writer):
                start(reader, server, password, wait=False)
                watch.next()
                notes = sign_in(writer, server, password)
                wait_until(lambda: writer.state("save")[0], "the article")
                times = measure(writer, watch, keyboard, notes, edits)
                keyboard.close()
    table.begin("screens")
    table.compare(f"key to another's screen, median of {len(times)}", median(times), "ms", most=MOST_MILLISECONDS)
    table.compare("the same, 95th in a hundred", percentile(times, 0.95), "ms")
