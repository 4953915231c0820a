#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the checks of this folder over the whole project.

    run.py [--tap] [CHECK...]

A check is a module with `check()`, which yields one sentence a fault. Exit status 1 when there is any.
The layout of the code is reported beside them, but does not fail: .clang-format decides arguments, not builds.
"""
import argparse
import importlib
import sys

import layout

CHECKS = ["layers", "shape", "invariants", "words", "sql", "translations", "metadata", "access"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tap", action="store_true", help="write TAP, for the test harness")
    parser.add_argument("check", nargs="*", help=" ".join(CHECKS))
    options = parser.parse_args()
    names, faults = options.check or CHECKS, 0
    for number, name in enumerate(names, 1):
        found = list(importlib.import_module(name).check())
        faults += len(found)
        if options.tap:
            print(f"{'not ok' if found else 'ok'} {number} - {name}")
            print("".join(f"# {fault}\n" for fault in found), end="")
        else:
            print(f"{name}: {len(found) or 'no'} fault{'' if len(found) == 1 else 's'}")
            print("".join(f"  {fault}\n" for fault in found), end="")
    if options.tap:
        print(f"1..{len(names)}")
    elif not options.check:
        print(layout.report())
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
