# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the project, as the lint checks see them."""
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def files(*patterns):
    """Paths relative to the root, tracked or new but not ignored; without git, what lies here but build folders."""
    known = None
    if shutil.which("git"):
        done = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                              cwd=ROOT, capture_output=True, text=True, check=False)
        known = done.stdout.split("\0") if done.returncode == 0 else None
    if known is not None:
        names = [name for name in known if name]
    else:
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*")
                 if not path.relative_to(ROOT).parts[0].startswith("build")]
    found = sorted({pathlib.PurePosixPath(name) for name in names if (ROOT / name).is_file()})
    return [path for path in found if not patterns or any(path.match(pattern) for pattern in patterns)]


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def without_comments(text):
    """C text with comments blanked, line numbers kept."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)

    def blank(match):
        part = match.group(0)
        return re.sub(r"[^\n]", " ", part) if part.startswith("/") else part
    return pattern.sub(blank, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1
