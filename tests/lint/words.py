# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that do not belong in what is handed on: notes to oneself, paths of one machine, sleeps."""
import re

import tree

NOTES = re.compile(r"\b(TODO|FIXME|XXX|HACK|WIP)\b")
# /tmp is the machine's too: g_dir_make_tmp() and mkdtemp() know better.
MACHINE = re.compile(r"(?<![\w.])/(?:home/\w+|root|work|Users)/")
OUTSIDE = re.compile(r"\.\./shared\b")
SLEEP = re.compile(r"\b(g_usleep|usleep|nanosleep|sleep) \(")
TEXT = ("*.c", "*.h", "*.py", "*.sh", "*.ui", "*.css", "*.md", "*.build", "*.in", "*.xml", "*.yaml", "*.mustache",
        "*.service", "*.desktop", "meson_options.txt", "dev", ".ci/run", "*.po")


def check():
    for path in tree.files(*TEXT):
        if path.parts[:2] in (("tests", "lint"), ("tests", "data")):
            continue
        text = tree.read(path)
        for pattern, what in ((NOTES, "a note to oneself"), (MACHINE, "a path of one machine")):
            for match in pattern.finditer(text):
                yield f"{path}:{tree.line_of(text, match.start())}: {what}: {match.group(0)}"
        if path.parts[0] != "tests":
            for match in OUTSIDE.finditer(text):
                yield f"{path}:{tree.line_of(text, match.start())}: points outside the project"
        if path.suffix in (".c", ".h"):
            code = tree.without_comments(text)
            for match in SLEEP.finditer(code):
                yield f"{path}:{tree.line_of(code, match.start())}: sleeps; wait for the condition, or use the clock"
