# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the Test Anything Protocol: one line a case, the plan at the end.

    tap = Tap()

    @tap.case("the window opens")
    def _():
        assert window.name == "Galley"

    tap.done()

A case runs where it stands. An exception makes it `not ok`, with the traceback as diagnostics, and the next
case runs; `needed=True` ends the file instead, since nothing after it could succeed. Skip(why) skips a case.
"""
import sys
import time
import traceback


class Skip(Exception):
    """Raised in a case that cannot be tried here; the text says why."""


class Tap:
    def __init__(self, out=sys.stdout):
        self.out, self.count, self.failed = out, 0, 0

    def say(self, text):
        """Diagnostics: shown by the harness when something fails."""
        for line in str(text).splitlines():
            print("#", line, file=self.out, flush=True)

    def ok(self, passed, name, why=""):
        self.count += 1
        self.failed += not passed
        print(f"{'ok' if passed else 'not ok'} {self.count} - {name}", file=self.out, flush=True)
        if not passed and why:
            self.say(why)
        return bool(passed)

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}", file=self.out, flush=True)

    def run(self, name, function, *args, needed=False, **kwargs):
        """Runs one case; returns whether it held (a skipped one did not)."""
        begin = time.monotonic()
        try:
            function(*args, **kwargs)
        except Skip as why:
            self.skip(name, why)
            return False
        except Exception:  # pylint: disable=broad-except
            self.ok(False, name, traceback.format_exc())
            if needed:
                self.say("the rest of this file needs that one")
                self.done()
            return False
        self.ok(True, name)
        self.say(f"{time.monotonic() - begin:.2f} s")
        return True

    def case(self, name, needed=False):
        def decorate(function):
            self.run(name, function, needed=needed)
            return function
        return decorate

    def done(self):
        """Prints the plan and leaves; 1 when a case failed or none ran."""
        print(f"1..{self.count}", file=self.out, flush=True)
        sys.exit(1 if self.failed or not self.count else 0)
