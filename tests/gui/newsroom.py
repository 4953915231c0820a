# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test of the window has around it: the demo newsroom on a server of its own, its people over the Portal API,
and a look into the store that the window writes.

    with Newsroom(folder) as newsroom:
        app = newsroom.app("desk")                   a Galley on a computer called "desk"
        newsroom.sign_in(app, "xiaohe")
        notes = Notes(app)                           what that computer has on disk
        chief = newsroom.person("shenzhiyuan")       the same people without a window
"""
import hashlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
import uuid
import xml.etree.ElementTree as ET

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from app import BUILD, ROOT, App, uninstalled  # noqa: E402
from server import DATA, DEMO, Server  # noqa: E402
from waiting import SCALE, wait_until  # noqa: E402

PASSWORD = "galley-demo"
LAYOUT = DATA / "layouts" / "portal"
TOOL = os.environ.get("GALLEY_TOOL", BUILD / "src/tool/galley-tool")
# An article in a computer's store: its content and its state.
STORED = "FROM article JOIN content USING (row)"


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_of(article):
    """An article without its state: what is signed, and what is PUT."""
    content = json.loads(json.dumps(article))
    content.get("galley", {}).pop("state", None)
    if content.get("galley") == {}:
        del content["galley"]
    return content


def content_hash(article):
    return hashlib.sha256(canonical(content_of(article)).encode()).hexdigest()


def whole_article(text, state):
    """What stands in a store's two tables, put together as a server shows it."""
    article = json.loads(text)
    article.setdefault("galley", {})["state"] = json.loads(state)
    return article


def state_of(article):
    return article["galley"]["state"]


def field_of(article, role="main"):
    """A headline by its role, a description ("summary") or a source."""
    for array, member in (("headlines", "value"), ("descriptions", "value"), ("infoSources", "name")):
        for item in article.get(array, []):
            if item["role"] == role:
                return item[member]
    return ""


def tags_of(article):
    return [subject["literal"] for subject in article.get("subjects", []) if subject.get("rel") == "tag"]


def blocks_of(article):
    """The body's paragraphs as plain text."""
    for body in article.get("bodies", []):
        root = ET.fromstring(f"<body>{body['value']}</body>".replace("&nbsp;", "\u00a0"))
        return ["".join(block.itertext()) for block in root]
    return []


def body_of(article):
    return "\n".join(blocks_of(article))


class Person:
    """Somebody of the newsroom, over the Portal API."""

    def __init__(self, server, user):
        self.server, self.user = server, user
        self.token = self.call("POST", "/tokens", {"user": user, "password": PASSWORD})[1]["token"]

    def call(self, method, path, body=None, headers=None):
        """(status, parsed answer); error statuses are returned, not raised."""
        headers = dict(headers or {})
        if hasattr(self, "token"):
            headers["Authorization"] = "Bearer " + self.token
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else canonical(body).encode()
            headers.setdefault("Content-Type", "application/json")
        request = urllib.request.Request(self.server.address + "/api/v1" + path, data, headers, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=10 * SCALE) as answer:
                status, text = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                status, text = error.code, error.read()
        return status, json.loads(text) if text else None

    def load(self, article_id):
        status, article = self.call("GET", f"/articles/{article_id}")
        return article if status == 200 else None

    def save(self, article):
        """Saves content over the version that the state's etag names."""
        status, answer = self.call(
            "PUT", "/articles/" + id_of(article), content_of(article),
            {"If-Match": state_of(article)["etag"], "Content-Type": "application/vnd.galley.article+json"})
        assert status in (200, 201, 204), f"{self.user} could not save: {status} {answer}"
        return answer

    def create(self, article_id, headline):
        """A draft with a headline and a line of text."""
        status, answer = self.call("PUT", f"/articles/{article_id}", {
            "uri": f"urn:uuid:{article_id}", "type": "text", "representationType": "full", "language": "zh-Hans",
            "standard": {"name": "ninjs", "version": "3.1"}, "headlines": [{"role": "main", "value": headline}],
            "galley": {"channel": "local"},
            "bodies": [{"role": "main", "contentType": "application/xhtml+xml", "value": "<p>正文。</p>"}],
        }, {"If-None-Match": "*", "Content-Type": "application/vnd.galley.article+json"})
        assert status in (200, 201), f"{self.user} could not create: {status} {answer}"

    def delete(self, ids):
        """All of them at one blow."""
        items = [{"method": "DELETE", "id": article_id, "if_match": state_of(self.load(article_id))["etag"]}
                 for article_id in ids]
        status, answer = self.call("PUT", f"/batches/{uuid7()}", {"items": items})
        assert status == 200, f"{self.user} could not delete: {status} {answer}"

    def act(self, article_id, action, comment=""):
        """Does it, looking at what the server has now."""
        article = self.load(article_id)
        assert article, f"{self.user} does not see {article_id}"
        status, answer = self.call("PUT", f"/articles/{article_id}/actions/{uuid7()}",
                                   {"action": action, "content_hash": content_hash(article), "comment": comment})
        assert status == 200, f"{self.user} could not {action}: {status} {answer}"
        return answer

    def record(self, article_id):
        """Who did what to it, oldest first."""
        status, answer = self.call("GET", f"/articles/{article_id}/audit")
        assert status == 200, f"{self.user} does not see the record: {status} {answer}"
        return answer["entries"]


def id_of(article):
    return article["uri"].removeprefix("urn:uuid:")


def uuid7():
    import time
    number = (time.time_ns() // 1_000_000) << 80 | uuid.uuid4().int & ((1 << 80) - 1)
    number = number & ~(0xF << 76) | 7 << 76
    return str(uuid.UUID(int=number & ~(3 << 62) | 2 << 62))


class Notes:
    """The store of one account as it is on disk now; the window may be writing it."""

    def __init__(self, app, account="*-*"):
        self.app, self.account = app, account

    @property
    def folder(self):
        found = [path.parent for path in self.app.data.glob(self.account + "/galley.db")]
        assert len(found) == 1, f"accounts in {self.app.data}: {found}"
        return found[0]

    def rows(self, query, *values):
        connection = sqlite3.connect(f"file:{self.folder}/galley.db?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def articles(self):
        """{id: article}, the trash included."""
        return {row[2]: whole_article(*row[:2]) for row in self.rows(f"SELECT text, state, id {STORED} WHERE is_removed = 0")}

    def load(self, article_id):
        found = self.rows(f"SELECT text, state {STORED} WHERE id = ?", article_id)
        return whole_article(*found[0]) if found else None

    def newest(self):
        """The article that was touched last, or None."""
        found = self.rows(f"SELECT text, state {STORED} WHERE is_removed = 0 ORDER BY touched DESC LIMIT 1")
        return whole_article(*found[0]) if found else None

    def is_trashed(self, article_id):
        return bool(self.rows("SELECT is_trashed FROM article WHERE id = ?", article_id)[0][0])

    def has_conflict(self, article_id):
        return self.rows("SELECT conflicts FROM article WHERE id = ?", article_id)[0][0] is not None

    def waiting(self):
        return self.rows("SELECT count(*) FROM outbox")[0][0]

    def check(self):
        """What `galley-tool check-store` and SQLite say about the file, Galley being closed."""
        assert self.rows("PRAGMA integrity_check") == [("ok",)]


def open_key_ring():
    """A key ring for this display, unlocked, as after logging in at a desktop. Returns whether there is one."""
    if not shutil.which("gnome-keyring-daemon"):
        return False
    done = subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input="secret", text=True,
                          capture_output=True, check=False)
    return done.returncode == 0


class Newsroom:
    def __init__(self, folder, wants_key_ring=True):
        self.wants_key_ring = wants_key_ring
        self.folder = pathlib.Path(folder)
        self.server = Server(self.folder / "server", uninstalled())
        self.apps, self.people = [], {}
        self.password_file = self.folder / "password"

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.password_file.write_text(PASSWORD + "\n")
        self.has_key_ring = self.wants_key_ring and open_key_ring()
        self.server.init("--demo", DEMO, "--layout", LAYOUT)
        self.server.start()
        return self

    def __exit__(self, *_):
        for app in self.apps:
            app.__exit__()
        self.server.stop()

    def app(self, computer):
        app = App(self.folder / computer)
        self.apps.append(app)
        return app

    def sign_in(self, app, user):
        """Starts Galley signed in, and waits until it has the newsroom's articles."""
        app.start(*self.options(user))
        app.window()
        self.wait_synced(app, user)
        return app

    def options(self, user):
        return ["--sign-in=" + self.server.address, "--user=" + user, f"--password-file={self.password_file}"]

    def wait_synced(self, app, user):
        person, notes = self.person(user), Notes(app, f"*{user}*")

        def same():
            manifest = person.call("GET", "/manifest")[1]["articles"]
            mine = notes.articles()
            return notes.waiting() == 0 and manifest == {key: state_of(value).get("etag")
                                                         for key, value in mine.items()}
        wait_until(same, f"{user}'s computer and the server to agree", 20)
        return notes

    def person(self, user):
        if user not in self.people:
            self.people[user] = Person(self.server, user)
        return self.people[user]
