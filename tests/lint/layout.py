# SPDX-License-Identifier: GPL-3.0-or-later
"""How far the code is from what clang-format would make of it.

clang-format cannot write parameters one a line with their names aligned, as GTK does, so blanks inside a line do
not count; line breaks are the author's (ColumnLimit: 0). A report, not a check: tables and SQL are better by hand.
"""
import concurrent.futures
import difflib
import re
import subprocess

import tree


def plain(text):
    """Lines with their indent, but one blank between words and none before the brace of a compound literal."""
    lines = []
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        lines.append(" " * indent + re.sub(r"\) \{(?=.)", "){", re.sub(r" +", " ", line.strip())))
    return lines


def differing(path):
    """How many lines clang-format would write differently."""
    done = subprocess.run(["clang-format", str(path)], cwd=tree.ROOT, capture_output=True, text=True, check=True)
    changes = difflib.unified_diff(plain(tree.read(path)), plain(done.stdout), lineterm="", n=0)
    return sum(line[:1] == "-" and line[:3] != "---" for line in changes)


def report():
    paths = [path for path in tree.files("*.c", "*.h") if path.parts[0] in ("src", "tests")]
    try:
        with concurrent.futures.ThreadPoolExecutor() as pool:
            counts = dict(zip(paths, pool.map(differing, paths)))
    except FileNotFoundError:
        return "layout: clang-format is not installed"
    off = {path: count for path, count in counts.items() if count}
    if not off:
        return f"layout: {len(paths)} files, all as clang-format would write them"
    most = sorted(off, key=off.get, reverse=True)[:5]
    return (f"layout: {len(off)} of {len(paths)} files differ from clang-format, by {sum(off.values())} lines; most in "
            + ", ".join(f"{path.name} ({off[path]})" for path in most))
