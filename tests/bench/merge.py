# SPDX-License-Identifier: GPL-3.0-or-later
"""What it takes to merge an article that two have changed in a hundred places, and one that both have written anew."""
import subprocess

from figures import median, program

MOST = {"20000": 50, "1048576": 400, "anew": 400}
NAMES = {"20000": "merge of 20,000 characters", "1048576": "merge of 1 MB", "anew": "merge of 100,000 characters, both anew"}


def run(table, quick):
    done = subprocess.run([program("bench-merge"), "5" if quick else "25"], stdout=subprocess.PIPE, text=True, timeout=600,
                          check=True)
    figures = {}
    for line in done.stdout.splitlines():
        name, value = line.split()
        figures.setdefault(name, []).append(float(value))

    table.begin("merge")
    for name, words in NAMES.items():
        table.compare(f"{words}, p50", median(figures[name]), "ms", most=MOST[name])
        table.compare(f"{words}, longest", max(figures[name]), "ms")
