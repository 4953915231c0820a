# SPDX-License-Identifier: GPL-3.0-or-later
"""Started by its name, as a desktop does with a program that is D-Bus activatable: nobody runs it, the bus does."""
import os
import pathlib
import subprocess

import screen
from app import BUILD, NAME, PATH, PROGRAM, uninstalled
from gi.repository import Gio, GLib
from tap import Tap
from waiting import wait_until

tap = Tap()
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
services = pathlib.Path(os.environ["GALLEY_TEST_DISPLAY"]) / "services"


def call(name, path, interface, method, parameters=None):
    return bus.call_sync(name, path, interface, method, parameters, None, 0, 30000).unpack()


def tell_bus(method, parameters=None):
    return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, parameters)


def windows():
    done = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "galley"], capture_output=True, text=True,
                          check=False)
    return [window for window in done.stdout.split() if not screen.is_popup(int(window))]


@tap.case("the bus knows how to start it", needed=True)
def _():
    service = (BUILD / f"data/{NAME}.service").read_text(encoding="utf-8")
    line = next(line for line in service.splitlines() if line.startswith("Exec="))
    installed = line.removeprefix("Exec=").split()[0]
    (services / f"{NAME}.service").write_text(service.replace(installed, PROGRAM), encoding="utf-8")
    environment = {name: value for name, value in uninstalled().items() if name.startswith(("GALLEY_", "GSETTINGS_"))}
    tell_bus("UpdateActivationEnvironment", GLib.Variant("(a{ss})", (environment,)))
    tell_bus("ReloadConfig")
    assert NAME in tell_bus("ListActivatableNames")[0] and NAME not in tell_bus("ListNames")[0]


@tap.case("asked for, it comes with a window", needed=True)
def _():
    call(NAME, PATH, "org.freedesktop.Application", "Activate", GLib.Variant("(a{sv})", ({},)))
    wait_until(lambda: len(windows()) == 1, "its window")


@tap.case("asked for again, it shows the same one")
def _():
    call(NAME, PATH, "org.freedesktop.Application", "Activate", GLib.Variant("(a{sv})", ({},)))
    done = subprocess.run([PROGRAM], env=uninstalled(), capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    assert len(windows()) == 1, windows()


@tap.case("an action by its name: it goes")
def _():
    call(NAME, PATH, "org.freedesktop.Application", "ActivateAction", GLib.Variant("(sava{sv})", ("quit", [], {})))
    # The bus is told first, and its window goes with its connection.
    wait_until(lambda: NAME not in tell_bus("ListNames")[0] and not windows(), "the program to end")


tap.done()
