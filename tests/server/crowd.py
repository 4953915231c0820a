# SPDX-License-Identifier: GPL-3.0-or-later
"""People who write at several servers on one database, and a reader who follows the feed.

    crowd = Crowd([one.address, other.address], user="chenyan")
    with crowd.writing(8):       each thread makes articles of its own and changes them, at the servers in turn
        ... kill a server, start it again
    crowd.acknowledged           article -> the revisions that a server has said it took
    crowd.check(api)             raises where one of them is not there
"""
import contextlib
import http.client
import json
import threading
import urllib.parse
import uuid

from api import PASSWORD, canonical
from waiting import SCALE

PATIENCE = 20 * SCALE  # seconds for one answer
AWAY = (ConnectionError, http.client.HTTPException, TimeoutError, OSError)


def make_id():
    """A UUID of version 7; which one does not matter."""
    return str(uuid.UUID(int=uuid.uuid4().int & ~(0xF << 76) | (0x7 << 76)))


def make_article(name, text):
    return {"uri": "urn:uuid:" + name, "type": "text", "headlines": [{"role": "main", "value": text}],
            "bodies": [{"role": "main", "contentType": "application/xhtml+xml", "value": f"<p>{text}。</p>"}],
            "galley": {"channel": "news"}}


def get_headline(article):
    return article["headlines"][0]["value"]


class Line:
    """One connection at a time, to the servers in turn; a server that is away is left for the next."""

    def __init__(self, addresses, first=0):
        self.addresses, self.next, self.line = addresses, first, None

    def ask(self, method, target, body=None, headers=None):
        """(status, headers, JSON), or None: nobody knows whether it was carried out."""
        if self.line is None:
            host = urllib.parse.urlsplit(self.addresses[self.next % len(self.addresses)]).netloc
            self.line = http.client.HTTPConnection(host, timeout=PATIENCE)
            self.next += 1
        try:
            self.line.request(method, target, body, headers or {})
            answer = self.line.getresponse()
            text = answer.read()
        except AWAY:
            self.line.close()
            self.line = None
            return None
        return answer.status, answer.headers, json.loads(text) if text else None


class Crowd:
    def __init__(self, addresses, user):
        self.addresses, self.acknowledged, self.refused = addresses, {}, []
        self.n_lost, self.stop = 0, threading.Event()
        line = Line(addresses)
        _, _, session = line.ask("POST", "/api/v1/tokens", canonical({"user": user, "password": PASSWORD}),
                                 {"Content-Type": "application/json"})
        self.token = session["token"]

    def headers(self, **more):
        return {"Authorization": "Bearer " + self.token, "Content-Type": "application/json"} | more

    def write(self, first):
        line, number, name, etag, said = Line(self.addresses, first), 0, None, None, None
        while not self.stop.is_set():
            if name is None or number % 5 == 0:
                name, etag = make_id(), None
            number += 1
            said = f"{name[-8:]} {number}"
            answer = line.ask("PUT", f"/api/v1/articles/{name}", canonical(make_article(name, said)).encode(),
                              self.headers(**({"If-Match": etag} if etag else {"If-None-Match": "*"})))
            if answer is None:  # the next one begins another article: nothing is known of this one's last words
                self.n_lost += 1
                name = None
            elif answer[0] in (200, 201):
                etag = answer[1]["ETag"]
                self.acknowledged.setdefault(name, []).append(said)
            elif answer[0] >= 500:
                name = None
            else:
                self.refused.append(answer)
                return

    @contextlib.contextmanager
    def writing(self, n_threads):
        self.stop.clear()
        threads = [threading.Thread(target=self.write, args=(number,)) for number in range(n_threads)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.stop.set()
            for thread in threads:
                thread.join()

    def follow(self, address, cursor=None, wait=0):
        """One page of the feed: (entries, cursor, whether there is more)."""
        query = {"limit": 50} | ({"since": cursor} if cursor else {}) | ({"wait": wait} if wait else {})
        answer = Line([address]).ask("GET", "/api/v1/changes?" + urllib.parse.urlencode(query), headers=self.headers())
        assert answer is not None and answer[0] == 200, answer
        return answer[2]["changes"], answer[2]["cursor"], answer[2]["more"]

    def check(self, address):
        """Every word that was acknowledged last is what the server has, or was replaced by a later word whose
        acknowledgement was lost."""
        line = Line([address])
        for name, said in self.acknowledged.items():
            answer = line.ask("GET", f"/api/v1/articles/{name}", headers=self.headers())
            assert answer is not None and answer[0] == 200, (name, answer)
            there = get_headline(answer[2])
            assert int(there.split()[-1]) >= int(said[-1].split()[-1]), (said, there)
