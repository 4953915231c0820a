#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A robot types, pastes, takes back, puts in pictures, fills a table and deletes without pause, the process is killed at
random moments: at most the last half second is lost, and the store opens every time and holds together. GALLEY_SEED repeats
a run, GALLEY_ROUNDS makes it longer."""
import os
import pathlib
import random
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from robot import GalleyRounds  # noqa: E402
from tap import Tap  # noqa: E402
from typist import Typist  # noqa: E402
from waiting import SCALE  # noqa: E402

MOST_LOST = 0.5 * SCALE

seed = int(os.environ.get("GALLEY_SEED", random.SystemRandom().randrange(1 << 32)))
rounds = int(os.environ.get("GALLEY_ROUNDS", "10"))
tap = Tap()
tap.say(f"seed {seed}")
losses = []

with tempfile.TemporaryDirectory(prefix="gx.") as folder, Typist() as typist:
    game = GalleyRounds(folder, random.Random(seed), longest=2.0)

    def play():
        played = game.play(typist)
        losses.append(played.alone)
        tap.say(f"{played.kind}: {played.done} things done, {played.lost} lost, {played.seconds:.3f} s;"
                f" of the database alone {played.alone:.3f} s")
        assert played.alone <= MOST_LOST, f"{played.alone:.3f} s of {played.kind} were lost"

    try:
        for number in range(1, rounds + 1):
            tap.run(f"round {number}: at most {MOST_LOST:g} s are lost", play, needed=number == 1)
        tap.run("the store holds together after all of it", game.check_store)
        if losses:
            tap.say(f"lost at most {max(losses):.3f} s")
    finally:
        game.close()
tap.done()
