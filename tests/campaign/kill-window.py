#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types into the real window, pastes, takes back, puts in pictures, fills a table, deletes, and kills it meanwhile, 300
rounds (tests/gui/acts.py); the same robot typing on gnome-text-editor beside it.

    tests/campaign/kill-window.py [--rounds 300] [--seed N] [--without-comparison]

Prints a table, kind by kind, and fails when Galley ever lost more than half a second or its store did not open.
"""
import argparse
import os
import pathlib
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/gui")]
MOST_LOST = 0.5


def play(game, rounds, typist):
    """The rounds; those that could not be played are few."""
    from robot import Unplayed  # on the display
    played, unplayed_rounds = [], []
    try:
        for number in range(1, rounds + 1):
            try:
                played.append(game.play(typist))
            except Unplayed as unplayed:  # what was to be done could not be begun: nothing is said of what is lost
                unplayed_rounds.append(number)
                print(f"{game.name} {number:4}: not played: {unplayed}", flush=True)
                continue
            kind, done, lost, seconds, alone = played[-1]
            print(f"{game.name} {number:4}: {kind}, {done:4} things done, {lost:3} lost, {seconds:.3f} s;"
                  f" of the database alone {alone:.3f} s", flush=True)
        game.check_store()
    finally:
        game.close()
    assert len(unplayed_rounds) * 50 <= rounds, f"rounds that could not be played: {unplayed_rounds}"
    return played


def row(name, losses):
    ordered = sorted(losses)
    at = lambda share: ordered[min(len(ordered) - 1, int(len(ordered) * share))]  # noqa: E731
    over = sum(loss > MOST_LOST for loss in losses)
    return (f"{name:<28}{len(losses):>7}{statistics.median(losses):>10.3f}{at(0.9):>10.3f}{at(0.99):>10.3f}"
            f"{max(losses):>10.3f}{over:>9}")


def main():
    parser = argparse.ArgumentParser(description="Type and kill, round after round.")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--without-comparison", action="store_true")
    options = parser.parse_args()
    if "GALLEY_TEST_DISPLAY" not in os.environ:
        return subprocess.run(["/usr/bin/python3", str(ROOT / "tests/support/display.py"), "--size", "1366x768",
                               "/usr/bin/python3", *sys.argv], check=False).returncode

    from robot import GalleyRounds, TextEditorRounds
    from typist import Typist
    print(f"{time.strftime('%Y-%m-%d')} {platform.platform()}, {os.cpu_count()} processors, "
          f"seed {options.seed}")
    table = [f"{'seconds lost':<28}{'rounds':>7}{'median':>10}{'p90':>10}{'p99':>10}{'most':>10}{'> 0.5 s':>9}"]
    worst = 0.0
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Typist() as typist:
        for kind in [GalleyRounds] + ([] if options.without_comparison else [TextEditorRounds]):
            played = play(kind(folder, random.Random(options.seed)), options.rounds, typist)
            for name in dict.fromkeys(each.kind for each in played):
                table.append(row(f"{kind.name}, {name}", [each.seconds for each in played if each.kind == name]))
            if kind is GalleyRounds:
                worst = max(each.seconds for each in played)
                table.append(row(kind.name, [each.seconds for each in played]))
                table.append(row("without its journals", [each.alone for each in played]))
    print("\n".join(table), f"\nload {os.getloadavg()[2]:.0f}")
    return 0 if worst <= MOST_LOST else 1


if __name__ == "__main__":
    sys.exit(main())
