# SPDX-License-Identifier: GPL-3.0-or-later
"""data/api/openapi.yaml describes exactly what is served: the same operations as the server's own table, every listed
status is one that a real server gives, and every answer fits its schema."""
import hashlib
import pathlib
import subprocess
import sys
import tempfile
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from server import DEMO, PROGRAM, Server  # noqa: E402
from tap import Tap  # noqa: E402

from api import Api, content_hash  # noqa: E402

REPORTER, EDITOR, CHIEF, GUEST = "xiaohe", "chenyan", "shenzhiyuan", "guest"
ZEROS = "0" * 64

tap = Tap()
folder = tempfile.TemporaryDirectory(prefix="galley-openapi-")
server = Server(pathlib.Path(folder.name) / "server")
server.init("--demo", DEMO)
server.command("user", "add", "--data", server.data, "--id", "guest", "--name", "访客", text="galley-demo\n")
server.start()
api = Api(server.address)


def new_id():
    """A version 7 UUID; which one does not matter."""
    number = uuid.uuid4().int
    number = number & ~(0xF << 76) | (0x7 << 76)
    return str(uuid.UUID(int=number))


def article(name, headline="试题", **members):
    return {"uri": "urn:uuid:" + name, "type": "text", "headlines": [{"role": "main", "value": headline}],
            "bodies": [{"role": "main", "contentType": "application/xhtml+xml", "value": "<p>正文。</p>"}],
            "galley": {"channel": "news"}, **members}


def create(user=REPORTER, **members):
    name = new_id()
    answer = api.call("putArticle", name, user=user, body=article(name, **members), headers={"If-None-Match": "*"})
    assert answer.status == 201, answer.body
    return name, answer


def order(action, text, **more):
    return {"action": action, "content_hash": content_hash(text), "comment": "", **more}


def act(name, action, text, user):
    return api.call("putAction", name, new_id(), user=user, body=order(action, text))


def expect(answer, status, problem=None):
    assert answer.status == status, f"{answer.status} for {status}: {answer.body[:300]}"
    if problem:
        assert answer.problem == problem, answer.problem


def deep(levels):
    return b"[" * levels + b"]" * levels


@tap.case("the server's table and the description name the same operations")
def _():
    said = subprocess.run([PROGRAM, "routes"], capture_output=True, text=True, check=True).stdout
    served = {tuple(line.split(" ", 1)) for line in said.splitlines()}
    described = {(method, path) for method, path, _ in api.operations.values()}
    assert served == described, f"only served: {served - described}; only described: {described - served}"


@tap.case("the description's own examples fit its schemas")
def _():
    for name, (_, _, operation) in api.operations.items():
        for content in operation.get("requestBody", {}).get("content", {}).values():
            if "example" in content:
                errors = api.schema_errors(content["schema"], content["example"])
                assert not errors, f"{name}: {errors}"


@tap.case("signing in and out")
def _():
    expect(api.call("signIn", body={"user": EDITOR, "password": "galley-demo"}), 201)
    expect(api.call("signIn", body={"user": EDITOR, "password": "wrong"}), 401, "credentials")
    expect(api.call("signIn", body={"user": "nobody", "password": "galley-demo"}), 401, "credentials")
    expect(api.call("signIn", body=b"{"), 400, "invalid")
    expect(api.call("signIn", body=b'{"user":"a","user":"b","password":"c"}'), 400, "invalid")
    expect(api.call("signIn", body=deep(100)), 400, "invalid")
    expect(api.call("signIn", body={"user": EDITOR}), 422, "invalid")
    expect(api.call("signIn", body=b'"' + b"x" * 20000 + b'"'), 413, "too-large")
    for _ in range(10):
        expect(api.call("signIn", body={"user": "guessed", "password": "wrong"}), 401)
    answer = api.call("signIn", body={"user": "guessed", "password": "wrong"})
    expect(answer, 429, "rate")
    assert 0 < int(answer.headers["Retry-After"]) <= 60

    token = api.call("signIn", body={"user": EDITOR, "password": "galley-demo"}).json["token"]
    expect(api.call("getSession", token=token), 200)
    expect(api.call("signOut", token=token), 204)
    expect(api.call("getSession", token=token), 401, "token")
    expect(api.call("signOut", token=token), 401, "token")


@tap.case("changing the password")
def _():
    def change(old, new, token=None):
        return api.call("changePassword", token=token, body={"old": old, "new": new})

    first, second = (api.call("signIn", body={"user": GUEST, "password": "galley-demo"}).json["token"] for _ in "ab")
    expect(change("galley-demo", "another one"), 401, "token")
    expect(change("wrong", "another one", first), 403, "credentials")
    expect(change("galley-demo", "short", first), 422, "invalid")
    expect(api.call("changePassword", token=first, body={"old": "galley-demo"}), 422, "invalid")
    expect(api.call("changePassword", token=first, body=b"{"), 400, "invalid")
    expect(api.call("changePassword", token=first, body=b'"' + b"x" * 20000 + b'"'), 413, "too-large")
    expect(change("galley-demo", "another one", first), 204)
    expect(change("galley-demo", "another one", first), 204)  # the answer may have been lost
    expect(api.call("getSession", token=first), 200)
    expect(api.call("getSession", token=second), 401, "token")
    expect(api.call("signIn", body={"user": GUEST, "password": "galley-demo"}), 401, "credentials")
    expect(change("another one", "galley-demo", first), 204)
    for _ in range(10):
        expect(change("guessed", "another one", first), 403, "credentials")
    answer = change("galley-demo", "another one", first)
    expect(answer, 429, "rate")
    assert 0 < int(answer.headers["Retry-After"]) <= 60


@tap.case("the layout")
def _():
    answer = api.call("getLayout", user=REPORTER)
    expect(answer, 200)
    expect(api.call("getLayout", user=REPORTER, headers={"If-None-Match": answer.etag}), 304)
    expect(api.call("getLayout"), 401, "token")


@tap.case("changes and the manifest")
def _():
    cursor = api.call("getManifest", user=EDITOR).json["cursor"]
    everything, since, pages = [], None, 0
    while True:
        answer = api.call("getChanges", user=EDITOR, limit=7, **({"since": since} if since else {}))
        expect(answer, 200)
        everything += answer.json["changes"]
        since, pages = answer.json["cursor"], pages + 1
        assert len(answer.json["changes"]) <= 7
        if not answer.json["more"]:
            break
    assert pages > 5 and since == cursor
    names = [change["id"] for change in everything]
    assert len(names) == len(set(names))
    upserts = {change["id"]: change["article"]["galley"]["state"]["etag"] for change in everything
               if change["kind"] == "upsert"}
    assert upserts == api.call("getManifest", user=EDITOR).json["articles"]

    name, _ = create()
    answer = api.call("getChanges", user=REPORTER, since=cursor, limit=0)
    assert answer.json == {"changes": [], "cursor": cursor, "more": True}
    answer = api.call("getChanges", user=REPORTER, since=cursor, wait=50)
    assert [change["id"] for change in answer.json["changes"]] == [name]
    expect(api.call("getChanges", user=EDITOR, since="x"), 400, "invalid")
    expect(api.call("getChanges", user=EDITOR, limit="many"), 400, "invalid")
    epoch, number = cursor.split(".")
    expect(api.call("getChanges", user=EDITOR, since=f"{epoch}.{int(number) + 1000}"), 410, "cursor")
    expect(api.call("getChanges", user=EDITOR, since=f"0{epoch}.1"), 410, "cursor")
    expect(api.call("getChanges"), 401, "token")
    expect(api.call("getManifest"), 401, "token")


@tap.case("articles")
def _():
    name, first = create()
    old = {"If-Match": first.etag}
    expect(api.call("getArticle", name, user=REPORTER), 200)
    expect(api.call("getArticle", name, user=REPORTER, headers={"If-None-Match": first.etag}), 304)
    expect(api.call("getArticle", name, user=EDITOR), 404, "not-found")
    expect(api.call("getArticle", name), 401, "token")
    changed = article(name, "改题")
    second = api.call("putArticle", name, user=REPORTER, body=changed, headers=old)
    expect(second, 200)
    expect(api.call("putArticle", name, user=REPORTER, body=changed, headers=old), 412)
    expect(api.call("putArticle", name, user=REPORTER, body=changed), 428, "condition-required")
    expect(api.call("putArticle", name, body=changed, headers=old), 401, "token")
    expect(api.call("putArticle", name, user=EDITOR, body=changed, headers=old), 404, "not-found")
    expect(api.call("putArticle", name, user=EDITOR, body=changed, headers={"If-None-Match": "*"}), 403, "forbidden")
    now = {"If-Match": second.etag}
    expect(api.call("putArticle", name, user=REPORTER, body=b"{]", headers=now), 400, "invalid")
    expect(api.call("putArticle", name, user=REPORTER, body=deep(100), headers=now), 400, "invalid")
    expect(api.call("putArticle", name, user=REPORTER, body=b"{}", headers=now), 422, "invalid")
    expect(api.call("putArticle", name, user=REPORTER, body=b" " * (8 * 1024 * 1024 + 1), headers=now), 413, "too-large")
    expect(api.call("putArticle", "x", user=REPORTER, body=b"{}", headers=now), 400, "invalid")

    expect(api.call("deleteArticle", name, user=REPORTER), 428, "condition-required")
    expect(api.call("deleteArticle", name, headers=now), 401, "token")
    expect(api.call("deleteArticle", name, user=REPORTER, headers=old), 412)
    expect(api.call("deleteArticle", new_id(), user=REPORTER, headers=old), 404, "not-found")
    gone = api.call("deleteArticle", name, user=REPORTER, headers=now)
    expect(gone, 204)
    expect(api.call("deleteArticle", name, user=REPORTER, headers=now), 204)
    expect(api.call("getArticle", name, user=REPORTER), 410, "not-found")
    expect(api.call("getAudit", name, user=REPORTER), 410, "not-found")
    expect(act(name, "submit", changed, REPORTER), 410, "not-found")
    expect(api.call("putArticle", name, user=REPORTER, body=changed, headers=now), 412, "condition")
    late = api.call("putArticle", name, user=REPORTER, body=changed, headers={"If-None-Match": "*"})
    expect(late, 412, "condition")
    assert late.etag == gone.etag
    expect(api.call("putArticle", name, user=REPORTER, body=changed, headers={"If-Match": gone.etag}), 201)

    public = next(iter(api.call("getManifest", user=EDITOR).json["articles"].items()))
    expect(api.call("deleteArticle", public[0], user=REPORTER, headers={"If-Match": public[1]}), 409, "state")
    expect(api.call("deleteArticle", public[0], user=EDITOR, headers={"If-Match": public[1]}), 403, "forbidden")


@tap.case("revisions")
def _():
    name, first = create()
    changed = article(name, "改题")
    second = api.call("putArticle", name, user=REPORTER, body=changed, headers={"If-Match": first.etag})
    answer = api.call("getRevisions", name, user=REPORTER)
    expect(answer, 200)
    assert [(one["number"], one["etag"], one["action"], one["user"]) for one in answer.json["revisions"]] == [
        (2, second.etag, "edit", REPORTER), (1, first.etag, "create", REPORTER)]
    page = api.call("getRevisions", name, user=REPORTER, limit=1)
    assert page.headers["Link"] == f'</api/v1/articles/{name}/revisions?before=2&limit=1>; rel="next"'
    assert api.call("getRevisions", name, user=REPORTER, before=2, limit=1).json["revisions"] == answer.json["revisions"][1:]
    old = api.call("getRevision", name, "1", user=REPORTER)
    expect(old, 200)
    assert content_hash(old.json) == content_hash(first.json) == answer.json["revisions"][1]["content_hash"]
    expect(api.call("getRevision", name, "1", user=REPORTER, headers={"If-None-Match": old.etag}), 304)
    expect(api.call("getRevision", name, "3", user=REPORTER), 404, "not-found")
    for trick in "0", "-1", "x", "1x":
        expect(api.call("getRevision", name, trick, user=REPORTER), 400, "invalid")
    expect(api.call("getRevisions", name, user=REPORTER, limit="many"), 400, "invalid")
    for call in lambda **who: api.call("getRevisions", name, **who), lambda **who: api.call("getRevision", name, "1", **who):
        expect(call(user=EDITOR), 404, "not-found")
        expect(call(), 401, "token")
    public = next(iter(api.call("getManifest", user=EDITOR).json["articles"].items()))
    expect(api.call("getRevisions", public[0], user=EDITOR), 200)
    shared, answer = create()
    published = answer.json
    expect(act(shared, "submit", published, REPORTER), 200)
    expect(act(shared, "sign", published, EDITOR), 200)
    expect(act(shared, "sign", published, CHIEF), 200)
    expect(act(shared, "publish", published, EDITOR), 200)
    withdrawn = act(shared, "withdraw", published, CHIEF)
    expect(withdrawn, 200)
    expect(api.call("deleteArticle", shared, user=REPORTER, headers={"If-Match": withdrawn.etag}), 204)
    expect(api.call("getRevisions", shared, user=REPORTER), 200)
    expect(api.call("getRevision", shared, "1", user=REPORTER), 200)
    expect(api.call("getRevisions", shared, user=CHIEF), 410, "not-found")
    expect(api.call("getRevision", shared, "1", user=CHIEF), 410, "not-found")


@tap.case("actions, from the draft to the page and away again")
def _():
    name, answer = create()
    text = answer.json
    expect(act(name, "submit", text, EDITOR), 404, "not-found")
    expect(api.call("putAction", name, new_id(), body=order("submit", text)), 401, "token")
    expect(act(name, "sign", text, REPORTER), 409, "state")
    expect(api.call("putAction", name, new_id(), user=REPORTER, body=order("submit", text, content_hash=ZEROS)), 409,
           "content-changed")
    expect(api.call("putAction", name, new_id(), user=REPORTER, body=order("explode", text)), 422, "invalid")
    expect(api.call("putAction", name, new_id(), user=REPORTER, body=b"x"), 400, "invalid")
    expect(api.call("putAction", name, "x", user=REPORTER, body=b"{}"), 400, "invalid")
    expect(api.call("putAction", name, new_id(), user=REPORTER, body=b"x" * 70000), 413, "too-large")
    submit = new_id()
    expect(api.call("putAction", name, submit, user=REPORTER, body=order("submit", text)), 200)
    expect(api.call("putAction", name, submit, user=REPORTER, body=order("submit", text)), 200)
    expect(api.call("putAction", name, submit, user=REPORTER, body=order("submit", text, comment="x")), 409,
           "name-reused")
    expect(act(name, "sign", text, REPORTER), 403, "forbidden")
    expect(act(name, "sign", text, EDITOR), 200)
    expect(act(name, "sign", text, CHIEF), 200)
    published = act(name, "publish", text, EDITOR)
    expect(published, 200)
    path = published.json["galley"]["state"]["publication"]["path"]
    assert server.get(path)[0] == 200
    expect(api.call("getAudit", name, user=CHIEF), 200)
    expect(api.call("getAudit", name), 401, "token")
    expect(api.call("getAudit", new_id(), user=CHIEF), 404, "not-found")
    expect(act(name, "withdraw", text, CHIEF), 200)
    assert server.get(path)[0] == 410


@tap.case("handing over")
def _():
    def hand_over(name, user=None, to=EDITOR, act_name=None):
        return api.call("putOwner", name, act_name or new_id(), user=user, body={"to": to})

    expect(api.call("getPeople"), 401, "token")
    answer = api.call("getPeople", user=REPORTER)
    expect(answer, 200)
    assert {REPORTER, EDITOR, CHIEF} <= {person["id"] for person in answer.json["people"]}

    name, answer = create()
    once = new_id()
    expect(hand_over(name), 401, "token")
    expect(hand_over(name, EDITOR), 404, "not-found")
    expect(hand_over(name, REPORTER, to="nobody"), 422, "invalid")
    expect(hand_over(name, REPORTER, act_name="x"), 400, "invalid")
    expect(api.call("putOwner", name, new_id(), user=REPORTER, body=b" " * 20000), 413, "too-large")
    for _ in range(2):
        expect(hand_over(name, REPORTER, act_name=once), 204)
    expect(hand_over(name, REPORTER, act_name=once, to=CHIEF), 409, "name-reused")
    assert api.call("getArticle", name, user=EDITOR).json["galley"]["state"]["owner"] == EDITOR
    expect(api.call("getAudit", name, user=EDITOR), 200)

    name, answer = create()
    expect(act(name, "submit", answer.json, REPORTER), 200)
    expect(hand_over(name, EDITOR), 403, "forbidden")
    expect(hand_over(name, REPORTER), 409, "state")

    name, answer = create()
    expect(api.call("deleteArticle", name, user=REPORTER, headers={"If-Match": answer.etag}), 204)
    expect(hand_over(name, REPORTER), 410, "not-found")


@tap.case("batches")
def _():
    name, batch = new_id(), new_id()
    items = {"items": [{"method": "PUT", "id": name, "if_none_match": "*", "article": article(name)},
                       {"method": "PUT", "id": name, "if_match": '"0-0"', "article": article(name)},
                       {"method": "PUT", "id": name, "article": article(name)},
                       {"method": "DELETE", "id": new_id(), "if_match": '"0-0"'}]}
    assert not api.schema_errors({"$ref": "#/components/schemas/Batch"}, {"items": [items["items"][0]]})
    answer = api.call("putBatch", batch, user=REPORTER, body=items)
    expect(answer, 200)
    assert [result["status"] for result in answer.json["results"]] == [201, 412, 428, 404]
    assert answer.json["results"][0]["content_hash"] == content_hash(api.call("getArticle", name, user=REPORTER).json)
    assert api.call("putBatch", batch, user=REPORTER, body=items).body == answer.body
    expect(api.call("putBatch", batch, user=REPORTER, body={"items": items["items"][:1]}), 409, "name-reused")
    expect(api.call("putBatch", batch, body=items), 401, "token")
    expect(api.call("putBatch", "x", user=REPORTER, body=items), 400, "invalid")
    expect(api.call("putBatch", new_id(), user=REPORTER, body={}), 422, "invalid")
    expect(api.call("putBatch", new_id(), user=REPORTER, body={"items": items["items"] * 63}), 413, "too-large")
    expect(api.call("putBatch", new_id(), user=REPORTER, body=b" " * (1024 * 1024 + 1)), 413, "too-large")


@tap.case("lists")
def _():
    expect(api.call("getList", "tags", user=REPORTER), 200)
    expect(api.call("getList", "tags"), 401, "token")
    expect(api.call("getList", "spells", user=REPORTER), 404, "not-found")
    value = {"value": "白鹭湖湿地"}
    expect(api.call("putListEntry", "tags", "egret-lake", user=EDITOR, body=value), 200)
    expect(api.call("putListEntry", "tags", "egret-lake", body=value), 401, "token")
    expect(api.call("putListEntry", "tags", "egret-lake", user=REPORTER, body=value), 403, "forbidden")
    expect(api.call("putListEntry", "spells", "egret-lake", user=EDITOR, body=value), 404, "not-found")
    expect(api.call("putListEntry", "tags", "Egret", user=EDITOR, body=value), 400, "invalid")
    expect(api.call("putListEntry", "tags", "egret-lake", user=EDITOR, body={"value": ""}), 422, "invalid")
    expect(api.call("putListEntry", "tags", "egret-lake", user=EDITOR, body=b" " * 20000), 413, "too-large")
    expect(api.call("deleteListEntry", "tags", "egret-lake", user=REPORTER), 403, "forbidden")
    expect(api.call("deleteListEntry", "tags", "egret-lake"), 401, "token")
    expect(api.call("deleteListEntry", "tags", "Egret", user=EDITOR), 400, "invalid")
    expect(api.call("deleteListEntry", "spells", "egret-lake", user=EDITOR), 404, "not-found")
    expect(api.call("deleteListEntry", "tags", "egret-lake", user=EDITOR), 204)
    expect(api.call("deleteListEntry", "tags", "egret-lake", user=EDITOR), 204)


@tap.case("the slots of the home page")
def _():
    changes = api.call("getChanges", user=EDITOR, limit=500).json["changes"]
    public, draft = (next(c["id"] for c in changes if c["kind"] == "upsert" and c["article"]["galley"]["state"]["status"] == s)
                     for s in ("published", "review-1"))
    before = api.call("getSlot", "lead", user=REPORTER)
    expect(before, 200)
    expect(api.call("getSlot", "lead", user=REPORTER, headers={"If-None-Match": before.etag}), 304)
    expect(api.call("getSlot", "lead"), 401, "token")
    expect(api.call("getSlot", "nowhere", user=REPORTER), 404, "not-found")
    if_match = {"If-Match": before.etag}
    wanted = {"placements": [{"article": public, "headline": "鹭"}]}
    expect(api.call("putSlot", "lead", body=wanted, headers=if_match), 401, "token")
    expect(api.call("putSlot", "lead", user=REPORTER, body=wanted, headers=if_match), 403, "forbidden")
    expect(api.call("putSlot", "nowhere", user=EDITOR, body=wanted, headers=if_match), 404, "not-found")
    expect(api.call("putSlot", "lead", user=EDITOR, body=wanted), 428, "condition-required")
    expect(api.call("putSlot", "lead", user=EDITOR, body=b"{", headers=if_match), 400, "invalid")
    expect(api.call("putSlot", "lead", user=EDITOR, body={"placements": 1}, headers=if_match), 422, "invalid")
    expect(api.call("putSlot", "lead", user=EDITOR, body=b" " * 70000, headers=if_match), 413, "too-large")
    expect(api.call("putSlot", "lead", user=EDITOR, body={"placements": [{"article": draft}]}, headers=if_match), 409, "state")
    answer = api.call("putSlot", "lead", user=EDITOR, body=wanted, headers=if_match)
    expect(answer, 200)
    assert answer.json == wanted and answer.etag == f'"{hashlib.sha256(answer.body).hexdigest()}"'
    answer = api.call("putSlot", "lead", user=CHIEF, body={"placements": []}, headers=if_match)
    expect(answer, 412)
    assert answer.json == wanted
    expect(api.call("putSlot", "lead", user=CHIEF, body={"placements": []}, headers={"If-Match": answer.etag}), 200)


@tap.case("presence")
def _():
    name, _answer = create()
    device = new_id()
    expect(api.call("putPresence", device, user=REPORTER, body={"open": [name]}), 200)
    expect(api.call("putPresence", device, user=REPORTER, body={
        "open": [name], "offline": [{"article": name, "until": "2000-01-01T00:00:00.000Z"}]}), 200)
    expect(api.call("putPresence", device, body={"open": [name]}), 401, "token")
    expect(api.call("putPresence", device, user=REPORTER, body={"open": [], "offline": [name]}), 422, "invalid")
    expect(api.call("putPresence", "desk", user=REPORTER, body={"open": []}), 400, "invalid")
    expect(api.call("putPresence", device, user=REPORTER, body={"open": ["desk"]}), 422, "invalid")
    expect(api.call("putPresence", device, user=REPORTER, body={"open": [name] * 17}), 422, "invalid")
    expect(api.call("putPresence", device, user=REPORTER, body=b" " * 20000), 413, "too-large")
    for _ in range(60):
        answer = api.call("putPresence", device, user=REPORTER, body={"open": []})
    expect(answer, 429, "rate")


@tap.case("media")
def _():
    picture = b"\x89PNG\r\n\x1a\n and so on"
    name = hashlib.sha256(picture).hexdigest()
    expect(api.call("getMedia", name, user=REPORTER), 404, "not-found")
    for _ in range(2):
        expect(api.call("putMedia", name, user=REPORTER, body=picture, headers={"Content-Type": "image/png"}), 204)
    answer = api.call("getMedia", name, user=EDITOR)
    expect(answer, 200)
    assert (answer.body, answer.type, answer.etag) == (picture, "image/png", f'"{name}"')
    expect(api.call("getMedia", name, user=EDITOR, headers={"If-None-Match": answer.etag}), 304)
    expect(api.call("getMedia", name), 401, "token")
    expect(api.call("putMedia", name, body=picture), 401, "token")
    expect(api.call("putMedia", name, user=REPORTER, body=picture + b"."), 422, "invalid")
    expect(api.call("putMedia", name, user=REPORTER, body=b"GIF89a"), 415, "invalid")
    expect(api.call("putMedia", name, user=REPORTER, body=picture.ljust(32 * 2**20 + 1)), 413, "too-large")
    for trick in "x", name.upper(), name[:-1], name + "%00", name + ".png", name + "%20":
        expect(api.call("getMedia", trick, user=REPORTER), 400, "invalid")
        expect(api.call("putMedia", trick, user=REPORTER, body=picture), 400, "invalid")
    for trick in "..%2f..%2fgalley.db", f"{name[:2]}%2f{name}", "%2e%2e":  # another path: there is no such resource
        expect(api.call("getMedia", trick, user=REPORTER), 404, "not-found")
        expect(api.call("putMedia", trick, user=REPORTER, body=picture), 404, "not-found")


@tap.case("a body that is not called what it should be")
def _():
    for name, (_, path, operation) in api.operations.items():
        if "requestBody" in operation:
            ids = ["x"] * path.count("{")
            answer = api.call(name, *ids, user=EDITOR, body=b"{}", headers={"Content-Type": "text/plain"})
            expect(answer, 415, "invalid")


@tap.case("a method that is not listed is 405, with what is allowed")
def _():
    for name, (_, path, _) in api.operations.items():
        answer = api.send("PATCH", path.replace("{", "").replace("}", ""))
        expect(answer, 405, "method")
        assert api.operations[name][0] in answer.headers["Allow"].split(", ")


@tap.case("every status that is listed was given")
def _():
    missing = api.listed() - api.seen
    assert not missing, sorted(missing)


server.stop()
folder.cleanup()
tap.done()
