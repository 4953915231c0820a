# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bench says: rows of a table, each figure beside its peer of the same run, and the promises that do not hold.

    table = Table()
    table.begin("store")
    table.compare("save, 10 KB, p50", 1.2, "ms", beside="bare SQLite", peer=0.6, most=100)
    table.faults        sentences; empty where all is as promised
"""
import math
import os
import pathlib
import statistics

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("GALLEY_BUILD_DIR", ROOT / "build"))


def program(name):
    """The path of a program of this folder; says so where it was not built."""
    path = BUILD / "tests/bench" / name
    if not path.exists():
        raise SystemExit(f"{name} was not built: ./dev bench builds it, where the packages of ./dev packages are there")
    return str(path)


def median(values):
    return statistics.median(values)


def percentile(values, share):
    """The smallest value that at least that share of all does not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]


def written(value, unit):
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


class Table:
    def __init__(self):
        self.faults = []

    @staticmethod
    def begin(name):
        print(f"\n| {name} | Galley | beside it | ratio | promised |\n|---|---|---|---|---|", flush=True)

    def compare(self, what, value, unit, beside="", peer=None, most=None, most_ratio=None, least_ratio=None):
        """One row. A limit that is given is a promise: of the figure itself, or of its ratio to the peer's."""
        ratio = value / peer if peer else None
        promises = [f"at most {written(most, unit)}"] if most is not None else []
        promises += [f"at most {most_ratio:g} times"] if most_ratio is not None else []
        promises += [f"at least {least_ratio:g} times"] if least_ratio is not None else []
        holds = ((most is None or value <= most) and (most_ratio is None or ratio <= most_ratio)
                 and (least_ratio is None or ratio >= least_ratio))
        promised = ", ".join(promises)
        print(f"| {what} | {written(value, unit)} | {f'{beside} {written(peer, unit)}' if peer else beside} | "
              f"{f'{ratio:.2f}' if peer else ''} | {promised}{'' if holds else ' (broken)'} |", flush=True)
        if not holds:
            self.faults.append(f"{what}: {written(value, unit)}{f', {ratio:.2f} times {beside}' if peer else ''}; "
                               f"promised is {promised}")
