# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader sees of a GTK 4 window, for tests: find, read, press, write.

    galley = application("galley")
    press(find(galley, "push button", "New Article"))
    set_text(find(galley, "text", "Headline"), "南湖区今年首个开工项目")

Every find polls until it succeeds, at most ten seconds. Roles are AT-SPI's names ("push button", "text", "label",
"frame", "list item"); names are exact strings or compiled patterns. GTK 4.8 has gaps, all worked round here or said:
check buttons and list rows have no action (click them), GtkEntry needs an explicit length,
hidden twins of dialog buttons have no size, positions are those of the window (at 0,0 without a window manager).

It speaks to the window over the bus by itself. libatspi keeps a picture of its own of what is where, and of a dialog that
comes soon after another has gone it gives the application instead.
"""
import collections
import functools
import os
import re

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

from waiting import LONGEST, SCALE, wait_until  # noqa: E402

# GTK draws this border round a window when nothing composes the screen; extents begin inside it.
BORDER = 5

_ACCESSIBLE, _ACTION, _COMPONENT, _EDITABLE, _TEXT = (
    "org.a11y.atspi." + name for name in ("Accessible", "Action", "Component", "EditableText", "Text"))
_PROPERTIES = "org.freedesktop.DBus.Properties"
_IN_WINDOW = GLib.Variant("(u)", (int(Atspi.CoordType.WINDOW),))
_MOST_WAIT = int(10000 * SCALE)


def address():
    """Of the bus on which the windows tell what they show."""
    return os.environ.get("AT_SPI_BUS_ADDRESS") or Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
        "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, _MOST_WAIT).unpack()[0]


@functools.cache
def connection():
    """To that bus."""
    flags = Gio.DBusConnectionFlags
    return Gio.DBusConnection.new_for_address_sync(
        address(), flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)


class Node(collections.namedtuple("Node", "owner path")):
    """Something that the program named owner shows, by its name on the bus. What it says is what is so now. GLib.Error
    when it has gone."""

    def call(self, interface, method, parameters=None):
        return connection().call_sync(self.owner, self.path, interface, method, parameters, None, 0, _MOST_WAIT).unpack()

    def get(self, interface, name):
        return self.call(_PROPERTIES, "Get", GLib.Variant("(ss)", (interface, name)))[0]

    @functools.cache  # pylint: disable=method-cache-max-size-none
    def interfaces(self):
        """They stay the same as long as it lives, and no name is given twice."""
        return self.call(_ACCESSIBLE, "GetInterfaces")[0]

    def has(self, interface):
        return interface in self.interfaces()

    @property
    def name(self):
        return self.get(_ACCESSIBLE, "Name")

    @property
    def role(self):
        return _role_name(self.call(_ACCESSIBLE, "GetRole")[0])

    @property
    def parent(self):
        return Node(*self.get(_ACCESSIBLE, "Parent"))

    @property
    def children(self):
        """Those that the same program shows."""
        return [Node(owner, path) for owner, path in self.call(_ACCESSIBLE, "GetChildren")[0] if owner == self.owner]


REGISTRY = Node("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
_DESKTOP = Node(REGISTRY.owner, "/org/a11y/atspi/accessible/root")
_BUS = Node("org.freedesktop.DBus", "/org/freedesktop/DBus")


@functools.cache
def _role_name(role):
    return Atspi.role_get_name(Atspi.Role(role))


def application(name=None, pid=None, timeout=LONGEST):
    """The application of that name or process, once it has a window."""
    def is_it(app):
        if name and app.name != name:
            return False
        if pid and _BUS.call(_BUS.owner, "GetConnectionUnixProcessID", GLib.Variant("(s)", (app.owner,)))[0] != pid:
            return False
        return bool(app.children)

    def look_for_it():
        applications = [Node(*child) for child in _DESKTOP.call(_ACCESSIBLE, "GetChildren")[0]]
        for app in applications:
            try:
                if is_it(app):
                    return app
            except GLib.Error:
                continue  # it is just going
        return None
    return wait_until(look_for_it, f"the application {name or pid}", timeout)


def walk(node):
    """The node and everything below it, in reading order; what vanishes meanwhile is left out."""
    yield node
    try:
        below = node.children
    except GLib.Error:
        return
    for child in below:
        try:
            yield from walk(child)
        except GLib.Error:
            continue


# --- looking at everything at once: a question at a time, a window of 700 nodes takes seconds ---

Seen = collections.namedtuple("Seen", "chain node role name box")
Seen.__doc__ = """A node as it was when the window was looked at. chain: its place among its parent's children, and so on down
from the root; box: (x, y, width, height) in the window, or None."""


def _ask_all(questions):
    """Sends all (node, interface, method, parameters) before it waits; None stands for an answer that failed."""
    context, answers, waiting = GLib.MainContext.new(), [None] * len(questions), [len(questions)]

    def answered(bus, result, index):
        try:
            answers[index] = bus.call_finish(result).unpack()
        except GLib.Error:
            pass  # it vanished, or has no such interface
        waiting[0] -= 1

    context.push_thread_default()
    try:
        for index, (node, interface, method, parameters) in enumerate(questions):
            connection().call(*node, interface, method, parameters, None, 0, _MOST_WAIT, None, answered, index)
        while waiting[0]:
            context.iteration(True)
    finally:
        context.pop_thread_default()
    return answers


def look(root, visible=False):
    """Everything from root down in reading order, as Seen: level by level, each level in one breath. visible: what is
    below a widget that takes no room is not asked for."""
    level, found = [((), root)], []
    name = GLib.Variant("(ss)", (_ACCESSIBLE, "Name"))
    while level:
        questions = []
        for _, node in level:
            questions += [(node, _ACCESSIBLE, "GetChildren", None), (node, _ACCESSIBLE, "GetRole", None),
                          (node, _PROPERTIES, "Get", name), (node, _COMPONENT, "GetExtents", _IN_WINDOW)]
        answers, below = iter(_ask_all(questions)), []
        for chain, node in level:
            children, role, name_, box = (answer and answer[0] for answer in [next(answers) for _ in range(4)])
            if role is None:
                continue
            found.append(Seen(chain, node, _role_name(role), name_ or "", box))
            if visible and not _is_shown(found[-1]):
                continue
            below += [(chain + (index,), Node(owner, path)) for index, (owner, path) in enumerate(children or [])
                      if owner == root.owner]
        level = below
    return sorted(found)


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
    return [seen.node for seen in look(root, visible) if _matches(seen, role, name, visible)]


def find_now(root, role=None, name=None, visible=True):
    """The first matching node, or None."""
    return next((seen.node for seen in look(root, visible) if _matches(seen, role, name, visible)), None)


_found = {}


def _still_matches(node, role, name, visible):
    try:
        box = extents(node) if visible and node.has(_COMPONENT) else None
        return _matches(Seen((), node, node.role, node.name, box), role, name, visible)
    except GLib.Error:
        return False  # it has gone


def find(root, role=None, name=None, visible=True, timeout=LONGEST):
    """The first matching node, once there is one. What was found before is looked at before everything else is."""
    key = (root, str(role), name, visible)
    node = _found.get(key)
    if node is None or not _still_matches(node, role, name, visible):
        node = wait_until(lambda: find_now(root, role, name, visible), f"{role or 'a widget'} named {name!r}", timeout)
        _found[key] = node
    return node


def wait_gone(root, role=None, name=None, timeout=LONGEST):
    wait_until(lambda: not find_all(root, role, name), f"{role or 'a widget'} named {name!r} to go", timeout)


def extents(node):
    """(x, y, width, height) in its window."""
    return node.call(_COMPONENT, "GetExtents", _IN_WINDOW)[0]


def description(node):
    """What is to be known of it besides its name."""
    return node.get(_ACCESSIBLE, "Description")


def is_visible(node):
    if not node.has(_COMPONENT):
        return True
    _, _, width, height = extents(node)
    return width > 0 and height > 0


def has_state(node, state):
    """state is a name without prefix: "sensitive", "focused", "checked", "expanded", "selected"."""
    words, bit = node.call(_ACCESSIBLE, "GetState")[0], int(getattr(Atspi.StateType, state.upper()))
    return bool(words[bit // 32] >> bit % 32 & 1)


def actions(node):
    if not node.has(_ACTION):
        return []
    return [node.call(_ACTION, "GetName", GLib.Variant("(i)", (index,)))[0] for index in range(node.get(_ACTION, "NActions"))]


def press(node, action=None):
    """Does the named action, or the first one. A menu button's action is its inner toggle's."""
    for candidate in walk(node):
        names = actions(candidate)
        if names and (action is None or action in names):
            index = names.index(action) if action else 0
            assert candidate.call(_ACTION, "DoAction", GLib.Variant("(i)", (index,)))[0], f"{describe(node)} refused"
            return
    raise AssertionError(f"{describe(node)} has no action {action or ''}: click it")


def text_node(node):
    """The node that holds the text: an entry row or a search entry keeps it in a child."""
    for candidate in walk(node):
        if candidate.has(_TEXT):
            return candidate
    raise AssertionError(f"{describe(node)} has no text")


def text(node):
    """The text of a label, an entry or a text view."""
    held = text_node(node)
    return held.call(_TEXT, "GetText", GLib.Variant("(ii)", (0, held.get(_TEXT, "CharacterCount"))))[0]


def texts(root):
    """[(text, Seen)] of everything visible below root that says something. Of a label it is the text: GTK 4.8 tells the
    name that it had when it was first asked."""
    shown = [seen for seen in look(root, visible=True) if _is_shown(seen)]
    whole = GLib.Variant("(ii)", (0, 2**31 - 1))  # -1 is nothing to a GtkLabel
    answers = iter(_ask_all([(seen.node, _TEXT, "GetText", whole) for seen in shown if seen.role == "label"]))
    return [((next(answers) or [""])[0] if seen.role == "label" else seen.name, seen) for seen in shown]


def says(root, pattern):
    """Whether something visible below root matches a compiled pattern now."""
    return any(pattern.search(words) for words, _ in texts(root))


def set_text(node, value):
    """Replaces the text of an entry or a text view in one step."""
    assert text_node(node).call(_EDITABLE, "SetTextContents", GLib.Variant("(s)", (value,)))[0], \
        f"{describe(node)} is not editable"


def caret(node):
    """In characters."""
    return text_node(node).get(_TEXT, "CaretOffset")


def describe(node):
    return f"[{node.role}] {node.name!r}"


def dump(root):
    """The visible tree as indented text, to be read when a test fails."""
    lines = []

    def add(node, depth):
        if is_visible(node):
            lines.append("  " * depth + describe(node) + " " + " ".join(map(str, actions(node))))
        for child in node.children:
            add(child, depth + 1)
    add(root, 0)
    return "\n".join(lines)
