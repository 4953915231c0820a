#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on bad days: a second Galley on the same articles, a folder that may not be written, a full disk, a newer
and a damaged database, a preview whose process dies. One sentence each, and not a word lost."""
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App  # noqa: E402
from desk import Desk  # noqa: E402
from filesystem import Tmpfs  # noqa: E402
from newsroom import BUILD, body_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import SCALE, wait_until  # noqa: E402


# Seconds from the first key that finds no room until the window says so, and from there being room until what was written
# is on the disk.
FULL_IS_SAID, SAVED_AGAIN = 2, 5


class Day:
    """A computer of its own, on which somebody has written "abc"."""

    def __init__(self, folder, tap):
        self.app, self.tap = App(folder), tap
        self.desk = Desk(self.app, "local")
        self.folder = pathlib.Path(folder)

    def begin(self):
        self.app.start()
        self.desk.write("Body", "abc")
        self.wait_stored("abc")

    def wait_stored(self, words):
        wait_until(lambda: self.desk.notes.newest() and body_of(self.desk.notes.newest()) == words, f"{words} on disk")

    def wait_told(self, sentence):
        """In whatever window there is."""
        wait_until(lambda: atspi.says(self.app.window(), self.desk.pattern(sentence)), f"Galley to say {sentence}")

    def store(self):
        return self.desk.notes.folder / "galley.db"


# A bus that starts no services: on it nothing else runs.
OTHER_SESSION = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""


def second_galley(day):
    """On the same bus a second start only raises the first. Another session on the same home must not touch the store."""
    day.begin()
    config = day.folder / "session.conf"
    config.write_text(OTHER_SESSION)
    sentence = day.desk.pattern("Another Galley has these articles open. Go on there, or close it first.")
    with subprocess.Popen(["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"], text=True,
                          stdout=subprocess.PIPE) as bus:
        try:
            env = day.app.env | {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
                                 "AT_SPI_BUS_ADDRESS": atspi.address()}
            with subprocess.Popen([day.app.program], env=env) as second:
                try:
                    window = atspi.application(pid=second.pid)
                    wait_until(lambda: atspi.says(window, sentence), "the second to say why it does not start")
                    keys.focus_window(wait_until(lambda: keys.windows(second.pid), "its window")[0])
                    keys.key("Escape")
                    assert second.wait(10 * SCALE) == 0, "the second ended badly"
                finally:
                    second.kill()
        finally:
            bus.terminate()
    keys.focus_window(keys.windows(day.app.pid)[0])
    day.desk.write("Body", "d")
    day.wait_stored("abcd")


def read_only(day):
    with Tmpfs(day.app.data, "size=16m") as disk:
        day.begin()
        day.app.quit()
        disk.remount("ro")
        day.app.start()
        day.wait_told("Galley may not write in its data folder. Check the folder's permissions and start again.")
        day.app.kill()


def full_disk(day):
    """The words stay in the window, one sentence says so, an emergency file takes them, and room cures it."""
    with Tmpfs(day.app.data, "size=3m") as disk:
        day.begin()
        ballast = disk.fill()
        words = "abc" + "d" * 30
        day.desk.focus("Body")
        keys.key("ctrl+End")
        began = time.monotonic()
        keys.type_text("d" * 30)
        day.desk.wait_sees("Disk full. New words are not saved; free space or save an emergency file", FULL_IS_SAID)
        said = time.monotonic() - began
        emergency = day.folder / "emergency.json"
        day.desk.do("save-emergency")
        day.desk.save_as("Save Emergency File", emergency)
        wait_until(emergency.exists, "the emergency file")
        assert body_of(json.loads(emergency.read_text())) == words
        ballast.unlink()
        began = time.monotonic()
        wait_until(lambda: body_of(day.desk.notes.newest()) == words, "the words on disk", SAVED_AGAIN)
        day.tap.say(f"said after {said:.2f} s, saved {time.monotonic() - began:.2f} s behind the end of it")
        day.desk.wait_sees("Saved on this computer")
        day.app.kill()


def newer(day):
    day.begin()
    store = day.store()
    day.app.quit()
    connection = sqlite3.connect(store)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = store.read_bytes()
    day.app.start()
    day.wait_told("These articles were written by a newer Galley. Update this one to open them.")
    day.app.kill()
    assert store.read_bytes() == before, "the newer store was touched"


def damaged(day):
    day.begin()
    store = day.store()
    day.app.quit()
    content = os.urandom(len(store.read_bytes()))
    store.write_bytes(content)
    day.app.start()
    day.wait_told("%u article has been put together again, as it was on %s. Nothing was deleted.")
    atspi.press(day.desk.button("_Details"))
    day.wait_told("From the journals of what was being written: %u")
    day.wait_told("The damaged file is kept as %s.")
    shot.take(day.folder / "recovered.png")
    aside = [path for path in store.parent.glob("galley.db.damaged-*") if not path.name.endswith(("-wal", "-shm"))]
    assert [path.read_bytes() for path in aside] == [content], aside
    atspi.press(day.desk.button("_Close"))
    wait_until(lambda: len(day.app.windows()) == 1, "the dialog to go")
    keys.focus_window(day.app.windows()[0])
    day.wait_stored("abc")
    day.desk.write("Body", "new")
    day.wait_stored("abcnew")


def web_processes(pid):
    """WebKit's, below that process, whatever sandbox is between."""
    found = []
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
    for child in children.read_text().split() if children.exists() else ():
        if pathlib.Path(f"/proc/{child}/comm").read_text() == "WebKitWebProces\n":  # the kernel keeps fifteen letters
            found.append(int(child))
        found += web_processes(child)
    return found


def preview_dies(day):
    """It comes back by itself, and to the paragraph that is worked on, not to the page's head."""
    day.app.start()
    day.desk.press("page tab", "Preview")
    area = day.desk.page_area()
    day.desk.focus("Body")
    keys.strike(*["a", "Return"] * 60)
    keys.type_text("end")
    day.wait_stored("a\n" * 60 + "end")

    def now(times=2):
        return shot.crop(shot.settled(day.folder / "now.png", times=times), area)
    keys.key("ctrl+Home")
    keys.point_away()
    # The page comes some time behind the text: it has to be there, and to stand still for a while.
    shot.wait_painted(day.folder / "now.png", area)
    head = now(5).rename(day.folder / "head.png")
    keys.key("ctrl+End")
    wait_until(lambda: not shot.same(head, now()), "the preview to go along to the end")
    before = now(5).rename(day.folder / "before.png")
    shot.assert_painted(before)
    old = web_processes(day.app.pid)
    assert len(old) == 1, old
    os.kill(old[0], signal.SIGKILL)
    wait_until(lambda: set(web_processes(day.app.pid)) - set(old), "the preview to start again")
    wait_until(lambda: shot.same(before, now()), "the page as it was", 20)
    assert body_of(day.desk.notes.newest()) == "a\n" * 60 + "end"


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as top:
        for name, function in (("a second Galley leaves the store alone and says so", second_galley),
                               ("a folder that may not be written", read_only),
                               ("a full disk", full_disk),
                               ("a store of a newer Galley", newer),
                               ("a damaged store", damaged),
                               ("a preview whose process dies", preview_dies)):
            day = Day(f"{top}/{function.__name__}", tap)
            with day.app:
                if not tap.run(name, function, day):
                    shot.take(BUILD / "failed" / f"bad-days-{tap.count}.png")
    tap.done()


main()
