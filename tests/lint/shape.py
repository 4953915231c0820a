# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of files: at most 600 lines, functions within bounds, the licence at the head, no tabs or stray blanks,
`#pragma once`, and Python and shell that at least parse."""
import re
import subprocess

import tree

LONGEST_FILE = 600
LONGEST_LINE = 125  # 100 is the aim; a table may need more
LONGEST_FUNCTION = 90  # about 60 is the aim; a table or a switch may need more
HEAD = "SPDX-License-Identifier: GPL-3.0-or-later"
FUNCTION = re.compile(r"^[a-z_]\w* \([^;{]*?\)\n\{\n(.*?)^\}", re.S | re.M)


def check_c(path, text):
    if path.suffix == ".h" and "#pragma once" not in text:
        yield f"{path}: no #pragma once"
    for match in FUNCTION.finditer(text):
        lines = match.group(1).count("\n")
        if lines > LONGEST_FUNCTION:
            yield f"{path}:{tree.line_of(text, match.start())}: a function of {lines} lines"


def check_script(path, text):
    if path.suffix == ".py":
        try:
            compile(text, str(path), "exec")
        except SyntaxError as error:
            yield f"{path}: {error}"
    else:
        done = subprocess.run(["dash", "-n", tree.ROOT / path], capture_output=True, text=True, check=False)
        if done.returncode:
            yield f"{path}: {done.stderr.strip()}"


def check():
    scripts = ("*.py", "*.sh", "dev", ".ci/run")
    for path in tree.files("*.c", "*.h", *scripts):
        text = tree.read(path)
        if text.count("\n") > LONGEST_FILE:
            yield f"{path}: {text.count(chr(10))} lines"
        if HEAD not in "\n".join(text.splitlines()[:3]):
            yield f"{path}: no {HEAD}"
        for number, line in enumerate(text.splitlines(), 1):
            if "\t" in line:
                yield f"{path}:{number}: a tab"
            if path.suffix in (".c", ".h") and len(line) > LONGEST_LINE:
                yield f"{path}:{number}: {len(line)} columns"
            if line != line.rstrip():
                yield f"{path}:{number}: blanks at the end"
        yield from (check_c if path.suffix in (".c", ".h") else check_script)(path, text)
