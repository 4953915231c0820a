#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""drag_files.py FILE-OF-PATHS: a small window from which those files can be dragged, as a file manager would.

When the drag has ended it prints "done", or "refused", and goes."""
import pathlib
import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, Gtk  # noqa: E402

files = [Gio.File.new_for_path(path) for path in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
application = Gtk.Application()


def finish(word):
    print(word, flush=True)
    application.quit()


def activate(app):
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY,
                            content=Gdk.ContentProvider.new_for_value(Gdk.FileList.new_from_list(files)))
    source.connect("drag-end", lambda *_: finish("done"))
    source.connect("drag-cancel", lambda *_: finish("refused"))
    label = Gtk.Label(label="drag")
    label.add_controller(source)
    window = Gtk.ApplicationWindow(application=app, title="drag", default_width=200, default_height=100, child=label)
    window.present()


application.connect("activate", activate)
application.run([])
