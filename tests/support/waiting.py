# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a condition: looked at every few milliseconds, never slept for blindly."""
import os
import time

LONGEST = 10.0
# On a slow or busy machine everything may take longer, and what is waited for is what matters.
SCALE = float(os.environ.get("GALLEY_BUDGET_SCALE", "1"))


class Waited(AssertionError):
    """The condition did not come true in time; says which."""


def wait_until(predicate, what="the condition", timeout=LONGEST, step=0.02):
    """Returns the first true value of predicate(); what it raised last is shown when the time is over."""
    limit, error = time.monotonic() + timeout * SCALE, None
    while True:
        try:
            value, error = predicate(), None
            if value:
                return value
        except Exception as raised:  # pylint: disable=broad-except
            error = raised  # a widget or a file may vanish while it is looked at
        if time.monotonic() > limit:
            raise Waited(f"waited {timeout * SCALE:g} s in vain for {what}" + (f": {error!r}" if error else "")) from error
        time.sleep(step)
