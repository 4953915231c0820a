# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader sees of a GTK 4 window, for tests: find, read, press, write.

    galley = application("galley")
    press(find(galley, "push button", "New Article"))
    set_text(find(galley, "text", "Headline"), "南湖区今年首个开工项目")

Every find polls until it succeeds, at most ten seconds. Roles are AT-SPI's names ("push button", "text", "label",
"frame", "list item"); names are exact strings or compiled patterns. GTK 4.8 has gaps, all worked round here or said:
check buttons and list rows have no action (click them), insertText counts bytes, GtkEntry needs an explicit length,
hidden twins of dialog buttons have no size, positions are those of the window (at 0,0 without a window manager).
Import it on the display under test: pyatspi connects to the bus at import.
"""
import re

import gi

gi.require_version("Atspi", "2.0")
import pyatspi  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402

from waiting import LONGEST, wait_until  # noqa: E402

# GTK draws this border round a window when nothing composes the screen; extents begin inside it.
BORDER = 5

# A test compares what is there now, not what was there when it looked last.
_desktop = pyatspi.Registry.getDesktop(0)
Atspi.Accessible.set_cache_mask(_desktop, Atspi.Cache.NONE)
Atspi.set_timeout(3000, 10000)


def application(name=None, pid=None, timeout=LONGEST):
    """The application of that name or process, once it has a window."""
    def look():
        for index in range(_desktop.childCount):
            app = _desktop.getChildAtIndex(index)
            if app is None or (name and app.name != name) or (pid and app.get_process_id() != pid):
                continue
            if app.childCount:
                return app
        return None
    return wait_until(look, f"the application {name or pid}", timeout)


def children(node):
    for index in range(node.childCount):
        child = node.getChildAtIndex(index)
        # In place of a child that vanished at this moment the bus may give the desktop itself.
        if child is not None and child.getRole() not in (pyatspi.ROLE_DESKTOP_FRAME, pyatspi.ROLE_APPLICATION):
            yield child


def walk(node):
    """The node and everything below it, in reading order; what vanishes meanwhile is left out."""
    yield node
    try:
        below = list(children(node))
    except GLib.Error:
        return
    for child in below:
        try:
            yield from walk(child)
        except GLib.Error:
            continue


def _matches(node, role, name, visible):
    if role and node.getRoleName() != role:
        return False
    if isinstance(name, re.Pattern):
        if not name.search(node.name or ""):
            return False
    elif name is not None and node.name != name:
        return False
    return not visible or is_visible(node)


def find_all(root, role=None, name=None, visible=True):
    """All matching nodes as they are now; no waiting."""
    return [node for node in walk(root) if _matches(node, role, name, visible)]


def find(root, role=None, name=None, visible=True, timeout=LONGEST):
    """The first matching node, once there is one."""
    def look():
        return next((node for node in walk(root) if _matches(node, role, name, visible)), None)
    return wait_until(look, f"{role or 'a widget'} named {name!r}", timeout)


def wait_gone(root, role=None, name=None, timeout=LONGEST):
    wait_until(lambda: not find_all(root, role, name), f"{role or 'a widget'} named {name!r} to go", timeout)


def extents(node):
    """(x, y, width, height) in its window."""
    box = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    return box.x, box.y, box.width, box.height


def is_visible(node):
    if node.getRoleName() == "application":
        return True
    try:
        _, _, width, height = extents(node)
    except NotImplementedError:
        return True
    return width > 0 and height > 0


def has_state(node, state):
    """state is a name without prefix: "sensitive", "focused", "checked", "expanded", "selected"."""
    return node.getState().contains(getattr(pyatspi, "STATE_" + state.upper()))


def center(node):
    """The node's middle on the screen, for a window at 0,0 with GTK's own border."""
    x, y, width, height = extents(node)
    return x + width // 2 + BORDER, y + height // 2 + BORDER


def actions(node):
    try:
        action = node.queryAction()
    except NotImplementedError:
        return []
    return [action.getName(index) for index in range(action.nActions)]


def press(node, action=None):
    """Does the named action, or the first one. A menu button's action is its inner toggle's."""
    for candidate in walk(node):
        names = actions(candidate)
        if names and (action is None or action in names):
            assert candidate.queryAction().doAction(names.index(action) if action else 0), f"{node} refused"
            return
    raise AssertionError(f"{describe(node)} has no action {action or ''}: click it")


def text_node(node):
    """The node that holds the text: an entry row or a search entry keeps it in a child."""
    for candidate in walk(node):
        try:
            candidate.queryText()
            return candidate
        except NotImplementedError:
            continue
    raise AssertionError(f"{describe(node)} has no text")


def text(node):
    """The text of a label, an entry or a text view."""
    held = text_node(node).queryText()
    return held.getText(0, held.characterCount)


def words(node):
    """What a node says. Of a label it is the text: GTK 4.8 tells the name that it had when it was first asked."""
    if node.getRoleName() == "label":
        return text(node)
    return node.name or ""


def says(root, pattern):
    """Whether something visible below root matches a compiled pattern now."""
    return any(pattern.search(words(node)) for node in walk(root) if is_visible(node))


def set_text(node, value):
    """Replaces the text of an entry or a text view in one step."""
    assert text_node(node).queryEditableText().setTextContents(value), f"{describe(node)} is not editable"


def insert_text(node, position, value):
    """Inserts at a position counted in characters."""
    assert text_node(node).queryEditableText().insertText(position, value, len(value.encode()))


def caret(node):
    return text_node(node).queryText().caretOffset


def set_caret(node, position):
    assert text_node(node).queryText().setCaretOffset(position)


def describe(node):
    return f"[{node.getRoleName()}] {node.name!r}"


def dump(root):
    """The visible tree as indented text, to be read when a test fails."""
    lines = []

    def add(node, depth):
        if is_visible(node):
            lines.append("  " * depth + describe(node) + " " + " ".join(map(str, actions(node))))
        for child in children(node):
            add(child, depth + 1)
    add(root, 0)
    return "\n".join(lines)
