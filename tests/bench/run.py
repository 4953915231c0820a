#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the figures: machine, date, versions, then a table a bench, each row beside its peer of the same run.

    run.py [--quick] [NAME...]

Without a name all run but those that take minutes. A bench is a module of this folder with `run(table, quick)`. Exit
status 1 where one of them is beyond what is promised; README.md keeps the last figures.
"""
import argparse
import importlib
import os
import pathlib
import re
import subprocess
import sys
import time

from figures import Table

BENCHES = {
    "keys": "what a key costs",
    "writing": "what a key costs in the running program",
    "preview": "from a key to the page beside the text",
    "start": "from the start of the program to its window",
    "opening": "from the start of the program to a long text on the screen",
    "sync": "the first pull and the push of what was written offline",
    "screens": "from a key on one computer to the screen of another",
    "merge": "what it takes to merge what two have changed",
    "store": "what a save takes",
    "tabs": "what open articles cost",
    "serving": "how many readers a server answers",
    "pages": "making a portal's site, and a withdrawal from it",
}
# Only where they are named.
BY_HAND = {
    "archive": "the first pull of ten times as many articles",
}
PACKAGES = ["libgtk-4-1", "libadwaita-1-0", "libgtksourceview-5-0", "libwebkitgtk-6.0-4", "libsqlite3-0",
            "libpango-1.0-0", "gnome-text-editor", "nginx-light", "wrk"]

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))


def machine():
    cpu = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    memory = re.search(r"^MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text(), re.M)
    versions = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}, ", *PACKAGES], capture_output=True,
                              text=True, check=False).stdout
    load = os.getloadavg()[0]
    return (f"{time.strftime('%Y-%m-%d')} · {cpu.group(1) if cpu else 'unknown processor'}, {os.cpu_count()} processors, "
            f"{int(memory.group(1)) // 1024 // 1024} GB, load {load:.1f}\n{versions.rstrip(', ')} · GSK_RENDERER=cairo")


def main():
    parser = argparse.ArgumentParser(description="Print the figures.",
                                     epilog="; ".join(f"{name}: {what}" for name, what in (BENCHES | BY_HAND).items()))
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for a first look")
    parser.add_argument("name", nargs="*", choices=[[], *BENCHES, *BY_HAND], help=" ".join(BENCHES | BY_HAND))
    options = parser.parse_args()

    table = Table()
    print(machine(), flush=True)
    for name in options.name or BENCHES:
        importlib.import_module(name).run(table, options.quick)
    print("\n" + ("\n".join(table.faults) or "all as promised"))
    return 1 if table.faults else 0


if __name__ == "__main__":
    sys.exit(main())
