# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation of data/api/openapi.yaml is tried at the real server, once well and in every way that its description
makes wrong: token, path, query, condition, content type, body. Each answer must be one that the description lists
(tests/server/api.py looks at every one), a refusal where something is wrong, and never the server's own failure.

The calls are derived from the description; only what depends on what is there stands in SAMPLES. test-openapi.py tells the
stories that need more than one call."""
import hashlib
import json
import pathlib
import sys
import tempfile
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from server import DEMO, Server  # noqa: E402
from tap import Tap  # noqa: E402

from api import METHODS, PASSWORD, Api, canonical, content_hash, resolve  # noqa: E402
from spoiling import TOO_DEEP, spoil, spoil_path, spoil_query  # noqa: E402

STALE = '"0-0"'
NO_TOKEN = "0" * 64
PUBLIC = next(article["uri"].removeprefix("urn:uuid:") for article in map(json.loads, (
    path.read_text(encoding="utf-8") for path in sorted((DEMO / "articles").iterdir())))
              if article["galley"]["state"]["status"] == "published")
PICTURE = b"\xff\xd8\xff\xe0 a picture, as far as a server looks at it"


def new_id():
    """A version 7 UUID; which one does not matter."""
    number = uuid.uuid4().int
    return str(uuid.UUID(int=number & ~(0xF << 76) | (0x7 << 76)))


def make_article(name):
    return {"uri": "urn:uuid:" + name, "type": "text", "representationType": "full", "language": "zh-Hans",
            "headlines": [{"role": "main", "value": "试题"}], "by": "何小满",
            "infoSources": [{"role": "source", "name": "清河日报"}],
            "bodies": [{"role": "main", "contentType": "application/xhtml+xml", "value": "<p>正文。</p>"}],
            "galley": {"channel": "news"}}


def get_user(operation):
    """Each operation has a person of its own: what one does to his tokens or his password harms no other."""
    return "try-" + operation.lower()


class Subject:
    """A reporter and editor with a draft of his own: what one operation is tried on."""

    def __init__(self, user):
        self.user, self.token = user, None
        self.renew()

    def renew(self):
        """As at the beginning: a token that holds, an article that nobody has touched."""
        if self.token is None or api.call("getSession", token=self.token).status != 200:
            answer = api.call("signIn", body={"user": self.user, "password": PASSWORD})
            assert answer.status == 201, answer.body
            self.token = answer.json["token"]
        self.article = new_id()
        answer = api.call("putArticle", self.article, token=self.token, body=make_article(self.article),
                          headers={"If-None-Match": "*"})
        assert answer.status == 201, answer.body
        put = api.call("putMedia", hashlib.sha256(PICTURE).hexdigest(), token=self.token, body=PICTURE)
        assert put.status == 204, put.body
        self.etag, self.hash = answer.etag, content_hash(answer.json)


# What stands in a request, by the name that the description gives it. The first are parameters, the rest are bodies.
SAMPLES = {
    "ArticleId": lambda subject: subject.article,
    "Uuid": lambda subject: new_id(),
    "List": lambda subject: "tags",
    "Sha256": lambda subject: hashlib.sha256(PICTURE).hexdigest(),
    "id": lambda subject: "egret-lake",
    "number": lambda subject: "1",
    "device": lambda subject: new_id(),
    "slot": lambda subject: "lead",
    "Article": lambda subject: make_article(subject.article),
    # Another headline each time: what stands there already is no change.
    "Placements": lambda subject: {"placements": [{"article": PUBLIC, "headline": new_id()[-8:]}]},
    "Action": lambda subject: {"action": "submit", "content_hash": subject.hash, "comment": "请看"},
    "Batch": lambda subject: {"items": [
        {"method": "PUT", "id": subject.article, "if_match": subject.etag, "article": make_article(subject.article)}]},
}


class Trial:
    """One operation and the good request for it, of which each case changes one thing."""

    def __init__(self, name):
        self.name = name
        self.method, self.path, self.operation = api.operations[name]
        item = api.root["paths"][self.path]
        listed = [(node.get("$ref", "").rsplit("/", 1)[-1], resolve(api.root, node))
                  for node in item.get("parameters", []) + self.operation.get("parameters", [])]
        self.parameters = {about["name"]: (sample or about["name"], about) for sample, about in listed}
        self.is_open = self.operation.get("security") == []
        self.content = next(iter(self.operation.get("requestBody", {}).get("content", {}).values()), None)
        self.is_file = self.content is not None and "json" not in api.get_body_type(name)
        self.subject = Subject(get_user(name))

    def parameters_in(self, place):
        return {name: about for name, (_, about) in self.parameters.items() if about["in"] == place}

    def lists(self, status):
        return str(status) in self.operation["responses"]

    def make_path(self, **changed):
        path = self.path
        for name in self.parameters_in("path"):
            value = changed.get(name)
            path = path.replace("{" + name + "}",
                                SAMPLES[self.parameters[name][0]](self.subject) if value is None else value)
        return path

    def make_body(self):
        if self.content is None:
            return None
        if self.is_file:
            return PICTURE
        sample = SAMPLES.get(self.content["schema"].get("$ref", "").rsplit("/", 1)[-1])
        body = sample(self.subject) if sample else self.content.get("example")
        assert body is not None, f"{self.name} needs an example in the description, or a line in SAMPLES"
        assert not api.schema_errors(self.content["schema"], body), self.name
        return body

    def make_headers(self):
        if "If-Match" not in self.parameters:
            return {}
        if "slot" in self.parameters:
            return {"If-Match": api.call("getSlot", SAMPLES["slot"](self.subject), token=self.subject.token).etag}
        return {"If-Match": self.subject.etag}

    def send(self, *, path=None, query="", headers=None, token="", body=None):
        """The good request, but for what is given. A header that is None is left out."""
        headers = {**self.make_headers(), "Authorization": f"Bearer {token or self.subject.token}", **(headers or {})}
        body = self.make_body() if body is None else body
        if body is not None:
            headers.setdefault("Content-Type", api.get_body_type(self.name))
            body = body if isinstance(body, bytes) else canonical(body).encode()
        answer = api.send(self.method, (path or self.make_path()) + query,
                          {name: value for name, value in headers.items() if value is not None}, body)
        api.check(self.name, self.operation, answer)
        assert answer.status != 500, answer.body
        return answer

    def send_good(self, members=None, **changed):
        """As at the beginning; @members are added to the body."""
        self.subject.renew()
        if members:
            changed["body"] = {**self.make_body(), **members}
        answer = self.send(**changed)
        assert 200 <= answer.status < 300 and not get_refusals(answer), f"{changed}: {answer.status} {answer.body[:300]}"
        return answer

    def refuse(self, fault, *statuses, **changed):
        answer = self.send(**changed)
        refusals = get_refusals(answer)
        assert refusals, f"{fault}: {answer.status} {answer.body[:300]}"
        assert not statuses or refusals[0] in statuses, f"{fault}: {refusals[0]}, not {statuses}: {answer.body[:300]}"


def get_refusals(answer):
    """The statuses by which something was refused: the answer's own, or those of a batch's items."""
    statuses = [answer.status]
    if answer.status == 200 and isinstance(answer.json, dict) and "results" in answer.json:
        statuses = [result["status"] for result in answer.json["results"]]
    return [status for status in statuses if status >= 400]


def try_tokens(trial):
    if trial.is_open:
        trial.send_good(headers={"Authorization": None})
        trial.send_good(token=NO_TOKEN)
        return
    for fault, value in {"no token": None, "an unknown token": f"Bearer {NO_TOKEN}", "an empty token": "Bearer ",
                         "a token that is too long": "Bearer " + "0" * 5000,
                         "another scheme": f"Basic {trial.subject.token}"}.items():
        trial.refuse(fault, 401, headers={"Authorization": value})


def try_paths(trial):
    for name, about in trial.parameters_in("path").items():
        for fault, value in spoil_path(resolve(api.root, about["schema"])).items():
            trial.refuse(f"{name}: {fault}", 400, 404, 405, path=trial.make_path(**{name: value}))
        if trial.parameters[name][0] == "ArticleId":
            trial.refuse(f"{name}: of no article", 404, 422, path=trial.make_path(**{name: new_id()}))
    trial.refuse("a path that goes on", 404, path=trial.make_path() + "/more/of/it")


def try_queries(trial):
    for name, about in trial.parameters_in("query").items():
        for fault, value in spoil_query(resolve(api.root, about["schema"])).items():
            trial.refuse(f"{name}: {fault}", 400, query=f"?{name}={value.replace(' ', '%20')}")
    trial.send_good(query="?no_such_parameter=1")


def try_conditions(trial):
    if "If-Match" in trial.parameters:
        for fault, value in {"a stale tag": STALE, "no tag at all": "0-0", "too long": '"' + "0" * 5000 + '"',
                             "a weak tag": f"W/{trial.subject.etag}"}.items():
            trial.refuse(f"If-Match: {fault}", 412, headers={"If-Match": value})
        trial.refuse("no condition", 428, headers={"If-Match": None})
    if "If-None-Match" in trial.parameters:
        present = trial.subject.etag if trial.method == "PUT" else trial.send_good().etag
        expected = 304 if trial.method == "GET" else 412
        for value in present, "*", f'{STALE}, {present}':
            answer = trial.send(headers={"If-None-Match": value, **({"If-Match": None} if expected == 412 else {})})
            assert answer.status == expected, (value, answer.status)
        if trial.method == "GET":
            assert trial.send(headers={"If-None-Match": STALE}).status == 200


def try_types(trial):
    if trial.content is None:
        return
    for value in "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json", "":
        trial.refuse(f"Content-Type {value!r}", 415, headers={"Content-Type": value})
    good = api.get_body_type(trial.name)
    for value in good.upper(), good + "; charset=utf-8":
        trial.send_good(headers={"Content-Type": value})


def try_files(trial):
    for fault, status, body in (("no body", 415, b""), ("another kind", 415, b"<svg/>"), ("a head", 415, PICTURE[:3]),
                                ("other bytes", 422, PICTURE + b"."), ("too large", 413, PICTURE.ljust(32 * 2**20 + 1))):
        trial.refuse(fault, status, body=body)


def try_bodies(trial):
    if trial.content is None:
        return
    if trial.is_file:
        try_files(trial)
        return
    for fault, body in {"no body": b"", "no JSON": b"{]", "a list": b"[]", "not UTF-8": b'{"\xff":1}',
                        "a name twice": b'{"a":1,"a":2}', "more than JSON": b"{} {}", "a fraction": b'{"a":1.5}',
                        "too deep": TOO_DEEP}.items():
        trial.refuse(fault, 400, 422, body=body)
    trial.refuse("too large", 413, body=b" " * (8 * 1024 * 1024 + 1))
    good = trial.make_body()
    for fault, body in spoil(api, trial.content["schema"], good):
        trial.refuse(fault, body=body)
    trial.send_good(members={"no_such_member": {"a": [1, "b", None]}})


def try_head(trial):
    if trial.method != "GET":
        return
    good = trial.send_good()
    head = api.send("HEAD", trial.make_path(), {"Authorization": f"Bearer {trial.subject.token}"})
    assert (head.status, head.type, head.etag, head.body) == (good.status, good.type, good.etag, b"")


tap = Tap()
folder = tempfile.TemporaryDirectory(prefix="galley-contract-")
server = Server(pathlib.Path(folder.name) / "server")
server.init("--demo", DEMO)
api = Api(None)
for operation in api.operations:
    server.command("user", "add", "--data", server.data, "--id", get_user(operation), "--name", "试者", "--department",
                   "news", "--role", "reporter", "--role", "editor", text=PASSWORD + "\n")
server.start()
api.address = server.address

for operation in api.operations:
    @tap.case(f"{operation}: every answer is one that is listed")
    def _(name=operation):
        trial = Trial(name)
        for try_one in try_bodies, try_tokens, try_paths, try_queries, try_conditions, try_types, try_head:
            trial.subject.renew()
            try_one(trial)
        trial.send_good()


@tap.case("no resource knows a method that is not listed")
def _():
    for path, item in api.root["paths"].items():
        listed = {method.upper() for method in METHODS if method in item}
        target = path.replace("{", "").replace("}", "")
        for method in {"GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"} - listed:
            answer = api.send(method, target)
            assert answer.status == 405 and answer.problem == "method", f"{method} {path}: {answer.status}"
            allowed = set(answer.headers["Allow"].split(", "))
            assert allowed - {"HEAD"} == listed and ("HEAD" in allowed) == ("GET" in listed), f"{path}: {allowed}"


@tap.case("there is nothing beside what is listed")
def _():
    for target in "/api/", "/api/v1", "/api/v1/", "/api/v1/users", "/api/v2/session", "/api/v1/session/", "/api/v1//session":
        answer = api.send("GET", target, {"Authorization": "Bearer " + api.sign_in("chenyan")})
        assert answer.status == 404 and answer.problem == "not-found", f"{target}: {answer.status}"


server.stop()
folder.cleanup()
tap.done()
