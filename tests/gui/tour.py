#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job without hands: a numbered picture of each step.

    tour.py [--out build/tour] [--size 1600x1000] [--lang zh_CN.UTF-8] [--dark] [FILE]

On a display of ./dev tour it uses that one; with options it starts its own. FILE is the hand-out.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("GALLEY_BUILD_DIR", ROOT / "build"))
sys.path.append(str(ROOT / "tests/support"))


def walk(out, handout):
    import keys
    from main_job import MainJob, picture
    from newsroom import Newsroom
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
        job = MainJob(newsroom, handout, maximize=True)
        for number, (title, step) in enumerate(job.steps(), 1):
            print(f"{number:2} {title}", flush=True)
            try:
                step()
                keys.point_away()
            except BaseException:
                picture(out, number, "failed " + title, is_blank=True)
                raise
            picture(out, number, title, is_blank=not job.desk_now.app.process)
    print(f"{number} pictures in {out}")


def main():
    parser = argparse.ArgumentParser(description="Take the tour and leave pictures of it.")
    parser.add_argument("--out", type=pathlib.Path, default=BUILD / "tour")
    parser.add_argument("--size")
    parser.add_argument("--lang")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("handout", nargs="?", metavar="FILE")
    options = parser.parse_args()
    if "GALLEY_TEST_DISPLAY" in os.environ:
        walk(options.out, options.handout)
        return 0
    display = ["/usr/bin/python3", str(ROOT / "tests/support/display.py"), "--wm", "--size", options.size or "1600x1000"]
    display += ["--lang", options.lang] if options.lang else []
    display += ["--dark"] if options.dark else []
    command = ["/usr/bin/python3", __file__, "--out", str(options.out)] + ([options.handout] if options.handout else [])
    return subprocess.run(display + command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
