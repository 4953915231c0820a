#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of one's own: an X display, a session bus, HOME and the XDG folders.

    display.py [--size WxH] [--lang zh_CN.UTF-8] [--dark] [--high-contrast] [--text-scale 1.25] [--wm] [--services] CMD...

runs CMD there and leaves with its exit status (125: no display could be had). In Python:

    with Display(size="1366x768", lang="zh_CN.UTF-8") as display:
        subprocess.run(["gnome-text-editor"], env=display.env)

The desktop around it is neither seen nor touched and several can run at once. When it ends, what
was started under it is ended by process id, and its folders are deleted. The display is found
with -displayfd and the bus has its socket in the private folder, so nothing races for a number.

Without --wm there is no window manager: windows sit at 0,0, which is good for tests that click.
With it openbox maximises every window and xcompmgr draws clean shadows: good for pictures.

The bus starts nothing by itself but the accessibility bus and what a test puts into the folder `services`: portals and
key rings of the machine would answer, each in its own time. With --services it starts whatever is installed.
"""
import argparse
import ctypes
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("GALLEY_BUILD_DIR", ROOT / "build"))
MARK = "GALLEY_TEST_DISPLAY"
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
ACCESSIBILITY = pathlib.Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
PR_SET_PDEATHSIG = 1


class DisplayError(Exception):
    """The private desktop could not be started."""


def end_with_parent():
    """In a child, before exec: a supervisor that is killed takes its servers along."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def make_locale(name):
    """Compiles NAME under the build folder, where LOCPATH finds it; Debian installs only C.UTF-8."""
    language, _, charset = name.partition(".")
    folder = BUILD / "locale"
    target = folder / name
    if not target.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            made = pathlib.Path(scratch) / name
            subprocess.run(["localedef", "-i", language, "-f", charset or "UTF-8", made],
                           check=True, stderr=subprocess.DEVNULL)
            try:
                made.rename(target)
            except OSError:  # another run was faster
                if not target.is_dir():
                    raise
    return folder


class Display:
    """Context manager: `env` is the environment to start programs with, `folder` the private folder."""

    def __init__(self, size="1600x1000", lang="C.UTF-8", dark=False, high_contrast=False, text_scale=1.0,
                 wm=False, services=False):
        self.size, self.lang, self.wm, self.services = size, lang, wm, services
        self.dark, self.high_contrast, self.text_scale = dark, high_contrast, text_scale
        self.folder = None
        self.env = {}
        self.hurry = False
        self._servers = []

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="gx."))
        try:
            self._make_environment()
            self._start_x()
            self._start_bus()
            if self.wm:
                self._start_window_manager()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._end_programs()
        for server in reversed(self._servers):
            server.terminate()
            try:
                server.wait(2)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        self._servers = []
        shutil.rmtree(self.folder, ignore_errors=True)

    def adopt(self):
        """Makes this process itself a program of the display, for modules that connect on import."""
        os.environ.clear()
        os.environ.update(self.env)

    def _make_environment(self):
        env = dict(os.environ)
        for name in ("WAYLAND_DISPLAY", "XAUTHORITY", "LC_ALL", "LOCPATH", "AT_SPI_BUS_ADDRESS", "GTK_THEME",
                     "DESKTOP_STARTUP_ID", "XMODIFIERS", "ADW_DEBUG_COLOR_SCHEME", "ADW_DEBUG_HIGH_CONTRAST"):
            env.pop(name, None)
        folders = {"HOME": "home", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data",
                   "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state"}
        for name, folder in folders.items():
            (self.folder / folder).mkdir(mode=0o700)
            env[name] = str(self.folder / folder)
        env.update({
            MARK: str(self.folder),
            "PATH": "/usr/bin:/bin:" + env.get("PATH", ""),  # another python3 may lack gi
            "LANG": self.lang, "LANGUAGE": self.lang.partition(".")[0],
            "GDK_BACKEND": "x11", "GSK_RENDERER": env.get("GSK_RENDERER", "cairo"), "LIBGL_ALWAYS_SOFTWARE": "1",
            "GSETTINGS_BACKEND": "keyfile", "GIO_USE_VFS": "local", "GTK_USE_PORTAL": "0", "ADW_DISABLE_PORTAL": "1",
            "NO_AT_BRIDGE": "0", "GTK_A11Y": "atspi",
            "GTK_IM_MODULE": "gtk-im-context-simple",  # not the one that happens to be installed
        })
        if self.lang[:2] != "C.":
            env["LOCPATH"] = str(make_locale(self.lang))
        if self.dark:
            env["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
        if self.high_contrast:
            env["ADW_DEBUG_HIGH_CONTRAST"] = "1"
        settings = self.folder / "etc" / "gtk-4.0" / "settings.ini"
        settings.parent.mkdir(parents=True)
        words = ["[Settings]", "gtk-cursor-blink=0"]  # two pictures of one state are equal
        if self.wm:
            words.append("gtk-font-name=Cantarell 11")  # as on a GNOME desktop
        settings.write_text("\n".join(words) + "\n")
        env["XDG_CONFIG_DIRS"] = f"{self.folder}/etc:/etc/xdg"
        if self.wm:  # openbox leaves no room for shadows, and GTK draws a thick frame instead: not on pictures
            style = self.folder / "etc" / "gtk.css"
            style.write_text("window.solid-csd { padding: 0; }\n")
            env["GALLEY_TEST_STYLE"] = str(style)
        self.env = env

    def _serve(self, command, **options):
        log = open(self.folder / (os.path.basename(command[0]) + ".log"), "wb")
        with log:
            server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                      preexec_fn=end_with_parent, **options)
        self._servers.append(server)
        return server

    def _start_answering(self, command, **options):
        """Starts a server that reports on the write end of a pipe when it is ready; returns what it said."""
        said, tell = os.pipe()
        try:
            self._serve([part.replace("{}", str(tell)) for part in command], pass_fds=[tell], **options)
        except FileNotFoundError as error:
            os.close(said)
            raise DisplayError(f"{command[0]} is missing") from error
        finally:
            os.close(tell)
        with os.fdopen(said) as answer:
            line = answer.readline().strip()
        if not line:
            log = self.folder / (os.path.basename(command[0]) + ".log")
            raise DisplayError(f"{command[0]} did not start: {log.read_text(errors='replace')[-400:]}")
        return line

    def _start_x(self):
        # -r: no key repeats. On a busy machine it would, while the program that presses it is kept waiting; of ctrl+v the
        # ctrl is let go first.
        number = self._start_answering(["Xvfb", "-displayfd", "{}", "-screen", "0", self.size + "x24",
                                        "-nolisten", "tcp", "-noreset", "-r"])
        self.env["DISPLAY"] = ":" + number
        if self.text_scale != 1.0:
            self._set_resources(f"Xft.dpi:\t{round(96 * self.text_scale)}\n".encode())

    def _open_x(self):
        x = ctypes.CDLL("libX11.so.6")
        x.XOpenDisplay.restype = ctypes.c_void_p
        x.XDefaultRootWindow.restype = x.XInternAtom.restype = x.XGetSelectionOwner.restype = ctypes.c_ulong
        return x, ctypes.c_void_p(x.XOpenDisplay(self.env["DISPLAY"].encode()))

    def _set_resources(self, text):
        """What xrdb does: programs read it from the root window when they start."""
        x, connection = self._open_x()
        root = ctypes.c_ulong(x.XDefaultRootWindow(connection))
        resource_manager, string, replace = ctypes.c_ulong(23), ctypes.c_ulong(31), 0  # Xatom.h, X.h
        x.XChangeProperty(connection, root, resource_manager, string, 8, replace, text, len(text))
        x.XCloseDisplay(connection)

    def _start_bus(self):
        address = f"unix:path={self.folder}/run/bus"
        services, configuration = self.folder / "services", self.folder / "bus.conf"
        services.mkdir()
        (services / ACCESSIBILITY.name).symlink_to(ACCESSIBILITY)
        configuration.write_text(BUS.format(address=address, services=services))
        kind = ["--session", "--address=" + address] if self.services else [f"--config-file={configuration}"]
        self._start_answering(["dbus-daemon", *kind, "--nofork", "--nopidfile", "--nosyslog", "--print-address={}"],
                              env=self.env)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = address

    def _start_window_manager(self):
        self._serve(["openbox", "--sm-disable"], env=self.env)
        self._serve(["xcompmgr", "-n"], env=self.env)
        for role in (b"WM_S0", b"_NET_WM_CM_S0"):  # GTK looks for both once, when it starts
            self._wait_for_owner(role)

    def _wait_for_owner(self, selection, timeout=5):
        x, connection = self._open_x()
        atom = ctypes.c_ulong(x.XInternAtom(connection, selection, 0))
        limit = time.monotonic() + timeout
        while not x.XGetSelectionOwner(connection, atom):
            if time.monotonic() > limit:
                raise DisplayError(f"nobody took {selection.decode()}: openbox or xcompmgr did not start")
            time.sleep(0.01)
        x.XCloseDisplay(connection)

    def programs(self):
        """Process ids of everything that was started with `env`, and of their children."""
        mark = f"{MARK}={self.folder}".encode()
        found, children = set(), {}
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                stat = pathlib.Path("/proc", entry, "stat").read_text(errors="replace")
                children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry))
                if mark in pathlib.Path("/proc", entry, "environ").read_bytes().split(b"\0"):
                    found.add(int(entry))
            except (OSError, IndexError):
                continue  # it ended, or is not ours to look at
        queue = list(found)
        while queue:
            for child in children.get(queue.pop(), []):
                if child not in found:
                    found.add(child)
                    queue.append(child)
        return found - {os.getpid()} - {server.pid for server in self._servers}

    def _end_programs(self):
        limit = time.monotonic() + (0.2 if self.hurry else 2)
        kind = signal.SIGTERM
        while programs := self.programs():
            if time.monotonic() > limit:
                kind = signal.SIGKILL
            for pid in programs:
                try:
                    os.kill(pid, kind)
                except ProcessLookupError:
                    pass
            time.sleep(0.03)


def main():
    parser = argparse.ArgumentParser(description="Run a command on a private display and bus.")
    parser.add_argument("--size", default="1600x1000", help="width x height of the screen")
    parser.add_argument("--lang", default="C.UTF-8", help="LANG; zh_CN.UTF-8 is compiled when it is missing")
    parser.add_argument("--dark", action="store_true", help="ask for the dark colours")
    parser.add_argument("--high-contrast", action="store_true", help="ask for high contrast")
    parser.add_argument("--text-scale", type=float, default=1.0)
    parser.add_argument("--wm", action="store_true", help="with a window manager and a compositor")
    parser.add_argument("--services", action="store_true", help="with the services of this machine")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = vars(parser.parse_args())
    command = options.pop("command")
    if command[:1] == ["--"]:
        command = command[1:]
    if not command:
        parser.error("no command")

    def stop(number, _):
        raise SystemExit(128 + number)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    signal.signal(signal.SIGINT, lambda *_: None)  # the terminal tells the command too; it decides

    display = Display(**options)
    try:
        with display:
            try:
                status = subprocess.Popen(command, env=display.env).wait()
            except SystemExit:
                display.hurry = True
                raise
    except (DisplayError, FileNotFoundError) as error:
        print(f"display.py: {error}", file=sys.stderr)
        return 125
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())
