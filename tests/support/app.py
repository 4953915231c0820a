# SPDX-License-Identifier: GPL-3.0-or-later
"""Galley under test: start it, talk to it over D-Bus, kill it as a power cut would.

    app = App(folder)
    app.start("--sign-in=" + server.address, "--user=...", "--password-file=...")
    window = app.window()                       the accessible window
    app.activate("new-article")                 an action of the application, or of the window
    app.kill(); app.start()                     the same data again

GALLEY_APP names the program. Data, settings and cache are under `folder`, so that a second start finds them and a
second App with another folder is another computer. It runs from the build folder, nothing needs to be installed.
"""
import os
import pathlib
import signal
import subprocess
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

from waiting import SCALE, wait_until  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("GALLEY_BUILD_DIR", ROOT / "build"))
PROGRAM = os.environ.get("GALLEY_APP", str(BUILD / "src/app/galley"))
NAME = "org.galleyeditor.Galley"
PATH = "/org/galleyeditor/Galley"


def uninstalled(env=None):
    """The environment in which programs of the build folder find their schemas and translations."""
    env = dict(os.environ if env is None else env)
    env.update({
        "GSETTINGS_SCHEMA_DIR": str(BUILD / "data"),
        "GALLEY_LOCALE_DIR": str(BUILD / "po"),
        "GALLEY_MODULE_DIR": str(BUILD / "src/app"),
    })
    return env


class App:
    def __init__(self, folder, program=PROGRAM, env=None, name=NAME, path=PATH):
        self.folder, self.program, self.name, self.path = pathlib.Path(folder), program, name, path
        self.process = None
        self._asked = None  # the X id of a window that answers
        self.env = uninstalled(env)
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            place = self.folder / variable.split("_")[1].lower()
            place.mkdir(parents=True, exist_ok=True)
            self.env[variable] = str(place)
        if "GALLEY_TEST_STYLE" in self.env:
            style = self.folder / "config" / "gtk-4.0" / "gtk.css"
            style.parent.mkdir(exist_ok=True)
            style.write_bytes(pathlib.Path(self.env["GALLEY_TEST_STYLE"]).read_bytes())
        self.data = self.folder / "data" / "galley"
        self.log = self.folder / "app.log"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.kill()

    @property
    def pid(self):
        return self.process.pid

    @property
    def bus(self):
        return Gio.bus_get_sync(Gio.BusType.SESSION)

    def start(self, *args, wait=True):
        """Starts it, and waits until it has its name on the bus and so takes actions."""
        assert self.process is None, "it runs already"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([self.program, *map(str, args)], stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, env=self.env)
        if wait:
            wait_until(self._is_on_bus, f"{self.name} on the bus")
        return self

    def _is_on_bus(self):
        if self.process.poll() is not None:
            status = self.process.returncode
            self.process = None
            raise SystemExit(f"{self.program} ended with {status}: {self.messages()[-1500:]}")
        answer = self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                    "GetConnectionUnixProcessID", GLib.Variant("(s)", (self.name,)), None, 0, 2000)
        return answer.unpack()[0] == self.pid

    def worked(self):
        """Seconds of the processor that it has had; how long it waited for one is the machine's affair."""
        ran = pathlib.Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(ran[11]) + int(ran[12])) / os.sysconf("SC_CLK_TCK")

    def messages(self):
        """What it wrote to stdout and stderr so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def window(self, timeout=10):
        """Its accessible application, once a window is there."""
        import atspi  # connects to the bus: only where a window is looked at
        return atspi.application(pid=self.pid, timeout=timeout)

    def windows(self):
        """X ids of its visible windows."""
        import keys
        return keys.windows(self.pid)

    def catch_up(self):
        """Waits until it has done with every key and click so far, where it has a window. What it is asked over the bus goes
        another way than they do, and would be answered before them by one that is kept waiting."""
        import pings
        import screen

        def has_done():
            if self._asked is None or not screen.is_shown(self._asked):
                self._asked = next(iter(self.windows()), None)
            return self._asked is None or pings.wait_answered(self._asked)
        if self.process and self.process.poll() is None:
            wait_until(has_done, f"{self.name} to have done with keys and clicks")

    def maximize(self):
        """Fills the screen, if it does not from the start; needs a display with a window manager."""
        import atspi
        import keys

        def is_full():
            return any(keys.geometry(window)[2:] == keys.screen_size() for window in self.windows())
        frame = atspi.find(self.window(), "frame")
        wait_until(self.windows, "its window on the screen")
        if not is_full():
            atspi.press(frame, "window.toggle-maximized")
        wait_until(is_full, "the window to be maximised")

    def wait_gone(self, timeout=10):
        """Returns the exit status."""
        try:
            return self.process.wait(timeout * SCALE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"Galley did not end within {timeout * SCALE:g} s") from None
        finally:
            self.process = self._asked = None

    def kill(self):
        """SIGKILL: no handler runs, nothing is flushed. Returns when that was, on the monotonic clock: behind the signal
        nothing of it runs, however long it takes until it has gone."""
        self.process.send_signal(signal.SIGKILL)
        killed_at = time.monotonic()
        self.wait_gone(60)
        return killed_at

    def terminate(self, timeout=10):
        """SIGTERM, as at logout; returns the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait_gone(timeout)

    def quit(self, timeout=10):
        """The quit action; returns the exit status."""
        self.activate("quit", path=self.path)
        return self.wait_gone(timeout)

    def _call(self, path, interface, method, parameters):
        return self.bus.call_sync(self.name, path, interface, method, parameters, None, 0, int(10000 * SCALE)).unpack()

    def actions(self, path=None):
        return self._call(path or self.path, "org.gtk.Actions", "List", None)[0]

    def window_path(self):
        """Object path of the first window: its number is not always 1."""
        xml = self._call(self.path + "/window", "org.freedesktop.DBus.Introspectable", "Introspect", None)[0]
        nodes = Gio.DBusNodeInfo.new_for_xml(xml).nodes
        assert nodes, "no window on the bus"
        return f"{self.path}/window/{min(int(node.path) for node in nodes)}"

    def _path_of(self, action):
        return self.path if action in self.actions() else self.window_path()

    def activate(self, action, parameter=None, path=None):
        """Activates an action behind the keys and clicks so far; parameter is a GLib.Variant, or a str. Waits for a window
        that has it."""
        self.catch_up()
        if isinstance(parameter, str):
            parameter = GLib.Variant("s", parameter)
        if path is None:
            path = wait_until(lambda: next((p for p in [self._path_of(action)] if action in self.actions(p)), None),
                              f"the action {action}")
        given = [] if parameter is None else [parameter]
        try:
            self._call(path, "org.gtk.Actions", "Activate", GLib.Variant("(sava{sv})", (action, given, {})))
        except GLib.Error:
            if action != "quit":  # the answer to quit may be lost with the bus connection
                raise

    def state(self, action, path=None):
        """(enabled, state) of an action; the state is None for a plain one."""
        path = path or self._path_of(action)
        enabled, _, state = self._call(path, "org.gtk.Actions", "Describe", GLib.Variant("(s)", (action,)))[0]
        return enabled, (state[0] if state else None)
