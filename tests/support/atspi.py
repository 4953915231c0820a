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
import collections
import os
import re

import gi

gi.require_version("Atspi", "2.0")
import pyatspi  # noqa: E402
from gi.repository import Atspi, Gio, GLib  # noqa: E402

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


# --- looking at everything at once: a question at a time, a window of 700 nodes takes seconds ---

Seen = collections.namedtuple("Seen", "chain paths role name box")
Seen.__doc__ = """A node as it was when the window was looked at. chain: its place among its parent's children, and so on down
from the root; paths: the same as names on the bus; box: (x, y, width, height) in the window, or None."""

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_bus = None


def address():
    """Of the bus on which the windows tell what they show."""
    return os.environ.get("AT_SPI_BUS_ADDRESS") or Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
        "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, 3000).unpack()[0]


def _connection():
    global _bus  # pylint: disable=global-statement
    if _bus is None:
        flags = Gio.DBusConnectionFlags
        _bus = Gio.DBusConnection.new_for_address_sync(
            address(), flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)
    return _bus


def _ask_all(owner, questions):
    """Sends all (path, interface, method, parameters) before it waits; None stands for an answer that failed."""
    context, answers, waiting = GLib.MainContext.new(), [None] * len(questions), [len(questions)]

    def answered(connection, result, index):
        try:
            answers[index] = connection.call_finish(result).unpack()
        except GLib.Error:
            pass  # it vanished, or has no such interface
        waiting[0] -= 1

    connection = _connection()
    context.push_thread_default()
    try:
        for index, (path, interface, method, parameters) in enumerate(questions):
            connection.call(owner, path, interface, method, parameters, None, 0, 3000, None, answered, index)
        while waiting[0]:
            context.iteration(True)
    finally:
        context.pop_thread_default()
    return answers


def look(root, visible=False):
    """Everything from root down in reading order, as Seen: level by level, each level in one breath. visible: what is
    below a widget that takes no room is not asked for."""
    owner, level, found = root.app.bus_name, [((), (root.path,))], []
    name = GLib.Variant("(ss)", (_ACCESSIBLE, "Name"))
    window = GLib.Variant("(u)", (pyatspi.WINDOW_COORDS,))
    while level:
        questions = []
        for _, (*_, path) in level:
            questions += [(path, _ACCESSIBLE, "GetChildren", None), (path, _ACCESSIBLE, "GetRole", None),
                          (path, "org.freedesktop.DBus.Properties", "Get", name),
                          (path, "org.a11y.atspi.Component", "GetExtents", window)]
        answers, below = iter(_ask_all(owner, questions)), []
        for chain, paths in level:
            children_, role, name_, box = (answer and answer[0] for answer in [next(answers) for _ in range(4)])
            if role is None:
                continue
            found.append(Seen(chain, paths, Atspi.role_get_name(Atspi.Role(role)), name_ or "", box))
            if visible and not _is_shown(found[-1]):
                continue
            below += [(chain + (index,), paths + (child,)) for index, (child_owner, child) in enumerate(children_ or [])
                      if child_owner == owner]
        level = below
    return sorted(found)


def node_of(root, seen):
    """The node itself, to be read or pressed; None when it is no longer there."""
    node = root
    for path in seen.paths[1:]:
        below = list(children(node))
        # Asked for one child, a GtkStack gives a page, and the page the widget; asked for all, it gives the widgets.
        node = next((child for child in below if child.path == path), None) or next(
            (child for page in below for child in children(page) if child.path == path), None)
        if node is None:
            return None
    return node


def _is_shown(seen):
    return seen.role == "application" or seen.box is None or (seen.box[2] > 0 and seen.box[3] > 0)


def _matches(seen, role, name, visible):
    if role and (seen.role not in role if isinstance(role, set) else seen.role != role):
        return False
    if isinstance(name, re.Pattern):
        if not name.search(seen.name):
            return False
    elif name is not None and seen.name != name:
        return False
    return not visible or _is_shown(seen)


def find_all(root, role=None, name=None, visible=True):
    """All matching nodes as they are now; no waiting. role is a name or a set of names."""
    nodes = [node_of(root, seen) for seen in look(root, visible) if _matches(seen, role, name, visible)]
    return [node for node in nodes if node is not None]


def find_now(root, role=None, name=None, visible=True):
    """The first matching node, or None."""
    seen = next((seen for seen in look(root, visible) if _matches(seen, role, name, visible)), None)
    return seen and node_of(root, seen)


_found = {}


def _still_matches(node, role, name, visible):
    try:
        component = node.queryComponent() if visible else None
        box = component.getExtents(pyatspi.WINDOW_COORDS) if component else None
        return _matches(Seen((), (), node.getRoleName(), node.name or "", box and (box.x, box.y, box.width, box.height)),
                        role, name, visible)
    except (GLib.Error, NotImplementedError):
        return False  # it has gone


def find(root, role=None, name=None, visible=True, timeout=LONGEST):
    """The first matching node, once there is one. What was found before is looked at before everything else is."""
    key = (root.app.bus_name, root.path, str(role), name, visible)
    node = _found.get(key)
    if node is None or not _still_matches(node, role, name, visible):
        node = wait_until(lambda: find_now(root, role, name, visible), f"{role or 'a widget'} named {name!r}", timeout)
        _found[key] = node
    return node


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


def texts(root):
    """[(text, Seen)] of everything visible below root that says something. Of a label it is the text: GTK 4.8 tells the
    name that it had when it was first asked."""
    shown = [seen for seen in look(root, visible=True) if _is_shown(seen)]
    whole = GLib.Variant("(ii)", (0, 2**31 - 1))  # -1 is nothing to a GtkLabel
    answers = iter(_ask_all(root.app.bus_name, [(seen.paths[-1], "org.a11y.atspi.Text", "GetText", whole)
                                                for seen in shown if seen.role == "label"]))
    return [((next(answers) or [""])[0] if seen.role == "label" else seen.name, seen) for seen in shown]


def says(root, pattern):
    """Whether something visible below root matches a compiled pattern now."""
    return any(pattern.search(words) for words, _ in texts(root))


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
