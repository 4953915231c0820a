# SPDX-License-Identifier: GPL-3.0-or-later
"""Each invariant that src/README.md lists has a test of its name, and no test names one that is not listed."""
import re

import tree

LISTED = re.compile(r"^(\d+)\. .*: `([a-z0-9-]+)`$", re.M)
NAMED = re.compile(r'"/invariants/(\d+-[a-z0-9-]+)')


def check():
    text = tree.read("src/README.md")
    section = text[text.index("## Invariants"):]
    listed = {"-".join(match) for match in LISTED.findall(section[:section.index("\n## ", 3)])}
    tested = {name for path in tree.files("*.c") if path.parts[0] == "tests" for name in NAMED.findall(tree.read(path))}
    if not listed:
        yield "src/README.md: the invariants are not listed"
    for name in sorted(listed - tested):
        yield f"src/README.md: nothing tests invariant {name}"
    for name in sorted(tested - listed):
        yield f"tests: invariant {name} is not listed in src/README.md"
