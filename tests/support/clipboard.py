# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program that has the clipboard: what it offers, and what it gets.

    with Owner({"text/html": "<b>a</b>", "text/plain;charset=utf-8": "a"}):     offers until it is left
        keys.key("ctrl+v")
    offers()                                            the types that the present owner offers
    read("text/html")                                   what it gives for one, as bytes

Each is a process of its own, as a word processor or a browser would be: a program asks itself otherwise than others.
Run as a program it is that process.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys

LONGEST = 20 * float(os.environ.get("GALLEY_BUDGET_SCALE", "1"))


def _start(*args, **more):
    return subprocess.Popen(["/usr/bin/python3", str(pathlib.Path(__file__).resolve()), *args], stdout=subprocess.PIPE,
                            **more)


class Owner:
    """Offers forms, a dictionary of type and text or bytes. A number N gives that many bytes of text."""

    def __init__(self, forms):
        self._forms = {kind: form if isinstance(form, int) else
                       (form.encode() if isinstance(form, str) else form).hex() for kind, form in forms.items()}
        self._process = None

    def __enter__(self):
        self._process = _start("own", stdin=subprocess.PIPE)
        self._process.stdin.write(json.dumps(self._forms).encode() + b"\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == b"owned\n", "nobody owns the clipboard"
        return self

    def hang(self):
        """From now on it answers nobody, as a program that hangs."""
        self._process.send_signal(signal.SIGSTOP)

    def kill(self):
        """It ends without a word: what it was asked for is never answered."""
        self._process.kill()
        self._process.wait(LONGEST)

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGCONT)
        self._process.stdin.close()
        self._process.wait(LONGEST)
        self._process.stdout.close()


def _ask(*args):
    process = _start(*args)
    out = process.communicate(timeout=LONGEST)[0]
    assert process.returncode == 0, f"the clipboard did not answer {args}"
    return out


def offers():
    return _ask("offers").decode().split()


def read(kind):
    return _ask("read", kind)


def _own(gdk, glib, clipboard):
    forms = json.loads(sys.stdin.readline())
    contents = {kind: b"a" * form if isinstance(form, int) else bytes.fromhex(form) for kind, form in forms.items()}
    clipboard.set_content(gdk.ContentProvider.new_union(
        [gdk.ContentProvider.new_for_bytes(kind, glib.Bytes.new(content)) for kind, content in contents.items()]))
    print("owned", flush=True)
    loop = glib.MainLoop()
    glib.io_add_watch(sys.stdin, glib.PRIORITY_DEFAULT, glib.IOCondition.HUP | glib.IOCondition.IN,
                      lambda *_: loop.quit())
    loop.run()


def _read(glib, gio, clipboard, kind):
    loop = glib.MainLoop()

    out = gio.MemoryOutputStream.new_resizable()

    def opened(_clipboard, answer):
        stream, _ = clipboard.read_finish(answer)
        out.splice_async(stream, gio.OutputStreamSpliceFlags.CLOSE_TARGET, glib.PRIORITY_DEFAULT, None, spliced)

    def spliced(_out, answer):
        out.splice_finish(answer)
        loop.quit()
    clipboard.read_async([kind], glib.PRIORITY_DEFAULT, None, opened)
    loop.run()
    sys.stdout.buffer.write(out.steal_as_bytes().get_data())


def _main():
    import gi
    gi.require_version("Gdk", "4.0")
    gi.require_version("Gtk", "4.0")
    from gi.repository import Gdk, Gio, GLib, Gtk
    Gtk.init()
    clipboard = Gdk.Display.get_default().get_clipboard()
    if sys.argv[1] == "own":
        _own(Gdk, GLib, clipboard)
        return
    # What others offer is known a moment after the start.
    context = GLib.MainContext.default()
    while not clipboard.get_formats().get_mime_types():
        context.iteration(True)
    if sys.argv[1] == "offers":
        print(*clipboard.get_formats().get_mime_types())
    else:
        _read(GLib, Gio, clipboard, sys.argv[2])


if __name__ == "__main__":
    _main()
