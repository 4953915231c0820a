# SPDX-License-Identifier: GPL-3.0-or-later
"""What it takes to save: an article of 10 KB and one of 1 MB four times a second, beside a bare SQLite that commits as
many bytes as durably; and a save behind a background lane that a first pull has filled."""
import subprocess
import tempfile

from figures import BUILD, median, percentile, program

SECONDS, QUICK_SECONDS = 60, 10
MOST_BEHIND = 100


def run(table, quick):
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-store.") as folder:
        done = subprocess.run([program("bench-store"), folder, str(QUICK_SECONDS if quick else SECONDS)],
                              stdout=subprocess.PIPE, text=True, timeout=900, check=True)
    figures = {}
    for line in done.stdout.splitlines():
        *name, value = line.split()
        figures.setdefault(" ".join(name), []).append(float(value))

    table.begin("store")
    for size, bytes_ in ("10 KB", 10 * 1024), ("1 MB", 1024 * 1024):
        ours, bare = figures[f"save {bytes_}"], figures[f"bare {bytes_}"]
        table.compare(f"save at 4 Hz, {size}, p50", median(ours), "ms", "bare SQLite", median(bare))
        table.compare(f"save at 4 Hz, {size}, p99", percentile(ours, 0.99), "ms", "bare SQLite",
                      percentile(bare, 0.99))
    table.compare("save behind a first pull, p50", median(figures["behind"]), "ms")
    table.compare("save behind a first pull, longest", max(figures["behind"]), "ms", most=MOST_BEHIND)
