# SPDX-License-Identifier: GPL-3.0-or-later
"""Galley's window as somebody at a desk uses it: real keys and clicks, and reading what stands there.

    desk = Desk(app)
    desk.focus("Body"); type_text("南湖")
    desk.text("Headline")
    desk.press("push button", "Submit")

Names are the English ones; on a Chinese display they are looked up in Galley's own translation. Import it on the
display under test.
"""
import gettext
import itertools
import os
import re

import atspi
import keys
from app import BUILD
from newsroom import PASSWORD, Notes
from waiting import Waited, wait_until

FIELDS = ["Kicker", "Headline", "Subtitle", "Source", "Bylines", "Responsible Editor", "Body"]
DETAILS = ["Short Headline", "Summary", "Topic", "Channel", "Tags", "Origin"]
SCROLL_BAR = 16  # pixels; WebKit lays it over the page
TEXT_ROLES = {"text", "entry", "password text", "editbar"}


def comes_soon(predicate, what):
    """Whether it comes true within a second: what has to be done again can wait that long, and two clicks are no double one."""
    try:
        return wait_until(predicate, what, 1)
    except Waited:
        return False


class Desk:
    def __init__(self, app, user="*-*"):
        self.app, self.notes = app, Notes(app, user)
        self._translation = gettext.translation("galley", str(BUILD / "po"), [os.environ.get("LANG", "C")[:5]],
                                                fallback=True)

    def say(self, english):
        """Galley's own words in the display's language, without the mnemonic."""
        words = self._translation.gettext(english)
        return re.sub(r"\(_[A-Za-z]\)|_", "", words)

    def pattern(self, english):
        """The same as a pattern, with anything in the place of %s and %u; of a count the singular is asked for."""
        words = self.say(english)
        if words == english:
            words = self._translation.ngettext(english, english, 1)
        return re.compile(re.sub(r"%(\d\\\$)?[su]", ".+", re.escape(words)))

    def count(self, singular, plural, number):
        """The words for so many."""
        return self._translation.ngettext(singular, plural, number).replace("%u", str(number))

    def shown(self, english):
        """The same as a label shows them: "登录(S)"."""
        return self._translation.gettext(english).replace("_", "")

    # --- finding ---

    @property
    def window(self):
        return self.app.window()

    def frame(self):
        return atspi.find(self.window, "frame")

    def find(self, role=None, name=None, timeout=10):
        if isinstance(name, str):  # of a menu's item the name is what stands there, with the letter of its mnemonic
            name = self.shown(name) if role == "menu item" else self.say(name)
        return atspi.find(self.window, role, name, timeout=timeout)

    def button(self, english, root=None, timeout=10):
        """A button by its label. With a mnemonic, the name of the button has the label twice."""
        begin = re.escape(self._translation.gettext(english))
        return atspi.find(root or self.window, "push button", re.compile("^" + begin), timeout=timeout)

    def sees(self, words):
        """Whether a visible label or alert says that now."""
        return atspi.says(self.window, self.as_pattern(words))

    def wait_sees(self, words, timeout=10):
        wait_until(lambda: self.sees(words), f"the window to say {words}", timeout)

    def toasts(self):
        """Those that stand over the page, or still slide."""
        overlay = self.find(None, "GalleyFolding").parent.parent
        return [node for node in overlay.children if node.name == "AdwToastWidget"]

    def wait_toast(self, words, timeout=10):
        """A toast that says that. It stands for seconds, and a look at the whole window may take as long on a busy machine:
        nothing else is looked at."""
        words = self.as_pattern(words)
        wait_until(lambda: any(atspi.says(toast, words) for toast in self.toasts()), f"a toast {words.pattern}", timeout)

    def as_pattern(self, words):
        return words if isinstance(words, re.Pattern) else re.compile(re.escape(self.say(words)))

    def field(self, name, timeout=10, root=None):
        """The text field of that accessible name, in the window or below root."""
        return atspi.find(root or self.window, TEXT_ROLES, self.say(name), timeout=timeout)

    def text(self, name):
        return atspi.text(self.field(name))

    def field_is_focused(self, name):
        return any(atspi.has_state(node, "focused") for node in atspi.walk(self.field(name)))

    # --- doing ---

    def press(self, role, name):
        self.app.catch_up()
        atspi.press(self.find(role, name))

    def click(self, node, dx=None, dy=None):
        """Clicks its middle, or a point of it. The shadow that GTK draws round a window is measured, not assumed."""
        left, top = self.offset(node)
        x, y, width, height = atspi.extents(node)
        keys.click(left + x + (width // 2 if dx is None else dx), top + y + (height // 2 if dy is None else dy))
        self.app.catch_up()  # or whoever looks for what it does, and clicks again, might click once more than is needed

    def offset(self, node):
        """Where the frame of the node begins on the screen. A window that is just coming has been measured by GTK before
        the screen has it at that size."""
        frame = node
        while frame.parent.role != "application":
            frame = frame.parent
        return wait_until(lambda: self._frame_offset(frame), f"a window on the screen to hold {atspi.describe(frame)}")

    def _frame_offset(self, frame):
        _, _, width, height = atspi.extents(frame)
        best = None
        for window in self.app.windows():
            x, y, outer_width, outer_height = keys.geometry(window)
            rest = (outer_width - width, outer_height - height)
            if min(rest) >= 0 and (best is None or sum(rest) < sum(best[2:])):
                best = (x, y, *rest)
        return best and (best[0] + best[2] // 2, best[1] + best[3] // 2)

    @staticmethod
    def steady(node):
        """The node, once it has stopped sliding in."""
        last = [None]

        def look():
            before, last[0] = last[0], atspi.extents(node)
            return before == last[0] and before[0] >= 0
        wait_until(look, f"{atspi.describe(node)} to stand still", step=0.05)
        return node

    def area(self, node):
        """The node's place on the screen, "WxH+X+Y"."""
        return self._place(node)

    def page_area(self):
        """The preview's page, without the strip at its edge where the scroll bar comes and fades by itself."""
        return self._place(self.find(None, "Preview of the Page"), SCROLL_BAR)

    def _place(self, node, strip=0):
        left, top = self.offset(node)
        x, y, width, height = atspi.extents(node)
        return f"{width - strip}x{height}+{left + x}+{top + y}"

    def focus(self, name):
        """Puts the caret into a field with a click and waits until it is there. A second click comes late enough not to be
        a double one."""
        def come():
            if self.field_is_focused(name):
                return True
            self.take_keys()
            self.click(self.field(name))
            return comes_soon(lambda: self.field_is_focused(name), "the caret")  # or the field was sliding
        wait_until(come, f"the caret in {name}")

    def take_keys(self):
        """Gives the keys to the window that is left: no window manager does it when a dialog has gone."""
        windows = self.app.windows()
        if len(windows) == 1:
            keys.focus_window(windows[0])

    def wait_focused(self, name):
        wait_until(lambda: self.field_is_focused(name), f"the caret in {name}")

    def toast_undo(self):
        """Undo in a toast, which stands in the lower half; the other button of that name is the editor's."""
        words = re.compile(re.escape(self.say("Undo")) + "$")

        def look():
            half = atspi.extents(self.frame())[3] // 2
            return next((node for node in atspi.find_all(self.window, "push button", words)
                         if atspi.extents(node)[1] > half), None)
        return wait_until(look, "Undo in a toast")

    def write(self, name, text):
        """Focuses a field and types at its end."""
        self.focus(name)
        keys.key("ctrl+End")
        keys.type_text(text)

    def wait_text(self, name, part, timeout=10):
        wait_until(lambda: part in self.text(name), f"{part!r} in {name}", timeout)

    def open_menu(self, name, item):
        """Opens the menu of the button of that name, in which an item of that name stands, and waits until keys go there."""
        self.press(None, name)
        self.find("menu item", item)
        wait_until(lambda: any(atspi.has_state(node, "focused") for node in atspi.find_all(self.window, "menu item")),
                   f"keys to go to the menu {name}")

    def open_copy_fields(self):
        """By its key; returns the popover, once keys go there."""
        keys.key("ctrl+shift+l")
        popover = self.find(None, "Copy Fields")
        wait_until(lambda: any(atspi.has_state(node, "focused") for node in atspi.find_all(popover, "list item")),
                   "keys to go to the popover")
        return popover

    def new_article(self):
        """Begins one, with fields that are empty."""
        self.do("new-article")
        wait_until(lambda: self.text("Headline") == self.text("Body") == "", "a new article")

    def do(self, action, parameter=None):
        """An action of window or program, once it is enabled."""
        wait_until(lambda: self.app.state(action)[0], f"{action} to be enabled")
        self.app.activate(action, parameter)

    def select_list(self, title):
        """Chooses a row of the sidebar."""
        last = [None]

        def stands_open(row):
            if not self.app.state("show-sidebar")[1]:
                self.app.activate("show-sidebar")
                return False
            before, last[0] = last[0], atspi.extents(row)
            return before == last[0] and before[0] >= 0

        def is_chosen():
            row = self.find("list item", title)  # anew: rows are made anew when the account has come
            if atspi.has_state(row, "selected"):
                return True
            wait_until(lambda: stands_open(row), "the sidebar to stand open", 2, step=0.05)
            self.click(row)
            return False
        wait_until(is_chosen, f"the list {title}", step=0.1)

    def open_article(self, headline, list_title="All Articles"):
        """Opens an article from a list by clicking its row."""
        if list_title:
            self.select_list(list_title)
        steps = itertools.cycle([-30] + [4] * 10)

        def stands_there():
            field = atspi.find_now(self.window, "text", self.say("Headline"))
            return field and atspi.text(field) == headline

        def is_open():
            """Rows move while a list fills, and a list shows the open article first: look again, click where it is. The row
            of another article may stand there when the click comes, so the next one waits for what this one does."""
            if stands_there():
                return True
            everything = atspi.texts(self.window)
            view = next(seen for _, seen in everything if seen.name == "GalleyArticleListView")
            row = next((seen for text, seen in everything if text == headline and seen.role == "label"
                        and seen.chain[:len(view.chain)] == view.chain), None)
            x, top, _, height = view.box
            below = row and row.box[1] + 20 > top + height
            if row and row.box[1] > top and not below:
                self.click(row.node)
                return comes_soon(stands_there, f"{headline} to be open")
            left, up = self.offset(view.node)
            # Only rows near what is shown exist: from the top down each of them comes by.
            keys.scroll(left + x + 100, up + top + height // 2, -3 if row and not below else next(steps))
            return False
        wait_until(is_open, f"{headline} to be open", step=0.3)

    def fill_in_sign_in(self, address, user, password=PASSWORD):
        """Opens the dialog and types into it; nothing is sent yet."""
        dialog = self.open_dialog("sign-in", "Sign In")
        rows = [self.field(title, root=dialog) for title in ("Address of the Portal", "Name", "Password")]
        for row, value in zip(rows, (address, user, password)):
            self.click(self.steady(row), dy=30)
            keys.key("ctrl+a")
            keys.type_text(value)
            if row is not rows[2]:
                wait_until(lambda row=row, value=value: atspi.text(row) == value, f"{value} in {row.name}")
        return dialog

    def sign_in(self, address, user, password=PASSWORD):
        self.fill_in_sign_in(address, user, password)
        keys.key("Return")
        wait_until(lambda: len(self.app.windows()) == 1, "the dialog to go")

    def open_dialog(self, action, title):
        """Opens it by its action."""
        self.do(action)
        return self.sheet(title)

    def has_dialog(self, count=2):
        """Whether so many windows are there and keys go to the newest one: that is not at once when it is on the screen."""
        return len(self.app.windows()) == count and self._is_newest_focused()

    def _is_newest_focused(self):
        return keys.focused_window() == max(self.app.windows(), default=None)

    def wait_dialog(self, what):
        wait_until(self.has_dialog, what)

    def choose_file(self, title, path):
        """Types a path into the file dialog of that title: its place for one opens at the first slash that it is ready
        for. No other slash may be on its way when the path is written."""
        dialog = self.sheet(title)
        window = keys.focused_window()

        def place():
            found = [node for node in atspi.find_all(dialog, "text") if atspi.text(node).startswith("/")]
            if not found:
                keys.key("slash")
                self.app.catch_up()
            return found

        def has_gone():
            return dialog not in self.window.children and window not in self.app.windows()
        entry = wait_until(place, "a place for the path", step=0.1)[0]
        atspi.set_text(entry, str(path))
        wait_until(lambda: atspi.text(entry) == str(path), "the path")
        keys.key("Return")
        wait_until(has_gone, "the dialog to go")
        self.take_keys()

    def save_as(self, title, path):
        """Writes a path into the place for a name of the file dialog of that title; the folder comes with it."""
        dialog = self.sheet(title)
        entry = wait_until(lambda: next(iter(atspi.find_all(dialog, "text")), None), "the place for the name")
        atspi.set_text(entry, str(path))
        wait_until(lambda: atspi.text(entry) == str(path), "the path")
        keys.key("Return")
        self.wait_alone()

    def wait_alone(self):
        """Dialogs have gone, from the screen and for readers: one that comes up next is not taken for them."""
        wait_until(lambda: len(self.app.windows()) == len(self.window.children) == 1, "the dialog to go")
        self.take_keys()

    def sheet(self, title, timeout=10):
        """The dialog of that title, once keys go there."""
        title = self.say(title)

        def look():
            found = next((node for node in self.window.children if node.name == title and atspi.is_visible(node)), None)
            return found if found and len(self.app.windows()) > 1 and self._is_newest_focused() else None
        return wait_until(look, f"the sheet {title}", timeout)
