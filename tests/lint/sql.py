# SPDX-License-Identifier: GPL-3.0-or-later
"""SQL lives in core/db, core/store and server, and values are bound, never printed into it."""
import re

import tree

ROOMS = ("src/core/db/", "src/core/store/", "src/server/")
STATEMENT = re.compile(r'"\s*(SELECT\s|INSERT (OR \w+ )?INTO|REPLACE INTO|UPDATE \w+ SET|DELETE FROM|PRAGMA \w'
                       r'|(CREATE|ALTER|DROP) (TEMP |VIRTUAL |UNIQUE )?(TABLE|INDEX|TRIGGER|VIEW))')
CALL = re.compile(r"\bsqlite3_\w+ \(|#\s*include\s+<sqlite3\.h>")
# A name of ours (a table, a column) may come from a constant; a value in quotes may not.
PRINTED = re.compile(r"""printf \([^;]*?"[^";]*\b(SELECT|INSERT|UPDATE|DELETE|WHERE)\b[^";]*'%""", re.S)


def check():
    for path in tree.files("*.c", "*.h"):
        if path.parts[0] != "src":
            continue
        code = tree.without_comments(tree.read(path))
        if not str(path).startswith(ROOMS):
            for pattern in (STATEMENT, CALL):
                for match in pattern.finditer(code):
                    yield f"{path}:{tree.line_of(code, match.start())}: SQL outside store/ and server/"
        for match in PRINTED.finditer(code):
            yield f"{path}:{tree.line_of(code, match.start())}: a value is printed into SQL; bind it"
