# SPDX-License-Identifier: GPL-3.0-or-later
"""A file system of a size of one's own, to be filled or made read-only, where that is allowed."""
import pathlib
import subprocess

from tap import Skip


class Tmpfs:
    def __init__(self, place, options):
        self.place, self.options = pathlib.Path(place), options

    def __enter__(self):
        self.place.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", self.options, "none", str(self.place)],
                              capture_output=True, text=True, check=False)
        if done.returncode:
            raise Skip(f"no right to mount here: {done.stderr.strip()}")
        return self

    def remount(self, options):
        subprocess.run(["mount", "-o", "remount," + options, str(self.place)], check=True)

    def fill(self):
        """To the last block; returns the file that takes the room."""
        ballast = self.place / "ballast"
        with open(ballast, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                return ballast

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", str(self.place)], check=False)
