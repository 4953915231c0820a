# SPDX-License-Identifier: GPL-3.0-or-later
"""The first pull of 100,000 articles of 3 KB beside one of 10,000, and beside PouchDB with as many; how long it takes then
until a search finds them. Takes some minutes, and so runs only where it is named."""
import pathlib
import tempfile

from figures import BUILD
from sync import COUNT, LEAST_RATIO, MOST_GROWTH, Galley, Pouch, fetch_pouch

LARGE_COUNT = 100_000
MOST_MORE_MEMORY = 20  # MB


def measure_pull(side, count):
    """What was pushed by one computer, pulled by another."""
    side.push(count)
    pull = side.pull()
    assert pull["count"] >= count, "not all came"
    return pull | {"server": side.stop(), "rate": pull["count"] / pull["seconds"],
                   "settled": pull["count"] / pull["settled"], "peak": pull["peak"] / 1024}


def run(table, quick):
    fetch_pouch()
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-archive.") as name:
        folder = pathlib.Path(name)
        small = measure_pull(Galley(folder / "small"), COUNT)
        large = measure_pull(Galley(folder / "large"), COUNT if quick else LARGE_COUNT)
        theirs = measure_pull(Pouch(folder / "pouch"), COUNT if quick else LARGE_COUNT)
    assert large["found"] >= large["count"] - 100, "a search does not find what came"
    table.begin("archive")
    table.compare(f"first pull of {large['count']:,.0f} articles", large["rate"], "articles/s", "PouchDB", theirs["rate"],
                  least_ratio=LEAST_RATIO)
    table.compare("the same, until the store is closed", large["settled"], "articles/s", "PouchDB", theirs["settled"])
    table.compare("time an article, beside 10,000 pulled, the store closed", small["settled"] / large["settled"], "times",
                  most=MOST_GROWTH)
    table.compare("peak memory of the pulling side", large["peak"], "MB", "with 10,000", small["peak"],
                  most=small["peak"] + MOST_MORE_MEMORY)
    table.compare("the same, PouchDB", large["peak"], "MB", "PouchDB", theirs["peak"])
    table.compare("peak memory of the server", large["server"], "MB", "PouchDB", theirs["server"])
    table.compare("a search that finds them all, behind it", 1000 * large["search"], "ms", "among 10,000",
                  1000 * small["search"])
