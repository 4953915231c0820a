#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody leaves the desk: a locked window shows nothing, takes no key and keeps syncing; the password opens it as it was,
and somebody else who signs in does not open it."""
import pathlib
import re
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from desktop_services import Notifications  # noqa: E402
from newsroom import BUILD, PASSWORD, Newsroom, Notes, body_of, field_of, uuid7  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

USER, ELSE = "xiaohe", "chenyan"
HEADLINE, BODY, RETURNED = "渡口的早班船", "before the desk was left", "大桥镇的冬修"
tap = Tap()


class Lock:
    def __init__(self, room, notifications):
        self.room, self.app, self.notifications = room, room.app("desk"), notifications
        self.desk, self.notes = Desk(self.app, USER + "-*"), Notes(self.app, USER + "-*")

    def come_forward(self):
        """The main window, the caret being in the body already."""
        keys.focus_window(wait_until(lambda: next((window for window in self.app.windows()
                                                   if keys.title(window) == HEADLINE), None), "the main window"))
        wait_until(lambda: self.desk.field_is_focused("Body"), "the caret in the body")

    def titles(self):
        return {keys.title(window) for window in self.app.windows()}

    def is_locked(self):
        return self.desk.sees("Locked")

    def password_entry(self):
        return self.desk.field("Password")

    def unlock(self, password):
        atspi.set_text(self.password_entry(), password)
        atspi.press(self.desk.button("_Unlock"))

    def written(self):
        self.room.sign_in(self.app, USER)
        self.desk.new_article()
        self.desk.write("Headline", HEADLINE)
        self.desk.write("Body", BODY)
        self.app.activate("preview-window")
        wait_until(lambda: len(self.app.windows()) == 2, "the preview's own window")
        self.come_forward()
        keys.key("ctrl+End", "Left", "Left", "Left", "Left")
        # An action of two keys that stands in a menu somebody has seen.
        keys.key("Menu")
        wait_until(lambda: self.desk.find("menu item", "_Redo"), "the menu")
        keys.key("Escape")
        wait_until(lambda: self.desk.field_is_focused("Body"), "the caret in the body")

    def locked(self):
        keys.type_text("!", 1)
        self.desk.wait_text("Body", "!left")
        keys.key("ctrl+shift+q")
        wait_until(self.is_locked, "the window to be locked")
        wait_until(lambda: self.titles() == {self.desk.say("Galley")}, "one window without a headline")
        shown = " ".join(text for text, _ in atspi.texts(self.desk.window))
        for secret in (HEADLINE, "desk was", self.desk.say("All Articles")):
            assert secret not in shown, shown
        wait_until(lambda: BODY.replace("left", "!left") in map(body_of, self.notes.articles().values()), "it on disk")
        shot.take(BUILD / "looks" / "locked.png")

    def keys_do_nothing(self):
        before = len(self.notes.articles())
        keys.key("ctrl+z", "ctrl+n", "F2", "ctrl+d", "ctrl+Return")
        keys.type_text("abc", 1)
        wait_until(lambda: len(atspi.text(self.password_entry())) == 3, "the keys in the password's entry")
        assert self.is_locked() and len(self.app.windows()) == 1
        assert len(self.notes.articles()) == before
        assert BODY.replace("left", "!left") in map(body_of, self.notes.articles().values())

    def syncing(self):
        """What was written here is uploaded, and an article that a colleague returns arrives: the desktop is told of it, but
        not which one it is. Somebody works in another program meanwhile."""
        keys.focus_window(0)
        wait_until(lambda: self.notes.waiting() == 0, "everything uploaded", 20)
        name, person = uuid7(), self.room.person(USER)
        person.create(name, RETURNED)
        person.act(name, "submit")
        self.room.person(ELSE).act(name, "return", "来源？")
        _, body = self.notifications.wait_for(self.desk.pattern("%u Article Was Returned to You"), 20)
        assert body == "", body
        assert self.is_locked() and RETURNED not in " ".join(text for text, _ in atspi.texts(self.desk.window))
        keys.focus_window(self.app.windows()[0])

    def wrong(self):
        button = self.desk.button("_Unlock")

        def may_try():
            return atspi.has_state(button, "sensitive")
        # After the third one has to wait for two seconds, and each time twice as long: the last time it can be looked at.
        for number in range(5):
            atspi.set_text(self.password_entry(), f"wrong {number}")
            wait_until(may_try, "the next try")
            atspi.press(button)
            wait_until(lambda: not atspi.text(self.password_entry()), "the entry to be emptied")
            if number < 2:
                self.desk.wait_sees("This is not the password. If it was changed on another computer, sign in below with "
                                    "the new one.")
        atspi.set_text(self.password_entry(), PASSWORD)
        assert not may_try()
        self.desk.wait_sees(self.desk.pattern("Too many wrong tries. The next one is possible in %u second."))
        assert self.is_locked()
        wait_until(may_try, "the next try")

    def somebody_else(self):
        self.desk.do("lock")
        wait_until(self.is_locked, "the window to be locked")
        self.desk.do("sign-in-else")
        dialog = self.desk.sheet("Sign In")
        for row, value in (("Name", ELSE), ("Password", PASSWORD)):
            atspi.set_text(atspi.find(dialog, "text", self.desk.say(row)), value)
        atspi.press(self.desk.button("_Sign In", dialog))
        wait_until(lambda: ELSE in self.app.state("switch-account")[1], "the other account")
        wait_until(lambda: not self.is_locked(), "it to be open")
        assert HEADLINE not in " ".join(text for text, _ in atspi.texts(self.desk.window))
        self.app.activate("switch-account", self.notes.folder.name)
        wait_until(self.is_locked, "the first account to be locked still")
        wait_until(lambda: self.titles() <= {self.desk.say("Galley")}, "no headline in a title")

    def opened(self):
        wait_until(self.is_locked, "the window to be locked")
        self.unlock(PASSWORD)
        wait_until(lambda: not self.is_locked(), "the window to be open")

    def as_it_was(self):
        """Caret, undo and the preview's window: typed on without a click."""
        wait_until(lambda: len(self.app.windows()) == 2, "the preview's window to be back")
        self.come_forward()
        keys.type_text("?", 1)
        self.desk.wait_text("Body", "!?left")
        keys.key("ctrl+z", "ctrl+z")
        wait_until(lambda: "!" not in self.desk.text("Body"), "what was typed before to be undone")
        self.app.activate("preview-window")

    def no_password(self):
        wait_until(lambda: self.app.state("lock")[0], "the lock to be at hand")
        self.app.activate("switch-account", "local")
        wait_until(lambda: self.app.state("switch-account")[1] == "local", "this computer's own account")
        wait_until(lambda: not self.app.state("lock")[0], "the lock to be out of reach")
        self.app.activate("switch-account", self.notes.folder.name)
        wait_until(lambda: self.app.state("sync")[0], "the newsroom's account")

    def comes_back_locked(self):
        """Where there is a key ring to open it with."""
        self.desk.do("lock")
        wait_until(self.is_locked, "the window to be locked")
        self.app.quit()
        self.app.start()
        if not self.room.has_key_ring:
            wait_until(lambda: HEADLINE in map(field_of, self.notes.articles().values()), "its articles")
            assert not self.is_locked(), "nobody could open it"
            return
        self.opened()

    def quiet(self):
        harmless = re.compile("Broken accounting of active state|Locale not supported")
        faults = [line for line in self.app.messages().splitlines()
                  if "CRITICAL" in line or ("WARNING" in line and not harmless.search(line))]
        assert not faults, "\n".join(faults)


def case(name, function):
    """Each goes on from where the one before ended. A picture of the screen when one fails."""
    def pictured():
        try:
            function()
        except Exception:
            shot.take(BUILD / "failed" / f"lock-{tap.count + 1}.png")
            tap.say(lock.app.messages())
            raise
    tap.run(name, pictured, needed=True)


with tempfile.TemporaryDirectory(prefix="gx.") as top:
    with Newsroom(pathlib.Path(top) / "newsroom") as newsroom, Notifications() as told:
        lock = Lock(newsroom, told)
        case("an article is open, with the preview in a window of its own", lock.written)
        case("locked by a key: saved, and nothing of it is shown", lock.locked)
        case("keys do nothing but fill in the password", lock.keys_do_nothing)
        case("articles come and go meanwhile", lock.syncing)
        case("wrong tries are slowed down", lock.wrong)
        case("the password opens it", lock.opened)
        case("it is as it was: caret, undo, windows", lock.as_it_was)
        case("without a password it cannot be locked", lock.no_password)
        case("somebody else signs in, and does not open it", lock.somebody_else)
        case("the password opens that one too", lock.opened)
        case("what was locked comes back locked", lock.comes_back_locked)
        case("no warnings on the way", lock.quiet)
tap.done()
