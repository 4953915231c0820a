# SPDX-License-Identifier: GPL-3.0-or-later
"""Galley in a Flatpak's sandbox, on a private display: the program as App knows it, the portals around it, and a day's
work in it (tests/campaign/flatpak.py).

Outside are the server, the key ring and the portals, as on any desktop; the home folder is the display's.
"""
import json
import os
import pathlib
import re
import subprocess

import atspi
import keys
import shot
from app import App
from desk import Desk
from newsroom import Newsroom, Notes, blocks_of, body_of, content_of, field_of, id_of
from tap import Tap
from waiting import wait_until

USER = "xiaohe"
HANDOUT = pathlib.Path(__file__).resolve().parents[1] / "data/handout.txt"
LOCAL_TEXT = "沙箱里写下的第一段。"
MORE_TEXT = "预览跟着写。"
ONLINE_TEXT = "这一段从沙箱里传到了服务器。"


def xdotool(*parts):
    """What it prints; nothing when it finds nothing."""
    return subprocess.run(["xdotool", *parts], capture_output=True, text=True, check=False).stdout


class SandboxedApp(App):
    """Process ids differ inside and outside: the window is found by its class, the program by its name on the bus."""

    def __init__(self, name, folder):
        super().__init__(folder, name=name, path="/" + name.replace(".", "/"))
        home = pathlib.Path(os.environ["HOME"]) / ".var/app" / name
        data_name = "galley-devel" if name.endswith(".Devel") else "galley"
        self.data = home / "data" / data_name
        # What points into the build folder would be looked for in the sandbox.
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("GALLEY_") and key not in (
            "GTK_USE_PORTAL", "ADW_DISABLE_PORTAL", "LOCPATH", "GSETTINGS_BACKEND", "GSETTINGS_SCHEMA_DIR")}

    def start(self, *args, wait=True):
        assert self.process is None, "it runs already"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(["flatpak", "run", "--user", self.name, *map(str, args)],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.env)
        wait_until(self._is_on_bus, f"{self.name} on the bus", 60)
        return self

    def _is_on_bus(self):
        if self.process.poll() is not None:
            raise SystemExit(f"flatpak run ended with {self.process.returncode}: {self.messages()[-1500:]}")
        return self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                  "ListNames", None, None, 0, 2000).unpack()[0].count(self.name)

    def window(self, timeout=10):
        return atspi.application("galley", timeout=timeout)

    def windows(self):
        return [int(window) for window in xdotool("search", "--onlyvisible", "--class", "galley").split()]

    def kill(self):
        subprocess.run(["flatpak", "kill", self.name], check=False, capture_output=True)
        self.wait_gone()


def mount_runtime_folder():
    """The portals' folder at the one place that the sandbox knows, in this mount namespace alone."""
    folder = f"/run/user/{os.getuid()}"
    os.makedirs("/run/user", exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run/user"], check=True)
    os.mkdir(folder, 0o700)
    os.environ.update({"XDG_RUNTIME_DIR": folder, "XDG_CURRENT_DESKTOP": "GNOME"})
    # What the bus starts from now on, the portals above all, knows it as well; their GTK 3 would let a reader wait.
    names = ["XDG_RUNTIME_DIR", "XDG_CURRENT_DESKTOP", "FLATPAK_USER_DIR", "FLATPAK_SYSTEM_DIR", "DISPLAY"]
    subprocess.run(["dbus-update-activation-environment", "NO_AT_BRIDGE=1", *names], check=True)


def portal_windows():
    return xdotool("search", "--onlyvisible", "--class", "xdg-desktop-portal-gtk").split()


def answer_file_dialog(path, scratch):
    """Types a path into the portal's dialog, which is a window of the portal's process and takes its time."""
    wait_until(portal_windows, "the portal's dialog", 20)
    keys.focus_window(portal_windows()[0])
    shot.settled(scratch)
    keys.key("ctrl+l")
    shot.settled(scratch)
    keys.key("ctrl+a")
    keys.type_text(str(path))
    shot.settled(scratch)
    keys.key("Return")
    wait_until(lambda: not portal_windows(), "the portal's dialog to go")


class Day:
    def __init__(self, name, newsroom, out):
        self.newsroom, self.out, self.number = newsroom, out, 0
        self.app = SandboxedApp(name, newsroom.folder / "desk")
        self.desk = Desk(self.app, "local")
        self.id = None

    def picture(self, title):
        self.number += 1
        return shot.settled(self.out / f"{self.number}-{title}.png")

    def open(self):
        self.app.start()
        self.desk.field("Headline")

    def write(self):
        self.desk.write("Headline", "沙箱里的第一篇稿件")
        self.desk.write("Body", LOCAL_TEXT)
        wait_until(lambda: any(LOCAL_TEXT in body_of(article) for article in self.desk.notes.articles().values()),
                   "the words on disk, in the sandbox's own folder")

    def look(self):
        """The page's place on the screen follows the typing; newer WebKit tells no name of the page itself."""
        self.desk.press("page tab", "Preview")
        area = self.desk.area(self.desk.find("panel", "Preview"))
        keys.point_away()
        shot.wait_painted(self.newsroom.folder / "before.png", area)
        before = shot.crop(shot.settled(self.newsroom.folder / "before.png"), area)
        shot.assert_painted(before)
        self.desk.write("Body", MORE_TEXT)
        now = self.newsroom.folder / "now.png"
        wait_until(lambda: not shot.same(before, shot.crop(shot.take(now), area)), "the preview to follow the typing", 30)
        self.picture("preview")

    def sign_in(self):
        self.desk.sign_in(self.newsroom.server.address, USER)
        # Asked whether what was written here goes along: it does.
        take = re.compile(re.escape(self.desk.say("_Take Along")))
        atspi.press(atspi.find(self.app.window(), "push button", take))
        wait_until(lambda: len(self.app.windows()) == 1, "the question to go")
        self.desk.notes = Notes(self.app, f"{USER}-*")
        self.newsroom.wait_synced(self.app, USER)
        self.desk.wait_sees("Everything uploaded", 20)
        assert any(LOCAL_TEXT in body_of(article) for article in self.desk.notes.articles().values())
        self.picture("signed-in")

    def open_file(self):
        before = set(self.desk.notes.articles())
        self.desk.do("open-file")
        answer_file_dialog(HANDOUT, self.newsroom.folder / "dialog.png")
        self.id = wait_until(lambda: set(self.desk.notes.articles()) - before, "the imported article on disk").pop()
        self.desk.wait_text("Body", blocks_of(self.desk.notes.load(self.id))[0])

    def sync(self):
        self.desk.write("Body", ONLINE_TEXT)
        person = self.newsroom.person(USER)
        wait_until(lambda: ONLINE_TEXT in body_of(person.load(self.id)), "the words on the server", 30)
        self.picture("synced")

    def save_file(self):
        path = pathlib.Path(os.environ["HOME"]) / "emergency.json"
        before = self.app.messages()
        self.desk.do("save-emergency")
        answer_file_dialog(path, self.newsroom.folder / "dialog.png")
        wait_until(path.is_file, "the file where it was asked for")
        assert self.app.messages() == before, self.app.messages()
        saved = json.loads(path.read_text(encoding="utf-8"))
        assert id_of(saved) == self.id and content_of(saved) == content_of(self.desk.notes.load(self.id))
        assert field_of(saved), "the file holds no headline"
        self.picture("saved")

    def come_back(self):
        assert self.app.quit(20) == 0
        self.app.start()
        self.desk.wait_sees("Everything uploaded", 30)
        assert not self.desk.sees("Sign in"), "the key ring did not keep the session"

    def check_messages(self):
        faults = [line for line in self.app.messages().splitlines() if re.search(r"CRITICAL|WARNING", line)]
        assert not faults, "\n".join(faults)


def work(name, folder, out):
    mount_runtime_folder()
    out.mkdir(parents=True, exist_ok=True)
    tap = Tap()
    with Newsroom(folder) as newsroom:
        day = Day(name, newsroom, out)
        try:
            for title, step in (
                    ("it opens", day.open), ("what is typed is in the sandbox's own folder", day.write),
                    ("the preview follows", day.look), ("sign in", day.sign_in),
                    ("open a file through the portal", day.open_file), ("what is typed reaches the server", day.sync),
                    ("save to a chosen file through the portal", day.save_file),
                    ("started again: the key ring kept the session", day.come_back),
                    ("it complained about nothing", day.check_messages)):
                if not tap.run(title, step):
                    day.picture("failed")
                    tap.say(day.app.messages()[-3000:])
        finally:
            day.app.__exit__()
    tap.done()
