#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job in the real window with a real server: see main_job.py."""
import pathlib
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import shot  # noqa: E402
from main_job import MainJob  # noqa: E402
from newsroom import BUILD, Newsroom  # noqa: E402
from tap import Tap  # noqa: E402

tap = Tap()
with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
    job = MainJob(newsroom)
    tap.say(f"the hand-out is {job.handout.name}")
    try:
        for title, step in job.steps():
            tap.run(title, step, needed=True)
    except SystemExit:
        shot.take(BUILD / "failed" / "main-job.png")
        for app in newsroom.apps:
            tap.say(app.messages()[-2000:])
        raise
tap.done()
