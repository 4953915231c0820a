# SPDX-License-Identifier: GPL-3.0-or-later
"""The first pull of 10,000 articles of 3 KB and the push of drafts that were written offline, beside PouchDB with
its own server in the same run. Both over loopback, each side with its own files; ours with every commit on the disk,
PouchDB's as it comes, without. PouchDB is fetched by npm into the build folder."""
import pathlib
import shutil
import signal
import subprocess
import tempfile

from figures import BUILD, median, program
from server import DEMO, Server

ROUNDS, QUICK_ROUNDS = 3, 1
COUNT, SMALL_COUNT, ARTICLE_BYTES = 10_000, 1_000, 2800
USER, PASSWORD = "xiaohe", "galley-demo"
LEAST_RATIO, MOST_GROWTH = 5, 1.2
EDITS, EVERYDAY_ROUNDS, MOST_IDLE, MOST_EVERYDAY = 10, 7, 15, 50
HERE = pathlib.Path(__file__).resolve().parent
POUCH = BUILD / "bench-pouch"


def read_figures(text):
    return {name: float(value) for name, value in (line.split() for line in text.splitlines())}


def fetch_pouch():
    POUCH.mkdir(parents=True, exist_ok=True)
    for source in (HERE / "pouch").iterdir():
        shutil.copy(source, POUCH)
    if not (POUCH / "node_modules").is_dir():
        subprocess.run(["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=POUCH, check=True)


class Pouch:
    """PouchDB with a server process; each replication is a process, too."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "server").mkdir(parents=True)
        self.server = subprocess.Popen(["node", POUCH / "server.js", folder / "server"], stdout=subprocess.PIPE, text=True)
        self.address = f"http://127.0.0.1:{int(self.server.stdout.readline())}/newsroom"

    def replicate(self, direction, name, count=0):
        done = subprocess.run(["node", POUCH / "replicate.js", self.folder, self.address, direction, name, str(count)],
                              stdout=subprocess.PIPE, text=True, check=True)
        return read_figures(done.stdout)

    def push(self, count):
        return self.replicate("push", f"computer{count}", count)

    def pull(self):
        done = self.replicate("pull", "other")
        return done | {"settled": done["seconds"]}

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        peak = self.server.communicate()[0]
        return float(peak) / 1024


class Galley:
    """galley-server, and stores that are filled and synchronised."""

    def __init__(self, folder):
        self.folder = folder
        self.server = Server(folder / "server")
        self.server.init("--demo", DEMO)
        self.server.start()

    def synchronise(self, name):
        done = subprocess.run([program("bench-sync"), self.folder / name, self.server.address, USER, PASSWORD],
                              stdout=subprocess.PIPE, text=True, check=True)
        return read_figures(done.stdout)

    def push(self, count, name=None):
        """Drafts of a computer that already knows what the server has."""
        name = name or f"computer{count}"
        self.synchronise(name)
        subprocess.run([program("bench-fill"), "drafts", self.folder / name, str(count), str(ARTICLE_BYTES), USER],
                       check=True)
        done = self.synchronise(name)
        return done | {"count": done["pushed"]}

    def pull(self):
        done = self.synchronise("other")
        return done | {"count": done["pulled"], "settled": done["seconds"] + done["close"]}

    def stop(self):
        status = pathlib.Path(f"/proc/{self.server.process.pid}/status").read_text()
        self.server.stop()
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def measure_round(side):
    """Articles a second: pushed to an empty server, pulled from it, and pushed in a small number to a full one."""
    large, pull, small = side.push(COUNT), side.pull(), side.push(SMALL_COUNT)
    assert large["count"] == COUNT and pull["count"] >= COUNT and small["count"] == SMALL_COUNT, "not all went over"
    return {"push": small["count"] / small["seconds"], "push all": large["count"] / large["seconds"],
            "pull": pull["count"] / pull["seconds"], "settled": pull["count"] / pull["settled"],
            "push peak": large["peak"] / 1024, "pull peak": pull["peak"] / 1024, "server": side.stop()}


def measure_small_pull(folder):
    """Seconds an article where there is a tenth, until all of it stands in the file."""
    side = Galley(folder)
    side.push(SMALL_COUNT)
    pull = side.pull()
    side.stop()
    return pull["settled"] / pull["count"]


def measure_everyday(folder, rounds):
    """Milliseconds of a pass where nothing is new, and of ten drafts out and in again on another computer, with the
    articles of the small pull there."""
    side = Galley(folder)
    side.push(SMALL_COUNT)
    side.pull()
    idle = [1000 * side.pull()["seconds"] for _ in range(rounds)]
    there_and_back = []
    for number in range(rounds):
        out = side.push(EDITS, f"desk{number}")
        back = side.pull()
        assert out["count"] == back["count"] == EDITS, (out, back)
        there_and_back.append(1000 * (out["seconds"] + back["seconds"]))
    side.stop()
    return median(idle), median(there_and_back)


def run(table, quick):
    ours, theirs, growth, everyday = [], [], [], []
    fetch_pouch()
    for _ in range(QUICK_ROUNDS if quick else ROUNDS):
        with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-sync.") as name:
            folder = pathlib.Path(name)
            theirs.append(measure_round(Pouch(folder / "pouch")))
            ours.append(measure_round(Galley(folder / "galley")))
            growth.append(1 / ours[-1]["settled"] / measure_small_pull(folder / "small"))
            everyday.append(measure_everyday(folder / "everyday", EVERYDAY_ROUNDS))

    def both(what):
        return median([turn[what] for turn in ours]), median([turn[what] for turn in theirs])

    table.begin("sync")
    for what, words, promised in (("pull", "first pull of 10,000 articles", LEAST_RATIO),
                                  ("settled", "the same, until the store is closed", None),
                                  ("push", "push of 1,000 drafts", LEAST_RATIO),
                                  ("push all", "push of 10,000 drafts", LEAST_RATIO)):
        rate, peer = both(what)
        table.compare(words, rate, "articles/s", "PouchDB", peer, least_ratio=promised)
    for what, words in (("pull peak", "peak memory of the pulling side"), ("push peak", "peak memory of the pushing side"),
                        ("server", "peak memory of the server")):
        peak, peer = both(what)
        table.compare(words, peak, "MB", "PouchDB", peer)
    table.compare("a pass with nothing new", median([turn[0] for turn in everyday]), "ms", most=MOST_IDLE)
    table.compare(f"{EDITS} drafts out, and in on another computer", median([turn[1] for turn in everyday]), "ms",
                  most=MOST_EVERYDAY)
    table.compare("time an article, 10,000 beside 1,000 pulled, the store closed", median(growth), "times", most=MOST_GROWTH)
