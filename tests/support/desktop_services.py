# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop offers over D-Bus and a test needs in its hand: the sleep of logind, the end of a session, and
notifications.

    with Logind() as logind:                    in place of the real one; programs find it as their system bus:
        app.env["DBUS_SYSTEM_BUS_ADDRESS"] = logind.address
        logind.wait_inhibited()
        logind.fall_asleep()                    tells everybody, and waits until nobody holds it back any more

    with SessionManager() as session:           in place of the desktop's
        session.end("org.example.Program")      asks it, waits for its answer, and tells it to go

    with Notifications() as notifications:      takes what programs of this session notify of
        title, body = notifications.wait_for(re.compile("…"))
        notifications.click()
"""
import os
import select
import threading

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

from waiting import SCALE, wait_until  # noqa: E402


class Service:
    """One object under one name, served by a thread of its own."""

    def __init__(self, name, path, xml):
        self.name, self.path, self.address = name, path, os.environ["DBUS_SESSION_BUS_ADDRESS"]
        self._interface = Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0]
        self._context, self._loop, self.bus = GLib.MainContext(), None, None
        self._ready, self._failure = threading.Event(), None
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(10 * SCALE), f"{self.name} did not start"
        assert self._failure is None, self._failure
        return self

    def __exit__(self, *_):
        self._context.invoke_full(0, self._loop.quit)
        self._thread.join()
        self.bus.close_sync(None)

    def _serve(self):
        self._context.push_thread_default()
        try:
            self._loop = GLib.MainLoop(self._context)
            flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
            self.bus = Gio.DBusConnection.new_for_address_sync(self.address, flags, None, None)
            self.bus.register_object(self.path, self._interface, self._called, None, None)
            owned = self._bus_call("RequestName", GLib.Variant("(su)", (self.name, 4)))[0]
            assert owned == 1, f"{self.name} has another owner"
        except Exception as error:  # pylint: disable=broad-except
            self._failure = error
        self._ready.set()
        if self._failure is None:
            self._loop.run()
        self._context.pop_thread_default()

    def _bus_call(self, method, parameters):
        return self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
                                  parameters, None, 0, int(5000 * SCALE), None).unpack()

    def _called(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        getattr(self, "on_" + method.lower())(parameters.unpack(), invocation)

    def emit(self, signal, parameters):
        self.bus.emit_signal(None, self.path, self._interface.name, signal, parameters)
        self.bus.flush_sync(None)


class Logind(Service):
    XML = """<node><interface name="org.freedesktop.login1.Manager">
      <method name="Inhibit"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
        <arg type="s" direction="in"/><arg type="h" direction="out"/></method>
      <signal name="PrepareForSleep"><arg type="b"/></signal></interface></node>"""

    def __init__(self):
        super().__init__("org.freedesktop.login1", "/org/freedesktop/login1", self.XML)
        self.asked, self._held = [], []

    def on_inhibit(self, asked, invocation):
        ours, theirs = os.pipe()
        self.asked.append(asked)
        self._held.append(ours)
        invocation.return_value_with_unix_fd_list(GLib.Variant("(h)", (0,)), Gio.UnixFDList.new_from_array([theirs]))

    def wait_inhibited(self):
        wait_until(lambda: self._held, "somebody to hold sleep back")

    def fall_asleep(self, timeout=5):
        """Returns the moment nobody holds it back; fails when somebody does for longer than logind would wait."""
        self.emit("PrepareForSleep", GLib.Variant("(b)", (True,)))
        for held in self._held:
            assert select.select([held], [], [], timeout * SCALE)[0], f"sleep was held back for {timeout} s"
            assert os.read(held, 1) == b"", "an inhibitor is closed, not written to"

    def wake_up(self):
        while self._held:
            os.close(self._held.pop())
        self.emit("PrepareForSleep", GLib.Variant("(b)", (False,)))


class SessionManager(Service):
    XML = """<node><interface name="org.gnome.SessionManager">
      <method name="RegisterClient"><arg type="s" direction="in"/><arg type="s" direction="in"/>
        <arg type="o" direction="out"/></method>
      <method name="UnregisterClient"><arg type="o" direction="in"/></method>
      <method name="Inhibit"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
        <arg type="u" direction="in"/><arg type="u" direction="out"/></method>
      <method name="Uninhibit"><arg type="u" direction="in"/></method></interface></node>"""
    CLIENT_XML = """<node><interface name="org.gnome.SessionManager.ClientPrivate">
      <method name="EndSessionResponse"><arg type="b" direction="in"/><arg type="s" direction="in"/></method>
      <signal name="QueryEndSession"><arg type="u"/></signal><signal name="EndSession"><arg type="u"/></signal>
      <signal name="CancelEndSession"/><signal name="Stop"/></interface></node>"""

    def __init__(self):
        super().__init__("org.gnome.SessionManager", "/org/gnome/SessionManager", self.XML)
        self.clients, self.answers, self._count = {}, [], 0

    def on_registerclient(self, asked, invocation):
        interface = Gio.DBusNodeInfo.new_for_xml(self.CLIENT_XML).interfaces[0]
        self._count += 1
        client = f"{self.path}/Client{self._count}"
        self.bus.register_object(client, interface, self._called, None, None)
        self.clients[asked[0]] = client
        invocation.return_value(GLib.Variant("(o)", (client,)))

    def on_unregisterclient(self, _asked, invocation):
        invocation.return_value(None)

    def on_inhibit(self, _asked, invocation):
        invocation.return_value(GLib.Variant("(u)", (1,)))

    def on_uninhibit(self, _asked, invocation):
        invocation.return_value(None)

    def on_endsessionresponse(self, asked, invocation):
        self.answers.append(asked)
        invocation.return_value(None)

    def _tell(self, client, signal):
        self.bus.emit_signal(None, client, "org.gnome.SessionManager.ClientPrivate", signal,
                             GLib.Variant("(u)", (0,)))
        self.bus.flush_sync(None)

    def end(self, name):
        """As at a logout that nobody forbids. Once: the next start registers anew."""
        wait_until(lambda: name in self.clients, f"{name} to register with the session")
        client, count = self.clients.pop(name), len(self.answers)
        self._tell(client, "QueryEndSession")
        wait_until(lambda: len(self.answers) > count, "an answer to the question")
        assert self.answers[-1][0], f"the end was refused: {self.answers[-1]}"
        self._tell(client, "EndSession")


class Notifications(Service):
    XML = """<node><interface name="org.freedesktop.Notifications">
      <method name="GetCapabilities"><arg type="as" direction="out"/></method>
      <method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
        <arg type="s" direction="out"/><arg type="s" direction="out"/></method>
      <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
        <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
        <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
      <method name="CloseNotification"><arg type="u" direction="in"/></method>
      <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
      <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal></interface></node>"""

    def __init__(self):
        super().__init__("org.freedesktop.Notifications", "/org/freedesktop/Notifications", self.XML)
        self.shown, self.closed = [], []

    def on_getcapabilities(self, _asked, invocation):
        invocation.return_value(GLib.Variant("(as)", (["body", "actions"],)))

    def on_getserverinformation(self, _asked, invocation):
        invocation.return_value(GLib.Variant("(ssss)", ("test", "galley", "1", "1.2")))

    def on_notify(self, asked, invocation):
        self.shown.append((asked[3], asked[4], asked[5]))
        invocation.return_value(GLib.Variant("(u)", (len(self.shown),)))

    def on_closenotification(self, asked, invocation):
        self.closed.append(asked[0])
        invocation.return_value(None)

    def wait_for(self, title, timeout=10):
        """(title, body) of the notification whose title matches a compiled pattern."""
        return wait_until(lambda: next((shown[:2] for shown in self.shown if title.search(shown[0])), None),
                          f"a notification {title.pattern}", timeout)

    def click(self):
        """On the newest one."""
        self.emit("ActionInvoked", GLib.Variant("(us)", (len(self.shown), "default")))
