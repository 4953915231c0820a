#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An article is written and submitted by keys alone, and wherever the focus comes to, a screen reader hears what it is.

The mouse is in a corner and stays there. What has the focus is not looked for: GTK tells it, as it does a screen reader."""
import pathlib
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from gi.repository import Gio, GLib  # noqa: E402
from newsroom import (BUILD, Newsroom, blocks_of, field_of, state_of, tags_of)  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

HEADLINE, BODY = "Keys alone", "Not one click."
TAG_BEGIN, TAG = "环", "环湖路"
# What only holds others: it has the focus while a window comes up, and says nothing.
HOLDERS = {"frame", "window", "dialog", "unknown", "filler", "panel"}
TEXTS = {"text", "password text", "entry"}
MOST_STOPS = 80


class Focus:
    """What has the focus, and whether everything that had it could be told."""

    def __init__(self, app):
        self.app, self.node, self.mute = app, None, []
        atspi.REGISTRY.call(atspi.REGISTRY.owner, "RegisterEvent", GLib.Variant("(s)", ("object:state-changed:focused",)))
        atspi.connection().signal_subscribe(None, "org.a11y.atspi.Event.Object", "StateChanged", None, "focused",
                                            Gio.DBusSignalFlags.NONE, self._focused_cb)

    def _focused_cb(self, _bus, sender, path, _interface, _signal, parameters):
        _state, is_focused, *_ = parameters.unpack()
        if not is_focused:
            return
        self.node = atspi.Node(sender, path)
        if not self.name and self.role not in HOLDERS:
            self.mute.append(f"{atspi.describe(self.node)} in {atspi.describe(self.node.parent)}")

    @property
    def role(self):
        return self.node.role

    @property
    def name(self):
        """Its own; in an entry row the text has the focus and the row around it the title."""
        node = self.node
        while not node.name and node.role in TEXTS | {"filler"}:
            node = node.parent
        return node.name

    def hear(self):
        while GLib.MainContext.default().iteration(False):
            pass
        return self.node

    def forget(self):
        """What was told until now, with what earlier keys have done: an answer comes behind it."""
        self.app.catch_up()
        assert self.app.window().name
        self.hear()
        self.node = None

    def wait(self, name):
        wait_until(lambda: self.hear() is not None and name in self.name, f"the focus in {name}")

    def press(self, *names):
        """Presses keys; returns the name of what has the focus then. The focus must move."""
        self.forget()
        keys.key(*names)
        wait_until(self.hear, f"the focus to move by {names}")
        return self.name


class Typist:
    def __init__(self, newsroom, app):
        self.newsroom, self.app = newsroom, app
        self.desk, self.focus = Desk(app), Focus(app)
        self.id = None

    def article(self):
        return self.desk.notes.load(self.id)

    def wait_article(self, predicate, what):
        wait_until(lambda: predicate(self.article()), what)

    def steps(self):
        yield "a new article, with the caret in its headline", self.begin
        yield "Tab walks from the headline through the short line into the body", self.write
        yield "the details: a channel from its list", self.choose_channel
        yield "a topic and an origin from their lists", self.choose_more
        yield "a tag by completion", self.tag
        yield "F6 goes round the panes, and back", self.walk_panes
        yield "Tab goes through the whole window and comes back", self.walk_stops
        yield "what comes up over the text gives the keyboard back", self.open_menu
        yield "the sheet opens; Escape leads back to the body, and nothing was sent", self.look_at_sheet
        yield "submitted by the sheet", self.submit
        yield "everything that had the focus has a name", self.check_names

    def begin(self):
        before = set(self.desk.notes.articles())
        keys.key("ctrl+n")
        self.focus.wait("Headline")
        keys.type_text(HEADLINE)
        self.id = wait_until(lambda: set(self.desk.notes.articles()) - before, "the article on disk").pop()
        self.wait_article(lambda article: field_of(article) == HEADLINE, "the headline on disk")

    def write(self):
        stops = [self.focus.press("Tab") for _ in range(5)]
        assert stops == ["Subtitle", "Source", "Bylines", "Responsible Editor", "Body"], stops
        keys.type_text(BODY)
        self.wait_article(lambda article: blocks_of(article) == [BODY], "the body on disk")

    def choose_channel(self):
        self.focus.press("F3")
        self.focus.wait("Channel")
        self.focus.press("space")
        keys.key("Down", "Down", "Return")
        self.wait_article(lambda article: article["galley"].get("channel"), "a channel on disk")
        stops = []
        while "Tags" not in stops and len(stops) < 6:
            stops.append(self.focus.press("Tab"))
        assert "Tags" in stops, stops

    def choose_more(self):
        """Every choice that the arrows pass has a name: the names of all that had the focus are looked at in the end."""
        self.focus.press("F2")
        self.focus.press("F3")
        self.focus.wait("Channel")
        stops = [self.focus.press("Tab") for _ in range(2)]
        assert stops[0] == "Further Channels" and "Topic" in stops[1], stops
        self.focus.press("space")
        keys.key("Down", "Return")
        self.wait_article(lambda article: article["galley"].get("topic"), "a topic on disk")
        stops = []
        while "Origin" not in stops and len(stops) < 10:
            stops.append(self.focus.press("Tab"))
        assert stops[-1] == "Origin", stops
        self.focus.press("space")
        heard = self.focus.press("Down")
        assert heard, "a choice without a name"
        # Past the reprint, which could not be submitted like this.
        keys.key("Down", "Return")
        self.wait_article(lambda article: article["galley"].get("origin") == "agency", "an origin on disk")

    def tag(self):
        keys.key("F2")
        self.focus.wait("Headline")
        keys.key("F4")
        self.focus.wait("Tags")
        keys.type_text(TAG_BEGIN)
        self.desk.wait_text("Tags", TAG_BEGIN)
        keys.key("Down", "Return")
        self.wait_article(lambda article: TAG in tags_of(article), f"the tag {TAG} on disk")

    def walk_panes(self):
        keys.key("F2")
        self.focus.wait("Headline")
        round_trip = [self.focus.press("F6")]
        while round_trip[-1] != "Body" and len(round_trip) < 5:
            round_trip.append(self.focus.press("F6"))
        assert round_trip[-1] == "Body" and len(set(round_trip)) == len(round_trip) >= 3, round_trip
        back = [self.focus.press("shift+F6") for _ in round_trip]
        assert back[-1] == "Body" and len(set(back)) == len(back), back

    def walk_stops(self):
        keys.key("F2")
        self.focus.wait("Headline")
        stops = [(self.focus.role, self.focus.name)]
        while len(stops) < MOST_STOPS:
            self.focus.press("Tab")
            stops.append((self.focus.role, self.focus.name))
            if stops[-1] == stops[0]:
                break
        tap.say(" · ".join(name for _, name in stops))
        assert stops[-1] == stops[0], stops
        names = {name for _, name in stops}
        wanted = {"Kicker", "Body", "Preview", "Details", "Tags", "Summary", "Main Menu", "Undo", "Article Menu"}
        assert not wanted - names, wanted - names
        assert {"Channel", "Topic", "Origin"} <= names, f"told twice: {names}"
        rows = [name for role, name in stops if role == "list item"]
        assert rows.count("Further Channels") == 1, rows
        assert len(rows) == 2, "the list of articles is more than one stop"

    def open_menu(self):
        """What comes up over the text gives the keyboard back to it: who goes on typing types there."""
        keys.key("F2")
        self.focus.wait("Headline")
        self.focus.press("F6", "shift+F6")
        self.focus.wait("Body")
        text = self.desk.text("Body")
        for key in ("F10", "ctrl+k", "ctrl+alt+7", "ctrl+shift+l"):
            heard = self.focus.press(key)
            assert heard != "Body" and (key != "F10" or "menu" in self.focus.role), f"{key}: {heard}"
            self.focus.press("Escape")
            wait_until(lambda: self.focus.hear() and self.focus.name == "Body", f"the text to have the keyboard behind {key}")
            keys.type_text("?")
            self.desk.wait_text("Body", text + "?")
            keys.key("BackSpace")
            wait_until(lambda: self.desk.text("Body") == text, "the key to be taken back")

    def open_sheet(self):
        """Opens it; the keyboard goes there as a window manager would bring it."""
        before = set(keys.windows(self.app.pid))
        keys.key("ctrl+Return")
        keys.focus_window(wait_until(lambda: set(keys.windows(self.app.pid)) - before, "the sheet").pop())

    def close_sheet(self, *names):
        keys.key(*names)
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the sheet to go")
        keys.focus_window(keys.windows(self.app.pid)[0])

    def look_at_sheet(self):
        self.open_sheet()
        self.focus.press("Tab")
        self.close_sheet("Escape")
        keys.type_text("!")
        self.wait_article(lambda article: blocks_of(article) == [BODY + "!"], "the next key in the body")
        assert state_of(self.article())["status"] == "draft"

    def submit(self):
        self.open_sheet()
        stops = [self.focus.press("Tab")]
        while "Submit" not in stops[-1] and len(stops) < 8:
            stops.append(self.focus.press("Tab"))
        assert "Submit" in stops[-1], stops
        self.close_sheet("Return")
        person = self.newsroom.person("xiaohe")
        wait_until(lambda: state_of(person.load(self.id))["status"] == "review-1", "the server to have it", 20)

    def check_names(self):
        assert not self.focus.mute, "\n".join(self.focus.mute)


tap = Tap()
with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
    app = newsroom.app("desk")
    newsroom.sign_in(app, "xiaohe")
    keys.point_away(0, 0)
    typist = Typist(newsroom, app)
    try:
        for title, step in typist.steps():
            tap.run(title, step, needed=True)
    except SystemExit:
        shot.take(BUILD / "failed" / "keyboard-alone.png")
        tap.say(app.messages()[-2000:])
        raise
tap.done()
