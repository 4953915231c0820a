# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: a folder sees what stands below it, no header but a public one crosses folders, and no
file includes itself through others."""
import collections
import pathlib
import re

import tree

# folder: the folders directly below it
BELOW = {
    "core/base": [],
    "core/db": ["core/base"],
    "core/model": ["core/base"],
    "core/wire": ["core/model"],
    "core/media": ["core/model"],
    "core/proof": ["core/model"],
    "core/tags": ["core/model"],
    "core/portal": ["core/wire"],
    "core/intake": ["core/wire", "core/media", "core/portal"],
    "core/store": ["core/db", "core/wire"],
    "core/sync": ["core/store", "core/intake"],
    "core/workspace": ["core/sync", "core/portal", "core/proof", "core/tags"],
    "app/base": ["core/workspace"],
    "app/words": ["core/workspace"],
    "app/body": ["app/base"],
    "app/crop": ["app/base", "app/words"],
    "app/fields": ["app/body", "app/crop"],
    "app/history": ["app/base", "app/words"],
    "app/conflict": ["app/body", "app/history"],
    "app/editor": ["app/conflict", "app/fields"],
    "app/preview": ["app/base", "app/words"],
    "app/list": ["app/preview"],
    "app/placement": ["app/preview"],
    "app/print": ["app/words"],
    "app/templates": ["app/words"],
    "app/account": ["app/base", "app/words"],
    "app/preferences": ["app/base"],
    "app/help": ["app/base"],
    "app/window": ["app/editor", "app/list", "app/placement", "app/print", "app/templates", "app/account", "app/preferences",
                   "app/help"],
    "app": ["app/window"],
    "tool": ["core/workspace"],
    "reader": ["core/intake", "core/media"],
    "server": ["core/db", "core/wire", "core/portal", "core/proof"],
}
# What the core is made of has no window; only the app has.
WINDOW = re.compile(r"#\s*include\s+<(gtk/|adwaita|webkit/|gdk/)")
# A worker would be the last to let go of what belongs to the main thread.
LEAVES_TO_WORKER = re.compile(r"\bg_task_run_in_thread \(")


def below(folder):
    found = set()
    for direct in BELOW[folder]:
        found |= {direct} | below(direct)
    return found


def room(path):
    parts = path.parts
    return "/".join(parts[:2]) if parts[0] == "core" or parts[0] == "app" and len(parts) > 2 else parts[0]


def circles(graph):
    """Groups of files that reach each other (Tarjan), each sorted."""
    order, low, stack, found = {}, {}, [], []

    def visit(node):
        order[node] = low[node] = len(order)
        stack.append(node)
        for target in sorted(graph.get(node, ())):
            if target not in order:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target in stack:
                low[node] = min(low[node], order[target])
        if low[node] == order[node]:
            group = stack[stack.index(node):]
            del stack[stack.index(node):]
            if len(group) > 1:
                found.append(sorted(group))
    for node in sorted(graph):
        if node not in order:
            visit(node)
    return found


def check():
    sources = {path.relative_to("src"): tree.read(path) for path in tree.files("*.c", "*.h") if path.parts[0] == "src"}
    graph = collections.defaultdict(set)
    for path, text in sources.items():
        here = room(path)
        if here not in BELOW:
            yield f"src/{path}: the folder {here} has no place in the layering"
            continue
        allowed = below(here) | {here}
        if not here.startswith("app") and WINDOW.search(text):
            yield f"src/{path}: only src/app may include GTK, libadwaita or WebKit"
        if str(path) != "core/base/galley-task.c" and LEAVES_TO_WORKER.search(tree.without_comments(text)):
            yield f"src/{path}: galley_task_run_in_thread () lets go of the task where it was made"
        for name in tree.INCLUDE.findall(text):
            target = pathlib.PurePosixPath(name)
            if target not in sources:
                if (path.parent / target) in sources:
                    yield f"src/{path}: write includes from src/: {path.parent / target}"
                continue
            if room(target) not in allowed:
                yield f"src/{path}: {here} may not include {target}"
            if target.name.endswith("-private.h") and target.parent != path.parent:
                yield f"src/{path}: {target} is private to its folder"
            if target.with_suffix("") != path.with_suffix(""):
                graph[str(path.with_suffix(""))].add(str(target.with_suffix("")))
    for group in circles(graph):
        yield "these include each other: " + " ".join(group)
