#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end comes while somebody types: at SIGTERM, at a logout, and by the menu, each key is on disk when the
process is gone."""
import pathlib
import signal
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk  # noqa: E402
from desktop_services import SessionManager  # noqa: E402
from newsroom import body_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

ROUNDS = 3


class Ends:
    def __init__(self, app, session):
        self.app, self.session = app, session
        self.desk = Desk(app, "local")
        self.count = 0

    def type_and(self, end):
        """The last key has just arrived in the window, long before the throttle saves by itself."""
        for _ in range(ROUNDS):
            self.app.start()
            self.desk.focus("Body")
            keys.key("ctrl+End")
            body = atspi.text_node(self.desk.field("Body"))
            self.count += 1
            word = f"w{self.count}."
            keys.type_text(word, 1)
            wait_until(lambda word=word, body=body: word in atspi.text(body), f"{word} in the body", step=0.001)
            end()
            status = self.app.wait_gone()
            assert status == 0, f"it ended with {status}"
            stored = body_of(self.desk.notes.newest())
            assert word in stored, f"{word} was typed, but {stored!r} is on disk"
        # WebKit's own processes, numbered anew in their sandbox, complain of each other where they end in the middle.
        faults = [line for line in self.app.messages().splitlines() if "CRITICAL" in line and "(process:2)" not in line]
        assert not faults, faults

    def terminated(self):
        self.type_and(lambda: self.app.process.send_signal(signal.SIGTERM))

    def logged_out(self):
        self.session.clients.clear()  # those that have ended otherwise
        self.type_and(lambda: self.session.end(self.app.name))

    def closed(self):
        self.type_and(lambda: self.app.activate("quit", path=self.app.path))


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, SessionManager() as session, App(folder) as app:
        ends = Ends(app, session)
        for name, step in (("SIGTERM while somebody types", ends.terminated),
                           ("a logout while somebody types", ends.logged_out),
                           ("quit while somebody types", ends.closed)):
            if not tap.run(name, step):
                shot.take(BUILD / "failed" / f"session-end-{tap.count}.png")
                tap.say(app.messages()[-2000:])
                if app.process:
                    app.kill()
    tap.done()


main()
