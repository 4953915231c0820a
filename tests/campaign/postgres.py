#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server's test programs demand of a file, demanded of a real PostgreSQL: who may do what in which state, slots, who has
what in hand, handing over, revisions, and the rest that needs no file.

    ./dev campaign postgres [--only NAME...]

`server/postgres` of the test run has the few of them that it has time for.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
from postgres import Postgres  # noqa: E402
from tap import Tap  # noqa: E402

BUILD = pathlib.Path(os.environ.get("GALLEY_BUILD_DIR", ROOT / "build"))
PROGRAMS = ["actions", "articles", "batches", "changes", "hand-over", "lists", "order-answers", "permissions", "presence",
            "revisions", "session", "slots", "tombstones", "visibility"]


def run(tap, postgres, name):
    environment = {"GALLEY_TEST_POSTGRES": postgres.address, "GALLEY_SOURCE_DIR": str(ROOT), "LC_ALL": "C.UTF-8",
                   "TZ": "Asia/Shanghai", "G_DEBUG": "fatal-warnings"}
    begin = time.monotonic()
    done = subprocess.run([BUILD / f"tests/server/test-server-{name}", "--tap"], capture_output=True, text=True,
                          env=os.environ | environment, check=False)
    assert done.returncode == 0 and "\nnot ok" not in done.stdout, done.stdout[-1500:] + done.stderr[-500:]
    lines = done.stdout.splitlines()
    n_cases, n_skipped = (sum(line.startswith("ok ") and ("# SKIP" in line) == skipped for line in lines)
                          for skipped in (False, True))
    assert n_cases, done.stdout
    tap.say(f"{name}: {n_cases} cases, {n_skipped} skipped, {time.monotonic() - begin:.1f} s")


def main():
    parser = argparse.ArgumentParser(description="The server's demands on PostgreSQL.")
    parser.add_argument("--only", nargs="*", default=PROGRAMS)
    options = parser.parse_args()
    tap = Tap()
    with Postgres() as postgres:
        for name in options.only:
            tap.run(f"{name}: as in a file", run, tap, postgres, name)
    tap.done()


main()
