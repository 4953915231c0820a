#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the registered tests group by group, each within its budget, and closes with one line over all cases.

    suites.py [--build DIR] [--scale N] [GROUP...]

Exit status 1 when a case failed, a budget was broken or nothing ran. On a machine that is slow or shared,
GALLEY_BUDGET_SCALE=3 (or --scale 3) makes budgets and time-outs three times as long.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import time

from summary import Summary, planned_tests

# group: (meson suites, minutes, tests at a time; None: as many as there are processors)
GROUPS = {
    "headless": (["headless"], 4, 3),  # windows wait more than they work
    "window": (["window"], 4, 1),  # they type and measure: one at a time, nothing else running
    "store": (["store", "crash"], 2, None),
    "simulator": (["simulator"], 2, None),  # and clients of a real server, since it works with one processor
    "servers": (["servers"], 3, None),
}
# Of random tests, unless another is asked for: one tree has one answer, and `./dev campaign seeds` takes new ones.
SEEDS = {"GALLEY_TEST_SEED": "1", "GALLEY_SEED": "1"}


def group_of(suites):
    return [group for group, (wanted, _, _) in GROUPS.items() if set(wanted) & set(suites)]


def run_group(build, group, scale):
    """Returns the seconds it took. What is not done at the end of the budget is stopped."""
    suites, minutes, processes = GROUPS[group]
    budget = minutes * 60 * scale
    command = ["timeout", "--signal=TERM", "--kill-after=30", f"{budget:g}",
               "meson", "test", "-C", str(build), "--no-rebuild", "--print-errorlogs", "--logbase", group,
               "--timeout-multiplier", f"{scale:g}"]
    for suite in suites:
        command += ["--suite", suite]
    if processes:
        command += ["--num-processes", str(processes)]
    begin = time.monotonic()
    subprocess.run(command, check=False, env=SEEDS | os.environ | {"GALLEY_BUDGET_SCALE": f"{scale:g}"})
    return time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser(description="Run the tests by groups, within their budgets.")
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build"))
    parser.add_argument("--scale", type=float, default=float(os.environ.get("GALLEY_BUDGET_SCALE", "1")))
    parser.add_argument("group", nargs="*", help=" ".join(GROUPS))
    options = parser.parse_args()
    for group in options.group:
        if group not in GROUPS:
            parser.error(f"no such group: {group}; there are {' '.join(GROUPS)}")

    summary, times, broken = Summary(), [], []
    logs = options.build / "meson-logs"
    planned = planned_tests(options.build)
    for name, suites in planned.items():
        if len(group_of(suites)) != 1:
            summary.fail(f"{name}: belongs to exactly one group, its suites are {suites}")

    for group in options.group or GROUPS:
        tests = [name for name, suites in planned.items() if group in group_of(suites)]
        for ending in ("json", "txt", "junit.xml"):
            (logs / f"{group}.{ending}").unlink(missing_ok=True)
        if not tests:
            continue
        print(f"\n== {group}: {len(tests)} programs, {GROUPS[group][1]} min ==", flush=True)
        seconds = run_group(options.build, group, options.scale)
        summary.add_group(logs, group, tests)
        times.append(f"{group} {seconds:.0f} s of {GROUPS[group][1] * 60 * options.scale:.0f}")
        if seconds > GROUPS[group][1] * 60 * options.scale:
            broken.append(group)

    print("\n" + "; ".join(times))
    for failure in summary.failures:
        print("failed:", failure)
    for group in broken:
        print("over its budget:", group)
    print(summary.line(), flush=True)
    return 1 if summary.failures or broken or not summary.passed else 0


if __name__ == "__main__":
    sys.exit(main())
