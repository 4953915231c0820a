# SPDX-License-Identifier: GPL-3.0-or-later
"""The server on PostgreSQL, a real one: what test programs of this folder demand of a file, two processes on one database,
a feed without gaps, ends of all kinds, and backups from one kind of database into the other."""
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from postgres import Postgres  # noqa: E402
from server import DEMO, PROGRAM, Server  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import SCALE, wait_until  # noqa: E402

from crowd import Crowd, Line, get_headline  # noqa: E402

SAME = os.environ.get("GALLEY_SAME", "changes tombstones visibility").split()
EDITOR = "chenyan"
WRITERS = 6
ENOUGH = 40  # articles that were acknowledged, before something happens

tap = Tap()
folder = tempfile.TemporaryDirectory(prefix="galley-postgres-")
top = pathlib.Path(folder.name)
postgres = Postgres().start()


def refused(sentence, *arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode != 0 and sentence in done.stderr, f"{done.returncode}: {done.stderr}"


def take_state(server, crowd):
    """Article -> headline, read through the feed from its beginning."""
    seen, cursor, more = {}, None, True
    while more:
        entries, cursor, more = crowd.follow(server.address, cursor)
        seen |= {entry["id"]: get_headline(entry["article"]) for entry in entries if entry["kind"] == "upsert"}
    return seen


def wait_for_more(crowd, number=ENOUGH):
    enough = len(crowd.acknowledged) + number
    wait_until(lambda: len(crowd.acknowledged) >= enough or crowd.refused, "the crowd to write", 60)
    assert not crowd.refused, crowd.refused[:2]


for name in SAME:
    @tap.case(f"{name}: as in a file")
    def _(name=name):
        done = subprocess.run([os.environ[f"GALLEY_TEST_{name.upper()}"], "--tap"], capture_output=True, text=True,
                              env=os.environ | {"GALLEY_TEST_POSTGRES": postgres.address}, check=False)
        assert done.returncode == 0 and "\nnot ok" not in done.stdout, done.stdout[-1500:] + done.stderr[-500:]
        assert "\nok 1" in done.stdout, done.stdout


@tap.case("an address is looked at, and a database that is in use refused")
def _():
    refused("--database is an address", "init", "--database", "mysql://x", top / "wrong")
    refused("PostgreSQL: ", "init", "--database", f"postgresql:///postgres?host={top}/nowhere", top / "away")
    Server(top / "first").init("--database", postgres.address_of("first"))
    refused("there is a galley-server’s data in that database", "init", "--database", postgres.address_of("first"),
            top / "second")
    address = top / "first" / "database.address"
    assert address.stat().st_mode & 0o777 == 0o600, oct(address.stat().st_mode)


one, other = Server(top / "desk"), Server(top / "desk")
other.log = top / "other.log"
one.init("--demo", DEMO, "--database", postgres.address_of("desk"))
one.start()
other.start()
crowd = Crowd([one.address, other.address], EDITOR)


@tap.case("two servers, one feed: what is written at one is at once at the other")
def _():
    _, cursor, more = crowd.follow(other.address)
    while more:
        _, cursor, more = crowd.follow(other.address, cursor)
    answers = []
    held = threading.Thread(target=lambda: answers.append(crowd.follow(other.address, cursor, wait=20)))
    held.start()
    before = len(crowd.acknowledged)
    writer = Crowd([one.address], EDITOR)
    with writer.writing(1):
        held.join(15 * SCALE)
    assert not held.is_alive() and answers and answers[0][0], "the held request was not woken"
    crowd.acknowledged |= writer.acknowledged
    assert len(crowd.acknowledged) > before


@tap.case("the feed has no gaps while both are written to")
def _():
    reader, cursor, followed = {}, None, 0
    with crowd.writing(WRITERS):
        enough = len(crowd.acknowledged) + ENOUGH
        while len(crowd.acknowledged) < enough and not crowd.refused:
            entries, cursor, _ = crowd.follow((one, other)[followed % 2].address, cursor)
            followed += 1
            reader |= {entry["id"]: get_headline(entry["article"]) for entry in entries if entry["kind"] == "upsert"}
    assert not crowd.refused, crowd.refused[:2]
    more = True
    while more:
        entries, cursor, more = crowd.follow(other.address, cursor)
        reader |= {entry["id"]: get_headline(entry["article"]) for entry in entries if entry["kind"] == "upsert"}
    assert reader == take_state(one, crowd)
    crowd.check(one.address)
    numbers = [int(line) for line in postgres.sql("SELECT number FROM desk.audit ORDER BY number").split()]
    assert numbers == list(range(1, len(numbers) + 1)), "the audit record has a gap"
    tap.say(f"{followed} pages read meanwhile, {len(crowd.acknowledged)} articles")


@tap.case("a server that is killed takes nothing with it that it said it had")
def _():
    for victim in (one, other):
        with crowd.writing(WRITERS):
            wait_for_more(crowd)
            victim.kill()
            wait_for_more(crowd, 10)
            victim.start()
            wait_for_more(crowd, 10)
    crowd.check(one.address)
    assert take_state(one, crowd) == take_state(other, crowd)
    assert one.command("audit", "--data", one.data, "--check")


@tap.case("the database is killed and comes back; the servers find it by themselves")
def _():
    with crowd.writing(WRITERS):
        wait_for_more(crowd)
        postgres.kill()
        postgres.start()
        wait_for_more(crowd)
    crowd.check(other.address)
    assert take_state(one, crowd) == take_state(other, crowd)


@tap.case("a backup goes into either kind of database")
def _():
    before = take_state(one, crowd)
    one.command("backup", "--data", one.data, top / "all.tar")
    assert "articles: " in one.command("restore", "--check", top / "all.tar")
    for kind, options in ("file", ()), ("base", ("--database", postgres.address_of("again"))):
        restored = Server(top / kind)
        restored.command("restore", top / "all.tar", "--data", restored.data, *options)
        assert (restored.data / "galley.db").exists() == (kind == "file"), list(restored.data.iterdir())
        with restored:
            again = Crowd([restored.address], EDITOR)
            assert take_state(restored, again) == before
            with again.writing(1):
                wait_for_more(again, 2)
            restored.command("audit", "--data", restored.data, "--check")
    assert "whole" in one.command("doctor", "--data", one.data)


@tap.case("metrics know the database")
def _():
    said = one.get("/metrics")[1].decode()
    assert "galley_database_bytes " in said and "galley_database_wal_bytes" not in said, said[-600:]
    assert Line([one.address]).ask("GET", "/healthz")[0] == 200


@tap.case("tables of before are brought up to date, and hold what they held")
def _():
    before = take_state(one, crowd)
    one.stop()
    other.stop()
    # As the first step made them.
    postgres.sql("ALTER TABLE desk.actions DROP COLUMN refusal; UPDATE desk.meta SET value = '1' WHERE name = 'schema'")
    one.start()
    assert take_state(one, crowd) == before
    assert postgres.sql("SELECT value FROM desk.meta WHERE name = 'schema'").split() == ["2"]


one.stop()
other.stop()
postgres.stop()
postgres.__exit__()
folder.cleanup()
tap.done()
