# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a condition: looked at every few milliseconds, never slept for blindly."""
import os
import threading
import time

LONGEST = 10.0
# A wait within the predicate of another: the outer one looks again, and may do again what leads there.
WITHIN = 2.0
# A sleep may be so much longer than it should.
HELD_UP = 0.1
# On a slow or busy machine everything may take longer, and what is waited for is what matters.
SCALE = float(os.environ.get("GALLEY_BUDGET_SCALE", "1"))


class Waited(AssertionError):
    """The condition did not come true in time; says which."""


_here = threading.local()  # depth: how many waits are under way


def wait_until(predicate, what="the condition", timeout=LONGEST, step=0.02):
    """Returns the first true value of predicate(); what it raised last is shown when the time is over. What the machine
    keeps this process itself from looking does not count, and a last look begins behind the end."""
    depth = getattr(_here, "depth", 0)
    timeout = min(timeout, WITHIN) if depth > 0 else timeout
    limit, error = time.monotonic() + timeout * SCALE, None
    _here.depth = depth + 1
    try:
        while True:
            began = time.monotonic()
            try:
                value, error = predicate(), None
                if value:
                    return value
            except Exception as raised:  # pylint: disable=broad-except
                error = raised  # a widget or a file may vanish while it is looked at
            if began > limit:
                raise Waited(f"waited {timeout * SCALE:g} s in vain for {what}" + (f": {error!r}" if error else "")) from error
            slept_at = time.monotonic()
            time.sleep(step)
            limit += max(0.0, time.monotonic() - slept_at - step - HELD_UP)
    finally:
        _here.depth = depth
