# SPDX-License-Identifier: GPL-3.0-or-later
"""Every visible string can be translated, and is translated into Chinese in full."""
import pathlib
import re
import subprocess
import tempfile

import tree

PO = tree.ROOT / "po"
IN_C = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?) \(\s*"')
IN_UI = re.compile(r'translatable="(yes|true)"')
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dngettext:2,3", "g_dpgettext2:2c,3"]


def tool(*command):
    return subprocess.run([str(part) for part in command], cwd=tree.ROOT, capture_output=True, text=True, check=False)


def listed():
    lines = (PO / "POTFILES.in").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def check_list(names):
    for name in names:
        if not (tree.ROOT / name).is_file():
            yield f"po/POTFILES.in: {name} does not exist"
    for path in tree.files("*.c", "*.h", "*.ui"):
        if path.parts[0] != "src" or str(path) in names:
            continue
        text = tree.read(path)
        found = IN_UI.search(text) if path.suffix == ".ui" else IN_C.search(tree.without_comments(text))
        if found:
            yield f"{path}: has words for people and is not in po/POTFILES.in"


def check_language(po, names, scratch):
    done = tool("msgfmt", "-c", "-o", "/dev/null", po)
    if done.returncode:
        yield f"{po.name}: {done.stderr.strip()}"
    for kind in ("--untranslated", "--only-fuzzy"):
        entries = tool("msgattrib", kind, "--no-obsolete", "--no-wrap", po).stdout
        for entry in re.findall(r'^msgid "(.+)"$', entries, re.M):
            yield f"{po.name}: {kind.strip('-')}: {entry}"
    pot = scratch / "galley.pot"
    present = [name for name in names if (tree.ROOT / name).is_file()]
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    done = tool("xgettext", "--from-code=UTF-8", "--no-wrap", *keywords, "-o", pot, *present)
    if done.returncode or not pot.exists():
        yield f"xgettext: {done.stderr.strip() or 'found nothing'}"
        return
    for line in tool("msgcmp", po, pot).stderr.splitlines():
        if "this message" in line and "warning:" not in line:
            place = re.search(r":(\d+):", line)
            yield f"{po.name}: {message_at(pot, int(place.group(1)))}: {line.rpartition(': ')[2]}"


def message_at(pot, line):
    """The message that stands at that line, or ends before it."""
    lines = pot.read_text(encoding="utf-8").splitlines()
    return next((text for text in reversed(lines[:line]) if text.startswith("msgid")), f"line {line}")


def check():
    if not (PO / "POTFILES.in").exists():
        return
    names = listed()
    yield from check_list(names)
    with tempfile.TemporaryDirectory() as scratch:
        for po in sorted(PO.glob("*.po")):
            yield from check_language(po, names, pathlib.Path(scratch))
