#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The states a window can be in, good and bad: each is told in one sentence and nothing is lost."""
import pathlib
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from desk import Desk  # noqa: E402
from newsroom import Newsroom  # noqa: E402
from tap import Tap  # noqa: E402

tap = Tap()
with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
    app = newsroom.app("desk")
    newsroom.sign_in(app, "xiaohe")
    desk = Desk(app, "xiaohe-*")

    @tap.case("the window opens")
    def _():
        desk.frame()
tap.done()
