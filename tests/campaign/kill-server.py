#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill-server.py [KILLS=100] [SEED]: a crowd writes and a server is killed (SIGKILL) again and again; every word that was
acknowledged must be there at the end. A server with a file, then two on one PostgreSQL, whose database is killed, too."""
import pathlib
import random
import sys
import tempfile
import time

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "support"), str(TESTS / "server")]
from postgres import Postgres  # noqa: E402
from server import DEMO, Server  # noqa: E402
from waiting import wait_until  # noqa: E402

from crowd import Crowd  # noqa: E402

WRITERS = 6
EDITOR = "chenyan"
DATABASE_SHARE = 0.1  # of the kills, where there is a database to kill


def count(crowd):
    return sum(map(len, crowd.acknowledged.values()))


def kill_one(servers, postgres, chance):
    if postgres is not None and chance.random() < DATABASE_SHARE:
        postgres.kill()
        postgres.start()
    else:
        victim = chance.choice(servers)
        victim.kill()
        victim.start()


def run(name, servers, kills, chance, postgres=None):
    crowd = Crowd([server.address for server in servers], EDITOR)
    with crowd.writing(WRITERS):
        for _ in range(kills):
            before = count(crowd)
            wait_until(lambda before=before: count(crowd) > before or crowd.refused, "the crowd to write", 60)
            time.sleep(chance.uniform(0, 0.3))  # the kill falls anywhere
            kill_one(servers, postgres, chance)
    assert not crowd.refused, crowd.refused[:3]
    for server in servers:
        crowd.check(server.address)
        server.command("audit", "--data", server.data, "--check")
    print(f"{name}: {kills} kills, {count(crowd):,} acknowledged saves of {len(crowd.acknowledged):,} articles, none lost; "
          f"{crowd.n_lost} answers lost", flush=True)


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().getrandbits(32)
    chance = random.Random(seed)
    print("seed", seed, flush=True)
    with tempfile.TemporaryDirectory(prefix="galley-kill-") as folder, Postgres() as postgres:
        top = pathlib.Path(folder)
        file = Server(top / "file")
        file.init("--demo", DEMO)
        with file:
            run("a file", [file], kills, chance)
        pair = [Server(top / "base"), Server(top / "base")]
        pair[1].log = top / "second.log"
        pair[0].init("--demo", DEMO, "--database", postgres.address_of("desk"))
        with pair[0], pair[1]:
            run("two servers on PostgreSQL", pair, kills, chance, postgres)


if __name__ == "__main__":
    main()
