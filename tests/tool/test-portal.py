# SPDX-License-Identifier: GPL-3.0-or-later
"""galley-tool on an account: list, sync, check-store and withdraw, against a real server with the demo newsroom."""
import fcntl
import json
import pathlib
import re
import shutil
import sqlite3
import tempfile

from server import DEMO, Server
from tap import Tap
from terminal import Home, one_sentence

CHIEF, REPORTER = "shenzhiyuan", "xiaohe"

tap = Tap()
scratch = tempfile.TemporaryDirectory(prefix="galley-tool-")
here = pathlib.Path(scratch.name)
password = here / "password"
password.write_text(json.loads((DEMO / "newsroom.json").read_text())["password"] + "\n")
wrong = here / "wrong"
wrong.write_text("not the password\n")
server = Server(here / "server")
server.init("--demo", DEMO)
server.start()
home = Home(here / "home")


def published():
    """Paths of the demo's pages, as it was made."""
    articles = [json.loads(path.read_text()) for path in sorted((DEMO / "articles").glob("*.json"))]
    states = [article["galley"]["state"] for article in articles]
    return [state["publication"]["path"] for state in states if state["status"] == "published"]


def figures(out):
    return {name: int(number) for name, number in re.findall(rb"(\w+) (\d+)", out)}


def sync(where, user, **env):
    return where.run("sync", "--address", server.address, "--user", user, "--password-file", password, **env)


def listed(where, *args):
    return [line.split("\t") for line in where.good("list", *args).decode().splitlines()]


def copy_of(folder, name):
    """A home like that one, to be spoilt."""
    other = here / name
    shutil.copytree(folder, other)
    return Home(other)


def database(where):
    return sqlite3.connect(where.accounts()[0] / "galley.db")


paths = published()


@tap.case("nothing stored: an empty list, and check-store says that there is nothing", needed=True)
def _():
    nobody = Home(here / "nobody")
    assert nobody.good("list") == b""
    done = nobody.run("check-store")
    assert done.status == 1 and one_sentence(done.words), done
    done = nobody.run("sync")
    assert done.status == 1 and "On This Computer" in done.words, done


@tap.case("sync fetches what the user may see", needed=True)
def _():
    done = sync(home, CHIEF)
    assert done.status == 0 and done.words == "", done
    report = figures(done.out)
    assert report[b"pulled"] > len(paths) and report[b"pushed"] == 0, report
    assert figures(sync(home, CHIEF).out)[b"pulled"] == 0


@tap.case("list shows id, status, marks and headline")
def _():
    rows = listed(home)
    assert all(len(row) == 4 and re.fullmatch(r"[0-9a-f-]{36}", row[0]) and row[3] for row in rows), rows
    assert len(listed(home, "--filter", "published")) == len(paths)
    waiting = listed(home, "--filter", "waiting")
    assert waiting and {row[1] for row in waiting} <= {"review-3", "approved"}, waiting
    assert listed(home, "--filter", "mine") == [] and listed(home, "--filter", "trash") == []
    assert {row[2] for row in rows} == {"-"}
    account = home.accounts()[0].name
    assert listed(home, "--account", account) == rows
    channel = json.loads((DEMO / "articles/01.json").read_text())["galley"]["channel"]
    assert 0 < len(listed(home, "--channel", channel)) < len(rows)


@tap.case("check-store counts and finds no fault")
def _():
    report = figures(home.good("check-store"))
    assert report[b"articles"] == len(listed(home)) and report[b"faults"] == 0, report
    assert figures(home.good("check-store", home.accounts()[0])) == report


@tap.case("a wrong password, a silent server: one sentence, nothing lost")
def _():
    done = home.run("sync", "--password-file", wrong)
    assert done.status == 1 and one_sentence(done.words), done
    done = home.run("sync")
    assert done.status == 1 and "--password-file" in done.words, done
    server.stop()
    try:
        done = home.run("sync", "--password-file", password)
        assert done.status == 1 and one_sentence(done.words), done
    finally:
        server.start()
    assert figures(home.good("check-store"))[b"faults"] == 0


@tap.case("while Galley holds the store, sync and withdraw say so, list and check-store look")
def _():
    rows = listed(home)
    with open(home.accounts()[0] / "store.lock", "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command in (["sync"], ["withdraw", paths[0], "--reason", "x"]):
            done = home.run(*command, "--password-file", password)
            assert done.status == 1 and one_sentence(done.words) and "Galley is open" in done.words, done
        assert listed(home) == rows
        home.good("check-store")


@tap.case("two accounts: one has to be chosen")
def _():
    two = copy_of(home.folder, "two")
    assert sync(two, REPORTER).status == 0
    done = two.run("list")
    assert done.status == 2 and "--account" in done.words, done
    for account in two.accounts():
        assert account.name in done.words
        two.good("list", "--account", account.name)


@tap.case("withdraw takes a page away and records why")
def _():
    path = paths[0]
    assert server.get(path)[0] == 200
    out = home.good("withdraw", server.address + path + "?from=phone#top", "--reason", "wrong name", "--password-file",
                    password)
    assert path.encode() in out
    assert server.get(path)[0] == 410
    assert len(listed(home, "--filter", "published")) == len(paths) - 1
    assert figures(home.good("check-store"))[b"waiting"] == 0


@tap.case("withdraw finds a page that is not stored here, by the id in its path")
def _():
    fresh = Home(here / "fresh")
    assert fresh.run("sync", "--address", server.address, "--user", CHIEF, "--password-file", wrong).status == 1
    assert listed(fresh) == []
    fresh.good("withdraw", paths[1], "--reason", "asked by the desk", "--password-file", password)
    assert server.get(paths[1])[0] == 410


@tap.case("withdraw refuses what is no page of the portal")
def _():
    for path in ("/2026/01/01/nothing.html", "/2026/01/01/01a18f3f-0000-7000-8000-000000000000.html",
                 "/index.html"):
        done = home.run("withdraw", path, "--reason", "x", "--password-file", password)
        assert done.status == 1 and one_sentence(done.words) and path in done.words, done
    assert figures(home.good("check-store"))[b"waiting"] == 0


@tap.case("without the right the page stays, and that is said")
def _():
    reporter = Home(here / "reporter")
    assert sync(reporter, REPORTER).status == 0
    done = reporter.run("withdraw", paths[2], "--reason", "x", "--password-file", password)
    assert done.status == 1 and "NOT withdrawn" in done.words, done
    assert server.get(paths[2])[0] == 200
    done = reporter.run("sync", "--password-file", password)
    assert done.status == 1 and "withdraw" in done.words, done
    assert figures(reporter.good("check-store"))[b"refused"] == 1


@tap.case("without a network the order stands, and the next sync sends it")
def _():
    path = paths[3]
    server.stop()
    try:
        done = home.run("withdraw", path, "--reason", "x", "--timeout", 0, "--password-file", password)
        assert done.status == 1 and "NOT withdrawn yet" in done.words, done
    finally:
        server.start()
    assert figures(home.good("check-store"))[b"waiting"] == 1
    waiting = listed(home, "--filter", "not-uploaded")
    assert len(waiting) == 1 and waiting[0][2] == "not-uploaded", waiting
    assert server.get(path)[0] == 200
    report = figures(home.good("sync", "--password-file", password))
    assert report[b"orders"] == 1, report
    assert server.get(path)[0] == 410


@tap.case("withdrawing twice is one order")
def _():
    server.stop()
    try:
        for _ in range(2):
            assert home.run("withdraw", paths[4], "--reason", "x", "--timeout", 0, "--password-file",
                            password).status == 1
    finally:
        server.start()
    assert figures(home.good("check-store"))[b"waiting"] == 1
    home.good("withdraw", paths[4], "--reason", "x", "--password-file", password)
    assert server.get(paths[4])[0] == 410


@tap.case("check-store names an article that cannot be read")
def _():
    spoilt = copy_of(home.folder, "spoilt")
    victim = listed(spoilt)[0][0]
    with database(spoilt) as store:
        store.execute("UPDATE content SET text = '{' WHERE row = (SELECT row FROM article WHERE id = ?)", (victim,))
    store.close()
    done = spoilt.run("check-store")
    assert done.status == 1 and victim in done.words and figures(done.out)[b"faults"] == 1, done


@tap.case("check-store names an article that is not the one that was stored, and a picture that is gone")
def _():
    spoilt = copy_of(home.folder, "changed")
    victim, picture = listed(spoilt)[0][0], "ab" * 32
    figure = (f'<figure><img src=\\"media/{picture[:2]}/{picture}.jpg\\" width=\\"1\\" height=\\"1\\" alt=\\"\\"/>'
              '<figcaption><br/></figcaption></figure><p>')
    with database(spoilt) as store:
        store.execute("UPDATE content SET text = replace (text, '<p>', ?) WHERE row = (SELECT row FROM article WHERE id = ?)",
                      (figure, victim))
    store.close()
    done = spoilt.run("check-store")
    assert done.status == 1 and f"{victim}: is written again" in done.words, done
    assert f"{victim}: shows the picture {picture}, of which nothing is known" in done.words, done
    with database(spoilt) as store:
        store.execute("INSERT INTO media (hash, state, media_type, size, used) VALUES (?, 1, 'image/jpeg', 1, 1)",
                      (picture,))
    store.close()
    assert f"{picture}, whose file is gone" in spoilt.run("check-store").words


@tap.case("check-store finds outbox and articles at odds")
def _():
    odd = copy_of(home.folder, "odd")
    stranger = "01a18f3f-0000-7000-8000-000000000000"
    with database(odd) as store:
        store.execute("INSERT INTO outbox (kind, article, queued_real) VALUES ('put', ?, 1)", (stranger,))
    store.close()
    done = odd.run("check-store")
    assert done.status == 1 and stranger in done.words, done


@tap.case("a damaged store, a newer one: refused, and left as they are")
def _():
    damaged = copy_of(home.folder, "damaged")
    path = damaged.accounts()[0] / "galley.db"
    data = bytearray(path.read_bytes())
    data[4096:8192] = bytes(4096)
    path.write_bytes(data)
    done = damaged.run("check-store")
    assert done.status == 1 and one_sentence(done.words), done
    assert path.read_bytes() == data

    newer = copy_of(home.folder, "newer")
    with database(newer) as store:
        store.execute("PRAGMA user_version = 99")
    store.close()
    for command in (["check-store"], ["list"], ["sync", "--password-file", password]):
        done = newer.run(*command)
        assert done.status == 1 and one_sentence(done.words) and "99" in done.words, done


@tap.case("a restored copy of the server's data: nothing is deleted here")
def _():
    rows = listed(home)
    assert sync(home, CHIEF).status == 0
    assert {row[0] for row in listed(home)} == {row[0] for row in rows}


server.stop()
scratch.cleanup()
tap.done()
