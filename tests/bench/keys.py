# SPDX-License-Identifier: GPL-3.0-or-later
"""What a key costs, beside gnome-text-editor's GtkSourceView: bench-keys prints the rows."""
import re
import subprocess

from figures import ROOT, program

MOST_RATIO = 1.3
MOST_PREVIEW = 40.0
SIZES = 3
KEYS, QUICK_KEYS = 400, 40  # a round, of which there are five


def run(table, quick):
    display = ["/usr/bin/python3", str(ROOT / "tests/support/display.py"), "--size", "1366x768"]
    keys = str(QUICK_KEYS if quick else KEYS)
    done = subprocess.run([*display, program("bench-keys"), keys], stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.DEVNULL, timeout=3600, check=False)
    print("\n" + done.stdout, end="", flush=True)
    ratios = re.findall(r"^\| key, CPU, ([^:|]+): median of the ratios \|[ |]* ([\d.]+) \| ([\d.]+) \|$", done.stdout, re.M)
    preview = [float(figure) for figure in re.findall(r"^\| key to preview[^|]*\| ([\d.]+) ms", done.stdout, re.M)]
    if done.returncode != 0 or len(ratios) != SIZES or len(preview) != 1:
        table.faults.append("bench-keys did not come to its end")
    table.faults += [f"{size}: {key} costs {ratio} times a bare text view's, promised is {MOST_RATIO}"
                     for size, middle, p99 in ratios for key, ratio in (("a key", middle), ("one key in a hundred", p99))
                     if float(ratio) > MOST_RATIO]
    table.faults += [f"a key is in the preview after {figure} ms, promised are {MOST_PREVIEW}" for figure in preview
                     if figure > MOST_PREVIEW]
