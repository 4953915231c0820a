# SPDX-License-Identifier: GPL-3.0-or-later
"""The two input method servers of Linux desktops, on the private bus, with their pinyin.

    with Ibus(folder) as method:
        app = App(folder / "desk", env=method.env)
        ...                                   the caret is in a text
        method.engage()                       from now on letters are pinyin

A server that runs on the desktop around it is neither asked nor disturbed.
"""
import os
import pathlib
import subprocess

from waiting import SCALE, wait_until


class _Server:
    module = command = None

    def __init__(self, folder):
        self._folder = pathlib.Path(folder)
        self._folder.mkdir(parents=True)
        self._process = None
        self.env = {**os.environ, "XDG_CONFIG_HOME": str(self._folder), "GTK_IM_MODULE": self.module}
        self.env.pop("IBUS_ADDRESS", None)

    def __enter__(self):
        self._configure()
        with open(self._folder / "log", "wb") as log:
            self._process = subprocess.Popen(self.command, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_until(self._is_ready, f"{self.command[0]} to answer", 20)
        return self

    def __exit__(self, *_):
        self._process.terminate()
        try:
            self._process.wait(5 * SCALE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def messages(self):
        return (self._folder / "log").read_text(errors="replace")

    def _ask(self, *command):
        """What it prints; some of these commands fail although they have done it."""
        assert self._process.poll() is None, f"{self.command[0]} ended: {self.messages()[-1000:]}"
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=False).stdout.strip()

    def _configure(self):
        pass


class Ibus(_Server):
    module = "ibus"
    # Settings in memory, as the display's own have them; the panel shows the candidates.
    command = ["ibus-daemon", "--emoji-extension=disable", "--config=/usr/libexec/ibus-memconf"]

    def _is_ready(self):
        address = self._ask("ibus", "address")
        if not address.startswith("unix:"):
            return False
        self.env["IBUS_ADDRESS"] = address  # the program under test has another folder for its settings
        return True

    def engage(self):
        def is_pinyin():
            self._ask("ibus", "engine", "libpinyin")
            return self._ask("ibus", "engine") == "libpinyin"
        wait_until(is_pinyin, "libpinyin to be ibus's engine", 20)


class Fcitx(_Server):
    module = "fcitx"
    # What it draws on the screen is its own; what would ask the desktop or show itself is not wanted.
    command = ["fcitx5", "--disable=notificationitem,notifications,wayland,waylandim,ibusfrontend,kimpanel"]
    profile = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""

    def _configure(self):
        (self._folder / "fcitx5").mkdir()
        (self._folder / "fcitx5/profile").write_text(self.profile)

    def _is_ready(self):
        return self._ask("fcitx5-remote") in {"0", "1", "2"}

    def engage(self):
        def is_pinyin():
            self._ask("fcitx5-remote", "-s", "pinyin")
            return self._ask("fcitx5-remote", "-n") == "pinyin"
        wait_until(is_pinyin, "pinyin to be fcitx's input method", 20)
