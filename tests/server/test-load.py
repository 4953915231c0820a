# SPDX-License-Identifier: GPL-3.0-or-later
"""Two hundred desks for a quarter of a minute: nobody is turned away, everybody hears of everything."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from server import DEMO, Server  # noqa: E402
from tap import Tap  # noqa: E402

from load import run  # noqa: E402

CLIENTS, SECONDS = 200, 15

tap = Tap()


@tap.case("200 desks save and follow the feed")
def _():
    with tempfile.TemporaryDirectory(prefix="galley-load-") as folder:
        server = Server(pathlib.Path(folder) / "desk")
        server.init("--demo", DEMO)
        with server:
            report = run([server.address], CLIENTS, SECONDS)
    for line in report.lines():
        tap.say(line)
    assert not report.errors, report.errors[:5]
    assert report.times("save")[0] >= CLIENTS / 2, "they hardly came to save"
    # Each desk is told of each save, its own included; a page tells of several, and of the last ones perhaps nobody hears.
    assert report.n_changes >= CLIENTS * report.times("save")[0] / 4, report.n_changes


tap.done()
