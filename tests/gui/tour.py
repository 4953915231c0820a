#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job without hands, on a private display: a numbered picture of each step in build/tour/.

    tour.py [--size 1600x1000] [--lang zh_CN.UTF-8] [--out FOLDER]
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/gui")]


def main():
    parser = argparse.ArgumentParser(description="Does the main job and takes pictures of it.")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--lang", default="C.UTF-8")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "build" / "tour")
    options = parser.parse_args()
    if "GALLEY_TEST_DISPLAY" not in os.environ:
        return subprocess.run(["/usr/bin/python3", str(ROOT / "tests/support/display.py"), "--size", options.size,
                               "--lang", options.lang, "/usr/bin/python3", *sys.argv], check=False).returncode

    import shot
    from main_job import MainJob
    from newsroom import Newsroom
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
        for number, (title, step) in enumerate(MainJob(newsroom).steps(), 1):
            step()
            name = f"{number:02}-{re.sub('[^a-z0-9]+', '-', title.lower()).strip('-')}.png"
            shot.take(options.out / name)
            print(f"{number:2}. {title}: {options.out / name}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
