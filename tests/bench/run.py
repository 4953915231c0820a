#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the figures: machine, date, versions, then one table. Each row stands beside its peer of the same run.

Fails when a ratio or a time is beyond what is promised; tests/bench/README.md keeps the last figures.
"""
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("GALLEY_BUILD_DIR", ROOT / "build"))
MOST_RATIO = 1.3
MOST_PREVIEW = 40.0
PACKAGES = ["libgtk-4-1", "libgtksourceview-5-0", "libwebkitgtk-6.0-4", "libsqlite3-0", "libpango-1.0-0"]


def machine():
    cpu = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    memory = re.search(r"^MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text(), re.M)
    versions = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}, ", *PACKAGES], capture_output=True,
                              text=True, check=False).stdout
    load = os.getloadavg()[0]
    return (f"{time.strftime('%Y-%m-%d')} · {cpu.group(1) if cpu else 'unknown processor'}, {os.cpu_count()} processors, "
            f"{int(memory.group(1)) // 1024 // 1024} GB, load {load:.1f}\n{versions.rstrip(', ')} · GSK_RENDERER=cairo")


def main():
    display = ["/usr/bin/python3", str(ROOT / "tests/support/display.py"), "--size", "1366x768"]
    print(machine(), flush=True)
    done = subprocess.run([*display, str(BUILD / "tests/bench/bench-keys")], stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.DEVNULL, timeout=900, check=False)
    print(done.stdout, end="")
    ratios = re.findall(r"^\| key, CPU, ([^:|]+): median of the ratios \|[ |]* ([\d.]+) \| ([\d.]+) \|$", done.stdout, re.M)
    preview = [float(figure) for figure in re.findall(r"^\| key to preview[^|]*\| ([\d.]+) ms", done.stdout, re.M)]
    if done.returncode != 0 or len(ratios) != 2 or len(preview) != 1:
        print("bench-keys did not come to its end")
        return 1
    faults = [f"{size}: {key} costs {ratio} times a bare text view's, promised is {MOST_RATIO}"
              for size, median, p99 in ratios for key, ratio in (("a key", median), ("one key in a hundred", p99))
              if float(ratio) > MOST_RATIO]
    faults += [f"a key is in the preview after {figure} ms, promised are {MOST_PREVIEW}" for figure in preview
               if figure > MOST_PREVIEW]
    print("\n".join(faults) or "all as promised")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
