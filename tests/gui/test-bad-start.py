#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts on poor computers: no session bus, no preview or a preview that does not start, no font for Chinese, a full home,
an old locale. Everything else works, a sentence says what is missing, and not a word is lost."""
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, ROOT  # noqa: E402
from desk import Desk  # noqa: E402
from display import make_locale  # noqa: E402
from filesystem import Tmpfs  # noqa: E402
from newsroom import BUILD, Newsroom, body_of, field_of  # noqa: E402
from tap import Skip, Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

WORDS = "南湖初雪"
PICTURES = BUILD / "looks" / "bad-start"


class Day:
    """A computer of its own, on which Galley was never started."""

    def __init__(self, folder):
        self.app = App(folder)
        self.desk = Desk(self.app, "local")
        self.folder = pathlib.Path(folder)

    def write_and_leave(self, body="Body"):
        """All that counts: what is typed is on disk, and the end is orderly."""
        self.desk.write(body, WORDS)
        wait_until(lambda: self.desk.notes.newest() and body_of(self.desk.notes.newest()) == WORDS, "the words on disk")
        self.leave()

    def articles(self):
        """As far as there is a store yet."""
        return self.desk.notes.articles().values() if list(self.app.data.glob("local/galley.db")) else []

    def leave(self):
        status = self.app.terminate()
        assert status == 0, f"it ended with {status}"
        for fault in ("CRITICAL", "ERROR", "Traceback"):
            assert fault not in self.app.messages(), self.app.messages()[-3000:]

    def wait_told(self, sentence):
        """In whatever window there is."""
        wait_until(lambda: atspi.says(self.app.window(), self.desk.pattern(sentence)), f"Galley to say {sentence}")

    def picture(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        shot.take(PICTURES / f"{name}.png")


def no_bus(day):
    """Nor one for screen readers then: the keyboard alone is left, and the first start has the caret in the headline."""
    day.app.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={day.folder}/nobody"
    del day.app.env["GTK_A11Y"]
    day.app.start(wait=False)
    keys.focus_window(wait_until(lambda: keys.windows(day.app.pid), "the window")[0])

    def is_typed():
        keys.type_text("a")
        return any(field_of(article) for article in day.articles())
    wait_until(is_typed, "what is typed on disk", step=0.5)
    day.leave()


def no_key_ring(day):
    """The token is kept as long as the program runs, which says so; the next start is signed out, and has the articles."""
    with Newsroom(day.folder / "newsroom", wants_key_ring=False) as room:
        app = room.app("desk")
        desk = Desk(app, "xiaohe-*")
        app.start(*room.options("xiaohe"))
        desk.wait_sees("Signed in until Galley is closed: there is no key ring here")
        count = len(room.wait_synced(app, "xiaohe").articles())
        desk.do("new-article")
        desk.write("Headline", WORDS)
        wait_until(lambda: len(desk.notes.articles()) == count + 1, "the new article")
        room.wait_synced(app, "xiaohe")
        assert app.quit() == 0
        app.start()
        desk.wait_sees("Sign In…")
        assert desk.notes.waiting() == 0 and len(desk.notes.articles()) == count + 1
        assert app.quit() == 0


def no_module(day):
    day.app.env["GALLEY_MODULE_DIR"] = str(day.folder)
    day.app.start()
    day.wait_told("The preview is not installed. Your text is safe.")
    day.write_and_leave()


def with_instead(day, program, instead):
    """Galley where another file stands in the place of a program, for this process and its children alone."""
    script = day.folder / "galley.sh"
    script.write_text(f"#!/bin/sh\nexec unshare --mount --propagation private sh -c "
                      f"'mount --bind {instead} {program} && exec {day.app.program} \"$@\"' galley \"$@\"\n")
    script.chmod(0o755)
    if os.geteuid() != 0:
        raise Skip("no right to mount here")
    day.app.program = str(script)


def helper():
    return next(pathlib.Path("/usr").glob("lib*/**/webkitgtk-6.0/WebKitWebProcess"))


def no_helper(day):
    nothing = day.folder / "nothing"
    nothing.touch()
    with_instead(day, helper(), nothing)
    day.app.start()
    day.wait_told("The preview is not installed. Your text is safe.")
    day.write_and_leave()


def broken_helper(day):
    """A file that may be run and cannot: of another machine, or cut off by an update."""
    broken = day.folder / "broken"
    broken.write_bytes(pathlib.Path(helper()).read_bytes()[:100])
    broken.chmod(0o755)
    with_instead(day, helper(), broken)
    day.app.start()
    day.wait_told("Its process cannot be started on this computer. Your text is safe.")
    day.picture("broken-helper")
    day.write_and_leave()


def no_sandbox(day):
    """Where nobody may make namespaces bubblewrap fails; WebKit would take Galley along."""
    with_instead(day, shutil.which("bwrap"), "/bin/false")
    day.app.start()
    day.wait_told("Its process cannot be started on this computer. Your text is safe.")
    day.write_and_leave()


def no_chinese_font(day):
    day.app.env["FONTCONFIG_FILE"] = str(ROOT / "tests/support/latin-fonts.conf")
    day.app.env.update(LANG="zh_CN.UTF-8", LANGUAGE="zh_CN", LOCPATH=str(make_locale("zh_CN.UTF-8")))
    day.app.start()
    # In English, which can be read, although all else is in Chinese.
    words = re.compile("Install a font for them, such as the package fonts-noto-cjk")
    wait_until(lambda: atspi.says(day.app.window(), words), "Galley to name a font's package")
    day.picture("no-chinese-font")
    wait_until(day.desk.has_dialog, "keys to go to the dialog")
    keys.key("Escape")
    wait_until(lambda: len(keys.windows(day.app.pid)) == 1, "the dialog to go")
    keys.focus_window(keys.windows(day.app.pid)[0])
    day.write_and_leave("正文")


def full_home(day):
    """The first start of all finds no room; once there is some the next one works."""
    with Tmpfs(day.folder, "size=2m") as disk:
        for place in ("data", "config", "cache", "state"):
            (day.folder / place).mkdir(exist_ok=True)
        ballast = disk.fill()
        day.app.log = pathlib.Path(tempfile.gettempdir()) / f"{os.getpid()}.log"
        try:
            day.app.start()
            day.wait_told("The disk is full. Make some room and start Galley again; what was written before is safe.")
            day.picture("full-home")
            wait_until(lambda: keys.focused_window() in day.app.windows(), "keys to go to what says so")
            keys.key("Escape")
            assert day.app.wait_gone() == 0
            ballast.unlink()
            day.app.start()
            day.write_and_leave()
        finally:
            day.app.log.unlink()


def locale(day, name):
    day.app.env.update(LC_ALL=name, LANG=name)
    if "." in name:
        day.app.env["LOCPATH"] = str(make_locale(name))
    day.app.start()
    day.write_and_leave()


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as top:
        for name, function, *more in (("no session bus", no_bus),
                                      ("no secret service", no_key_ring),
                                      ("no module of the preview", no_module),
                                      ("no process for the preview", no_helper),
                                      ("a process for the preview that cannot run", broken_helper),
                                      ("no sandbox for the preview", no_sandbox),
                                      ("no font for Chinese", no_chinese_font),
                                      ("a home without room", full_home),
                                      ("the locale C", locale, "C"),
                                      ("the locale POSIX", locale, "POSIX"),
                                      ("the locale zh_CN.GB18030", locale, "zh_CN.GB18030")):
            day = Day(f"{top}/{tap.count}")
            with day.app:
                if not tap.run(name, function, day, *more):
                    shot.take(BUILD / "failed" / f"bad-start-{tap.count}.png")
                    tap.say(day.app.messages()[-2000:])
    tap.done()


main()
