# SPDX-License-Identifier: GPL-3.0-or-later
"""galley-tool as a person at a terminal has it: a home of one's own, what it printed, how it ended.

    home = Home(folder)
    done = home.run("import", path)
    done.status, done.out (bytes), done.words (what it said on stderr)
"""
import collections
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("GALLEY_BUILD_DIR", ROOT / "build"))
PROGRAM = os.environ.get("GALLEY_TOOL", str(BUILD / "src/tool/galley-tool"))

Done = collections.namedtuple("Done", "status out words")


class Home:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.data.mkdir(parents=True, exist_ok=True)
        # No bus: a test never reaches the key ring of whoever runs it.
        self.env = dict(os.environ, XDG_DATA_HOME=str(self.data), LC_ALL="C.UTF-8", G_DEBUG="fatal-warnings",
                        DBUS_SESSION_BUS_ADDRESS="disabled:", GALLEY_LOCALE_DIR=str(BUILD / "po"))

    def run(self, *args, out=subprocess.PIPE, **env):
        done = subprocess.run([PROGRAM, *map(str, args)], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE,
                              env={**self.env, **env}, timeout=120, check=False)
        assert done.returncode >= 0, f"galley-tool {args} died of signal {-done.returncode}: {done.stderr.decode()}"
        return Done(done.returncode, done.stdout, done.stderr.decode())

    def good(self, *args, **env):
        """What it printed; it must have ended well."""
        done = self.run(*args, **env)
        assert done.status == 0, f"galley-tool {args} ended with {done.status}: {done.words}"
        return done.out

    def accounts(self):
        """Folders of the portals' accounts."""
        return sorted(path.parent for path in (self.data / "galley").glob("*/account.json"))


def one_sentence(words):
    """A single line that says who speaks."""
    return words.startswith("galley-tool: ") and words.count("\n") == 1 and words.endswith("\n")
