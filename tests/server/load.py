# SPDX-License-Identifier: GPL-3.0-or-later
"""A newsroom of many desks at one or more servers: each follows the feed by a held request and saves an article of its own
again and again, with a pause between.

    report = run(addresses, clients=200, seconds=15)
    report.n_saves, report.errors, report.times("save")

The clock of a save begins when it is asked and ends with the answer; of the feed only requests that had news to give are
timed, from the acknowledgement of the save that they tell of.
"""
import asyncio
import json
import random
import time
import urllib.parse

from api import PASSWORD, canonical
from crowd import make_article, make_id

USERS = ("chenyan", "xiaohe")
PAUSE = 15  # seconds between two saves of a desk, on average
HELD = 20  # seconds that a request for news is held
LONGEST = 30  # seconds for an answer
PARAGRAPHS = 12


class Report:
    def __init__(self):
        self.kinds, self.errors, self.n_polls, self.n_changes = {}, [], 0, 0

    def note(self, kind, seconds):
        self.kinds.setdefault(kind, []).append(seconds)

    def times(self, kind):
        """(how many, median, 99th in a hundred, most), milliseconds."""
        sorted_times = sorted(self.kinds.get(kind, [0]))
        return (len(sorted_times), *(1000 * sorted_times[min(int(share * len(sorted_times)), len(sorted_times) - 1)]
                                     for share in (0.5, 0.99, 1)))

    def lines(self):
        for kind in sorted(self.kinds):
            count, median, rare, most = self.times(kind)
            yield f"{kind}: {count:,}, median {median:.1f} ms, p99 {rare:.1f}, most {most:.1f}"
        yield f"{self.n_polls:,} answers of the feed with {self.n_changes:,} changes, {len(self.errors)} errors"


class Line:
    """HTTP/1.1, one request at a time on one connection."""

    def __init__(self, address):
        place = urllib.parse.urlsplit(address)
        self.host, self.port, self.reader, self.writer = place.hostname, place.port, None, None

    async def ask(self, method, target, body=None, headers=()):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port, limit=1 << 24)
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.host}:{self.port}", *headers]
        if body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + (body or b""))
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        text = await self.reader.readexactly(int(fields.get("content-length", 0)))
        if fields.get("connection") == "close":
            self.close()
        return int(head[0].split(" ")[1]), fields, text

    def close(self):
        if self.writer is not None:
            self.writer.close()
        self.writer = None


class Desk:
    def __init__(self, address, token, report, end):
        self.lines = Line(address), Line(address)
        self.report, self.end = report, end
        self.headers = (f"Authorization: Bearer {token}",)
        self.article, self.etag, self.number = make_id(), None, 0

    async def rest(self, seconds):
        await asyncio.sleep(max(0, min(seconds, self.end - time.monotonic())))

    async def write(self):
        line = self.lines[0]
        await self.rest(random.uniform(0, PAUSE))
        while time.monotonic() < self.end:
            self.number += 1
            article = make_article(self.article, f"{self.number} " + "澜江今天上午把新收的稻谷送到镇上粮站。" * PARAGRAPHS)
            article["headlines"][0]["value"] = f"{self.number} 粮站"
            begin = time.monotonic()
            condition = f'If-Match: {self.etag}' if self.etag else "If-None-Match: *"
            status, fields, text = await asyncio.wait_for(
                line.ask("PUT", f"/api/v1/articles/{self.article}", canonical(article).encode(),
                         (*self.headers, condition)), LONGEST)
            self.report.note("save", time.monotonic() - begin)
            if status not in (200, 201):
                self.report.errors.append((status, text[:200]))
                return
            self.etag = fields["etag"]
            await self.rest(random.uniform(0.5, 1.5) * PAUSE)

    async def follow(self, cursor):
        line = self.lines[1]
        while time.monotonic() < self.end:
            begin, held = time.monotonic(), min(HELD, max(1, int(self.end - time.monotonic())))
            status, _, text = await asyncio.wait_for(
                line.ask("GET", f"/api/v1/changes?limit=100&wait={held}&since={urllib.parse.quote(cursor)}",
                         headers=self.headers), LONGEST + HELD)
            if status != 200:
                self.report.errors.append((status, text[:200]))
                return
            answer = json.loads(text)
            cursor = answer["cursor"]
            self.report.n_polls += 1
            self.report.n_changes += len(answer["changes"])
            if not answer["changes"] and time.monotonic() - begin < held / 2 and not answer["more"]:
                self.report.errors.append(("an answer without news before its time", cursor))
                return

    async def work(self, cursor):
        try:
            await asyncio.gather(self.write(), self.follow(cursor))
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as error:
            self.report.errors.append(("connection", repr(error)))
        for line in self.lines:
            line.close()


async def sign_in(address, user):
    line = Line(address)
    _, _, text = await line.ask("POST", "/api/v1/tokens", canonical({"user": user, "password": PASSWORD}).encode())
    token = json.loads(text)["token"]
    cursor, more = "", True
    while more:
        _, _, text = await line.ask("GET", "/api/v1/changes?limit=500" + (f"&since={urllib.parse.quote(cursor)}" if cursor
                                                                          else ""),
                                    headers=(f"Authorization: Bearer {token}",))
        cursor, more = json.loads(text)["cursor"], json.loads(text)["more"]
    line.close()
    return token, cursor


async def run_desks(addresses, clients, seconds):
    report = Report()
    known = [await sign_in(addresses[0], user) for user in USERS]
    end = time.monotonic() + seconds
    desks = [(Desk(addresses[number % len(addresses)], known[number % len(known)][0], report, end),
              known[number % len(known)][1]) for number in range(clients)]
    await asyncio.gather(*(desk.work(cursor) for desk, cursor in desks))
    return report


def run(addresses, clients=200, seconds=15):
    return asyncio.run(run_desks(addresses, clients, seconds))
