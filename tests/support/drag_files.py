#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""drag_files.py FILE-OF-PATHS: a small window from which those files can be dragged, as a file manager would.

It prints "ready" when it is on the screen, "begun", "taken" or "left" when the pointer is over somebody who takes them or no
longer, and, when the drag has ended, "done" or "refused". FilesToDrag starts it, drags, and ends it."""
import pathlib
import subprocess
import sys
import threading

import gi


class FilesToDrag:
    """The other program, from a test on the display under test.

        with FilesToDrag(folder, paths) as files:
            files.drop((640, 400))
            assert files.wait() == "done"
    """
    UNDER_WAY = ("begun", "taken", "left")
    ENDED = ("done", "refused")

    def __init__(self, folder, paths):
        self.names = pathlib.Path(folder) / "names"
        self.names.write_text("\n".join(map(str, paths)), encoding="utf-8")
        self.said = []

    def __enter__(self):
        self.process = subprocess.Popen(["/usr/bin/python3", __file__, str(self.names)], stdout=subprocess.PIPE, text=True)
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def _listen(self):
        for line in self.process.stdout:
            self.said.append(line.strip())

    def drop(self, place):
        """Drags them from the window, which is put into the lower left corner, and lets them go there."""
        import keys
        from waiting import wait_until
        wait_until(self.last, "the other program on the screen")
        window = wait_until(lambda: keys.windows(self.process.pid), "the other program's window")[0]
        _, height = keys.screen_size()
        top = height - 268
        keys.move_window(window, 0, top)
        keys.drag((100, top + 60), place, lambda: self.last() in self.UNDER_WAY, lambda: self.last() == "taken")

    def last(self):
        """What it said last, or None."""
        return self.said[-1] if self.said else None

    def has_ended(self):
        return self.last() in self.ENDED

    def wait(self):
        """How the drag ended."""
        from waiting import wait_until
        wait_until(self.has_ended, "the end of the drag")
        return self.last()


def main():
    gi.require_version("Gdk", "4.0")
    gi.require_version("Gtk", "4.0")
    from gi.repository import Gdk, Gio, Gtk

    paths = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    files = [Gio.File.new_for_path(path) for path in paths]
    application = Gtk.Application()

    def say(word):
        print(word, flush=True)

    def begin(_source, drag):
        drag.connect("notify::selected-action", lambda *_: say("taken" if drag.get_selected_action() else "left"))
        drag.connect("dnd-finished", lambda *_: say("done"))
        drag.connect("cancel", lambda *_: say("refused"))
        say("begun")

    def tell_when_painted(window):
        def painted(clock):
            clock.disconnect(handler)
            say("ready")
        handler = window.get_frame_clock().connect("after-paint", painted)

    def activate(app):
        source = Gtk.DragSource(actions=Gdk.DragAction.COPY,
                                content=Gdk.ContentProvider.new_for_value(Gdk.FileList.new_from_list(files)))
        source.connect("drag-begin", begin)
        label = Gtk.Label(label="drag")
        label.add_controller(source)
        window = Gtk.ApplicationWindow(application=app, title="drag", default_width=200, default_height=100, child=label)
        window.connect("map", tell_when_painted)
        window.present()

    application.connect("activate", activate)
    application.run([])


if __name__ == "__main__":
    main()
