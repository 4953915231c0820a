#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""load.py [MINUTES=10] [CLIENTS=200] [file|postgresql]: so many desks save and follow the feed, at a server with a file, then at
two servers on one PostgreSQL, or at one of the two alone. What each kind of request took is printed; an error of a server makes the run fail."""
import pathlib
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "support"), str(TESTS / "server")]
from postgres import Postgres  # noqa: E402
from server import DEMO, Server  # noqa: E402

from load import run  # noqa: E402


def peak(server):
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))


def measure(name, servers, minutes, clients):
    report = run([server.address for server in servers], clients, 60 * minutes)
    print(f"{name}: {clients} clients, {minutes:g} min, at most {', '.join(f'{int(peak(one)) / 1024:.0f} MB' for one in servers)}")
    for line in report.lines():
        print("  " + line)
    for error in report.errors[:5]:
        print("  ", error)
    return not report.errors


def at_a_file(top, minutes, clients):
    file = Server(top / "file")
    file.init("--demo", DEMO)
    with file:
        return measure("a file", [file], minutes, clients)


def at_postgresql(top, minutes, clients):
    pair = Server(top / "base"), Server(top / "base")
    pair[1].log = top / "second.log"
    with Postgres() as postgres:
        pair[0].init("--demo", DEMO, "--database", postgres.address_of("desk"))
        with pair[0], pair[1]:
            return measure("two servers on PostgreSQL", pair, minutes, clients)


def main():
    kinds = {"file": at_a_file, "postgresql": at_postgresql}
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    clients = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    wanted = sys.argv[3:] or list(kinds)
    with tempfile.TemporaryDirectory(prefix="galley-load-") as name:
        good = [kinds[kind](pathlib.Path(name), minutes, clients) for kind in wanted]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
