#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""drag_files.py FILE-OF-PATHS: a small window from which those files can be dragged, as a file manager would.

It prints "begun", "taken" or "left" when the pointer is over somebody who takes them or no longer, and, when the drag has
ended, "done" or "refused", and goes. FilesToDrag starts it and drags."""
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
        window = wait_until(lambda: keys.windows(self.process.pid), "the other program's window")[0]
        _, height = keys.screen_size()
        top = height - 268
        keys.move_window(window, 0, top)
        keys.drag((100, top + 60), place, lambda: "begun" in self.said, lambda: self.said[-1] == "taken")

    def wait(self, timeout=10):
        """How the drag ended."""
        self.process.wait(timeout)
        self.listener.join(timeout)
        return self.said[-1]


def main():
    gi.require_version("Gdk", "4.0")
    gi.require_version("Gtk", "4.0")
    from gi.repository import Gdk, Gio, Gtk

    paths = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    files = [Gio.File.new_for_path(path) for path in paths]
    application = Gtk.Application()

    def say(word):
        print(word, flush=True)

    def finish(word):
        say(word)
        application.quit()

    def begin(_source, drag):
        drag.connect("notify::selected-action", lambda *_: say("taken" if drag.get_selected_action() else "left"))
        say("begun")

    def activate(app):
        source = Gtk.DragSource(actions=Gdk.DragAction.COPY,
                                content=Gdk.ContentProvider.new_for_value(Gdk.FileList.new_from_list(files)))
        source.connect("drag-begin", begin)
        source.connect("drag-end", lambda *_: finish("done"))
        source.connect("drag-cancel", lambda *_: finish("refused"))
        label = Gtk.Label(label="drag")
        label.add_controller(source)
        window = Gtk.ApplicationWindow(application=app, title="drag", default_width=200, default_height=100, child=label)
        window.present()

    application.connect("activate", activate)
    application.run([])


if __name__ == "__main__":
    main()
