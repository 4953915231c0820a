# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as its keeper and as HTTP see it: commands, addresses, framing, waits, signals, crashes."""
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from display import make_locale  # noqa: E402
from server import DATA, DEMO, PROGRAM, Server  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import SCALE, wait_until  # noqa: E402

from api import Api, content_hash  # noqa: E402

tap = Tap()
folder = tempfile.TemporaryDirectory(prefix="galley-program-")
top = pathlib.Path(folder.name)
# This server is spoken to in foul ways, and newer libsoup warns of what it refuses: no fault of the program.
server = Server(top / "server", os.environ | {"G_DEBUG": "fatal-criticals"})
server.init("--demo", DEMO)
server.start()
api = Api(server.address)


def run(*arguments, text=None):
    """(status, stdout, stderr) of another call of the program."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], input=text, capture_output=True, text=True, check=False,
                          timeout=30 * SCALE)
    return done.returncode, done.stdout, done.stderr


def run_in_chinese(*arguments):
    """What it says, status aside, to somebody whose language is Chinese."""
    names = {name: value for name, value in os.environ.items() if name != "LC_ALL"}
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=30 * SCALE,
                          env=names | {"LANG": "zh_CN.UTF-8", "LOCPATH": str(make_locale("zh_CN.UTF-8"))})
    return done.stdout + done.stderr


def refused(status, sentence, *arguments, text=None):
    got, _, said = run(*arguments, text=text)
    assert got == status and sentence in said, f"{got}: {said}"


def raw(data, longest=20 * SCALE):
    """What comes back for @data on a fresh connection until the server ends it."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=longest) as line:
        line.sendall(data)
        answer = b""
        while chunk := line.recv(65536):
            answer += chunk
    return answer


@contextlib.contextmanager
def stopping(started):
    try:
        yield
    finally:
        started.stop()


def statuses(answer):
    # libsoup answers as HTTP/1.0 what it cannot read.
    return [int(part.split(b" ")[1]) for part in answer.split(b"\r\n") if part.startswith((b"HTTP/1.1 ", b"HTTP/1.0 "))]


@tap.case("wrong calls are told how to do it")
def _():
    refused(2, "Usage", )
    refused(2, "Usage", "fly")
    refused(2, "--data", "serve")
    refused(2, "--data", "user", "add")
    refused(2, "Usage", "user", "remove")
    refused(2, "Usage", "init")
    refused(2, "port", "serve", "--data", top, "--port", "70000")
    status, said, _ = run("--help")
    assert status == 0 and "serve" in said


@tap.case("a keeper is told in Chinese what is in Chinese")
def _():
    for sentence, *arguments in (("用法：galley-server 命令", "--help"), ("看到该部门送审的稿件", "user", "list", "--help"),
                                 ("提供门户 API 和公开网站", "serve", "--help"), ("需要 --data。", "doctor"),
                                 ("没有用户“nobody”", "user", "enable", "--data", server.data, "--id", "nobody"),
                                 ("不是 galley-server 的备份", "restore", "--check", __file__),
                                 ("全部吻合；末条的哈希值为", "audit", "--data", server.data, "--check"),
                                 ("正常     数据库: 完好", "doctor", "--data", server.data)):
        said = run_in_chinese(*arguments)
        assert sentence in said, said
    # What machines read stays as it is.
    assert '"level":"ok","sentence":"完好' in run_in_chinese("doctor", "--data", server.data, "--json")
    assert "not empty" in run("init", server.data)[2]


@tap.case("the log is English whatever the keeper speaks")
def _():
    assert "is no data folder" in run_in_chinese("serve", "--data", top / "nowhere")


@tap.case("init: a folder of one's own, once")
def _():
    refused(1, "not empty", "init", server.data)
    refused(1, "site.json", "init", "--layout", DEMO, top / "no-layout")
    (top / "nowhere" / "articles").mkdir(parents=True)
    refused(1, "newsroom.json", "init", "--demo", top / "nowhere", top / "no-demo")
    status, said, _ = run("init", top / "plain")
    assert status == 0 and "serve --data" in said
    assert (top / "plain" / "public" / "index.html").is_file()
    assert stat.S_IMODE((top / "plain").stat().st_mode) == 0o700


@tap.case("user add: then he can sign in; never twice; also while a server runs")
def _():
    def person(name):
        return ["--id", name, "--name", "老周", "--department", "要闻部", "--role", "editor", "--role", "chief"]

    data = ["user", "add", "--data", top / "plain"]
    password = top / "password"
    password.write_text("from a file\n")
    assert run(*data, *person("zhou"), text="galley-demo\n")[0] == 0
    assert run(*data, *person("file"), "--password-file", password)[0] == 0
    refused(1, "already", *data, *person("zhou"), text="x\n")
    refused(1, "id", *data, *person("Zhou Wu"), text="x\n")
    refused(1, "password", *data, *person("none"), text="")
    refused(1, "role", *data, *person("role"), "--role", "a b", text="x\n")
    assert run("user", "add", "--data", server.data, *person("late"), text="galley-demo\n")[0] == 0
    assert api.call("getSession", user="late").status == 200
    refused(1, "init", "user", "add", "--data", top / "nowhere", *person("late"), text="x\n")
    with Server(top / "plain") as plain:
        other = Api(plain.address)
        session = other.call("getSession", user="zhou").json
        assert session["user"] == {"id": "zhou", "name": "老周", "department": "要闻部", "roles": ["editor", "chief"]}
        assert other.call("signIn", body={"user": "file", "password": "from a file"}).status == 201


@tap.case("user passwd, disable, enable, list: beside a running server, and at once")
def _():
    data = ["--data", server.data]
    assert run("user", "add", *data, "--id", "qian", "--name", "老钱", "--department", "要闻部", text="galley-demo\n")[0] == 0
    token = api.sign_in("qian")
    assert api.call("getSession", token=token).status == 200
    assert run("user", "passwd", *data, "--id", "qian", text="another\n")[0] == 0
    assert api.call("getSession", token=token).status == 401
    assert api.call("signIn", body={"user": "qian", "password": "galley-demo"}).status == 401
    token = api.call("signIn", body={"user": "qian", "password": "another"}).json["token"]
    assert run("user", "disable", *data, "--id", "qian")[0] == 0
    assert api.call("getSession", token=token).status == 401
    assert api.call("signIn", body={"user": "qian", "password": "another"}).status == 401
    assert "qian\t老钱\t要闻部\t\tdisabled\n" in run("user", "list", *data)[1]
    assert run("user", "enable", *data, "--id", "qian")[0] == 0
    assert api.call("getSession", token=token).status == 401
    assert api.call("signIn", body={"user": "qian", "password": "another"}).status == 201
    refused(1, "no user", "user", "disable", *data, "--id", "nobody")
    refused(1, "no user", "user", "passwd", *data, "--id", "nobody", text="x\n")
    done = run("audit", *data)[1]
    assert [line.split(" ")[3] + " " + line.split(" ")[6] for line in done.splitlines() if "@keeper" in line][-4:] == \
        ["user-add qian", "user-password qian", "user-disable qian", "user-enable qian"]


@tap.case("user import: all or nobody, and the line is named")
def _():
    table = top / "users.csv"

    def imported(text):
        table.write_bytes(text.encode())
        return run("user", "import", "--data", top / "plain", table)

    head = "id,name,department,roles,password\r\n"
    good = head + '"sun","小""孙"", 夜班",要闻部,"reporter editor",one\r\n\r\nwu,小吴,副刊部,,two'
    for text, words in ((good + "\r\nsun,又一个,要闻部,,x", 'line 5: there is a user “sun” already'),
                        (head + "sun,小孙\r\n", "line 2: it has 2 fields instead of 5"),
                        (head + "Sun,小孙,要闻部,,x", "line 2: “Sun” cannot be"),
                        (head + "sun,小孙,要闻部,,", "line 2: a password has"),
                        (head + 'a,"小\r\n孙,要闻部,,x', "line 2: a quotation mark is not closed"),
                        (head + 'a,"x"y,要闻部,,x', "line 2: something stands behind"),
                        (head + 'a,x"y,要闻部,,x', "line 2: a field with quotation marks"),
                        ("id,name\r\n", "line 1: the first row names the columns"), ("", "line 1: the first row")):
        status, _, said = imported(text)
        assert status == 1 and words in said, said
    assert "sun" not in run("user", "list", "--data", top / "plain")[1]
    status, said, _ = imported("\ufeff" + good)
    assert (status, said) == (0, "2 people are let in\n")
    people = run("user", "list", "--data", top / "plain")[1]
    assert 'sun\t小"孙", 夜班\t要闻部\treporter editor\t\n' in people and "wu\t小吴\t副刊部\t\t\n" in people
    with Server(top / "plain") as plain:
        assert Api(plain.address).call("signIn", body={"user": "sun", "password": "one"}).status == 201


@tap.case("serve listens on this computer alone")
def _():
    for address in ("0.0.0.0", "192.0.2.1", "::", "example.org"):
        refused(1, "reverse proxy", "serve", "--data", top / "plain", "--listen", address, "--port", "0")
    refused(1, "another galley-server", "serve", "--data", server.data, "--port", "0")
    refused(1, "init", "serve", "--data", top / "nowhere", "--port", "0")
    refused(1, "base_address", "serve", "--data", top / "plain", "--port", "0", "--base-address", "example.org/")


@tap.case("a Unix socket: for its owner and group, gone at the end, replaced after a crash")
def _():
    path = top / "socket"

    def start():
        process = subprocess.Popen([PROGRAM, "serve", "--data", str(top / "plain"), "--unix", str(path),
                                    "--print-address"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout.readline().strip() == f"unix:{path}"
        return process

    def ask():
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(20 * SCALE)
            line.connect(str(path))
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return line.recv(100)

    process = start()
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert ask().startswith(b"HTTP/1.1 200 ")
    process.kill()
    process.wait()
    process.stdout.close()
    process = start()
    assert ask().startswith(b"HTTP/1.1 200 ")
    process.send_signal(signal.SIGTERM)
    assert process.wait(10 * SCALE) == 0
    process.stdout.close()
    assert not path.exists()


@tap.case("what SoupServer would misread is refused and cut off")
def _():
    line = b"PUT /api/v1/batches/x HTTP/1.1\r\nHost: a\r\n"
    smuggled = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    for expected, data in (
            (400, b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
            (411, line + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled),
            (411, line + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFF80000000\r\nabc" + smuggled),
            (411, line + b"Transfer-Encoding: chunked\r\n\r\n0\n\n" + smuggled),
            (400, line + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nabcde" + smuggled),
            (400, line + b"Content-Length: +5\r\n\r\nabcde" + smuggled),
            (400, line + b"Content-Length: -1\r\n\r\n" + smuggled),
            (400, line + b"Content-Length: 99999999999999999999\r\n\r\n" + smuggled),
            (413, line + b"Content-Length: 99999999999\r\n\r\n" + smuggled)):
        assert statuses(raw(data)) == [expected], (expected, data)


@tap.case("a body above the limit is refused by its length and never kept")
def _():
    size = 48 * 1024 * 1024
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20 * SCALE)
    line.request("PUT", "/api/v1/batches/x", body=b" " * size)
    answer = line.getresponse()
    assert answer.status == 413 and answer.headers["Connection"] == "close"
    answer.read()
    line.close()
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0])
    # Hashing alone takes 64 MiB at a time; a sanitizer takes more.
    assert peak < 180 * 1024 or "asan" in pathlib.Path(f"/proc/{server.process.pid}/maps").read_text(), peak


@tap.case("who is slow is cut off, who is one too many is told")
def _():
    data = top / "slow"
    hasty = Server(data)
    hasty.init()
    hasty.start("--request-timeout", "1")

    def connect():
        return socket.create_connection(("127.0.0.1", hasty.port), timeout=20 * SCALE)
    with stopping(hasty):
        def trickle(line, text):
            """Sends a byte whenever the server has not answered for a while; returns what it answered."""
            line.settimeout(0.2)
            for number in range(100):
                try:
                    return line.recv(65536)
                except TimeoutError:
                    try:
                        line.sendall(text[number:number + 1] or b" ")
                    except OSError:
                        return line.recv(65536)
            raise AssertionError("nobody minded")
        with connect() as line:
            assert trickle(line, b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: ") == b"", "a header, byte by byte"

        def trickle_body():
            with connect() as line:
                line.sendall(b"POST /api/v1/tokens HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n")
                return trickle(line, b" ")
        # Held up for a second before the headers are sent, one is cut off as above, and tries again.
        assert statuses(wait_until(trickle_body, "headers in time")) == [408], "a body, byte by byte"
        with connect() as line:
            assert line.recv(1) == b"", "nothing at all"
    # Now with the patience that it has by itself, or the others are cut off before the one too many has come.
    hasty.start("--max-connections", "3")
    with stopping(hasty):
        with connect(), connect(), connect():
            with connect() as line:
                assert statuses(line.recv(65536)) == [503]
        wait_until(lambda: Api(hasty.address).send("GET", "/api/v1/session").status == 401, "there to be room again")


@tap.case("a file of somebody without a token is not read")
def _():
    path = b"/api/v1/media/" + b"a" * 64
    with socket.create_connection(("127.0.0.1", server.port), timeout=20 * SCALE) as line:
        line.sendall(b"PUT " + path + b" HTTP/1.1\r\nHost: a\r\nContent-Type: image/jpeg\r\n"
                     b"Authorization: Bearer forged\r\nContent-Length: 1000000000\r\n\r\n" + b"x" * 1000)
        assert statuses(line.recv(65536)) == [401]
        assert line.recv(65536) == b"", "the rest is waited for"


@tap.case("paths that leave the site, or are no text, stay outside")
def _():
    for path in ("/../galley.db", "/%2e%2e/galley.db", "/..%2fgalley.db", "/assets/../../galley.db", "//etc/passwd",
                 "/%ff", "/%00", "/index.html%00.css", "/.git", "/assets", "/assets/"):
        answer = raw(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        assert statuses(answer)[0] in (301, 400, 404), (path, answer[:100])
        assert b"SQLite" not in answer


@tap.case("pages: types, policy, ETag, HEAD, folders, unknown and withdrawn")
def _():
    home = api.send("GET", "/")
    assert home.status == 200 and home.headers["Content-Type"] == "text/html; charset=utf-8"
    assert home.headers["Content-Security-Policy"] == \
        "default-src 'none'; img-src 'self'; media-src 'self'; font-src 'self'; style-src 'self' 'unsafe-inline'"
    assert home.headers["X-Content-Type-Options"] == "nosniff"
    assert api.send("GET", "/", {"If-None-Match": home.etag}).status == 304
    assert api.send("GET", "/assets/style.css").type == "text/css"
    head = api.send("HEAD", "/")
    assert head.status == 200 and not head.body and head.headers["Content-Length"] == str(len(home.body))
    answer = raw(b"GET /channels/news HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert statuses(answer) == [301] and b"Location: /channels/news/\r\n" in answer
    unknown = api.send("GET", "/2026/11/23/none.html")
    assert unknown.status == 404 and unknown.type == "text/html" and unknown.body.startswith(b"<!DOCTYPE html>")
    assert api.send("POST", "/").status == 405


@tap.case("waits are held without a thread, end with news, and do not keep others waiting")
def _():
    token = api.sign_in("xiaohe")
    cursor = api.call("getManifest", user="xiaohe").json["cursor"]
    lines = []
    for _ in range(50):
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20 * SCALE)
        line.request("GET", f"/api/v1/changes?limit=0&wait=50&since={cursor}",
                     headers={"Authorization": "Bearer " + token})
        lines.append(line)
    threads = len(os.listdir(f"/proc/{server.process.pid}/task"))
    assert threads < 12, threads
    assert api.call("getSession", user="xiaohe").status == 200
    # Some wait, some go away without a word.
    for line in lines[25:]:
        line.close()
    answer = api.call("putListEntry", "tags", "news-for-all", user="chenyan", body={"value": "新"})
    assert answer.status == 200
    for line in lines[:25]:
        reply = line.getresponse()
        assert json.loads(reply.read())["more"] is True
        line.close()
    cursor = api.call("getManifest", user="xiaohe").json["cursor"]
    answer = api.call("getChanges", user="xiaohe", since=cursor, limit=0, wait=1)
    assert answer.json["more"] is False


@tap.case("a refusal is said in the language that is asked for, its type is the same in each")
def _():
    token = api.sign_in("xiaohe")

    def refusal(language):
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10 * SCALE)
        headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
        line.request("PUT", "/api/v1/lists/tags/a", '{"value":"a"}', headers | ({"Accept-Language": language} if language else {}))
        answer = json.loads(line.getresponse().read())
        line.close()
        assert answer["type"] == "urn:galley:problem:forbidden" and answer["status"] == 403, answer
        return answer["title"], answer["detail"]

    english = ("This is not for this user", "Editors and their heads keep this list")
    chinese = refusal("zh-CN")
    assert all(said != meant and said.isprintable() and not said.isascii() for said, meant in zip(chinese, english)), chinese
    for language in ("zh", "zh-TW,en;q=0.5", "fr,zh;q=0.9,en;q=0.8", "ZH-hans"):
        assert refusal(language) == chinese, language
    for language in (None, "en", "en-GB,zh;q=0.9", "fr", "zh;q=0", "zhx", ";;,", "zh," * 400):
        assert refusal(language) == english, language


@tap.case("so are the sentences that carry figures, or come from what an article's state forbids")
def _():
    articles = [json.loads(path.read_text()) for path in sorted((DEMO / "articles").glob("*.json"))]
    submitted = next(article["uri"].removeprefix("urn:uuid:") for article in articles
                     if article["galley"]["state"]["status"] == "review-1")
    present = api.call("getArticle", submitted, user="xiaohe")
    etag, content = present.etag, content_hash(present.json)

    def refusals(language):
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10 * SCALE)

        def detail(status, method, path, headers, body=None):
            token = api.sign_in(headers.pop("user"))
            line.request(method, "/api/v1" + path, body, {
                "Authorization": "Bearer " + token, "Content-Type": "application/json", "Accept-Language": language} | headers)
            reply = line.getresponse()
            answer = json.loads(reply.read())
            assert reply.status == status, answer
            return answer["detail"]

        yield detail(428, "DELETE", "/articles/" + submitted, {"user": "xiaohe"})
        yield detail(409, "DELETE", "/articles/" + submitted, {"user": "xiaohe", "If-Match": etag})
        yield detail(428, "PUT", "/slots/lead", {"user": "shenzhiyuan"}, '{"placements":[]}')
        yield detail(422, "PUT", "/media/" + "0" * 64, {"user": "xiaohe", "Content-Type": "image/png"},
                     b"\x89PNG\r\n\x1a\n and so on")
        # A name of its own each: an order that is told again is answered as the first time.
        for number, (status, user, action) in enumerate([(409, "shenzhiyuan", "withdraw"), (403, "xiaohe", "sign"),
                                                         (403, "shenzhiyuan", "take-back")]):
            name = f"0193a000-0000-7000-8000-{number:08}{len(language):04}"
            yield detail(status, "PUT", f"/articles/{submitted}/actions/{name}", {"user": user},
                         json.dumps({"action": action, "content_hash": content, "comment": ""}))
        line.close()

    english = list(refusals("en"))
    assert english == ["Say what is there: If-Match with the ETag",
                       "The article is under review or released: take it back first", "If-Match says what was looked at",
                       "The bytes are not what the name says", "Only what is published is withdrawn",
                       "Nobody signs what he wrote: somebody else has to", "Only its author takes an article back"], english
    for said in refusals("zh-CN"):
        assert said not in english and not said.isascii(), said


@tap.case("the log names requests by number and says nothing of texts, queries and tokens")
def _():
    api.send("GET", "/api/v1/changes?since=secret-cursor", {"Authorization": "Bearer secret-token"})
    api.send("GET", "/search%20for%20secret-words")
    log = server.log.read_text()
    assert " method=GET route=/api/v1/session path=/api/v1/session status=200 " in log and " user=xiaohe\n" in log
    assert "secret" not in log and "galley-demo" not in log
    assert not any(token in log for token in api.tokens.values())


@tap.case("SIGTERM answers who waits, then ends; SIGKILL loses nothing that was answered")
def _():
    cursor = api.call("getManifest", user="xiaohe").json["cursor"]
    waiting = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20 * SCALE)
    before = server.log.read_text().count("route=/api/v1/changes ")
    waiting.request("GET", f"/api/v1/changes?limit=0&wait=50&since={cursor}",
                    headers={"Authorization": "Bearer " + api.sign_in("xiaohe")})
    # Nothing shows that a wait is held; but a request that came later went through the same queue.
    api.call("getSession", user="xiaohe")
    assert server.log.read_text().count("route=/api/v1/changes ") == before
    assert server.stop() == 0
    answer = waiting.getresponse()
    assert answer.status == 200 and json.loads(answer.read())["more"] is False
    assert answer.headers["Connection"] == "close"
    waiting.close()
    assert server.log.read_text().count("route=/api/v1/changes ") == before + 1

    server.start()
    assert api.call("putListEntry", "tags", "kept", user="chenyan", body={"value": "在"}).status == 200
    server.kill()
    server.start()
    entries = {entry["id"] for entry in api.call("getList", "tags", user="chenyan").json["entries"]}
    assert "kept" in entries
    assert wait_until(lambda: server.get("/")[0] == 200, "the home page")


@tap.case("another layout pack is taken while the server runs, a bad one is not")
def _():
    pack = top / "pack"
    shutil.copytree(DATA / "layouts/portal", pack)
    (pack / "rows.mustache").write_text("\n{{>rwos}}", encoding="utf-8")
    refused(1, 'the present one stays: rows.mustache:2: there is no template "rwos"', "layout", "--data", server.data, pack)
    home = server.get("/")[1]
    assert server.get("/api/v1/session")[0] == 401 and server.get("/")[1] == home

    shutil.copy(DATA / "layouts/portal/rows.mustache", pack)
    with open(pack / "home.mustache", "a", encoding="utf-8") as template:
        template.write("<!-- another -->\n")
    assert run("layout", "--data", server.data, pack)[0] == 0

    def look():
        server.get("/api/v1/session")
        return b"<!-- another -->" in server.get("/")[1]
    wait_until(look, "the home page of the new pack")


@tap.case("the public site is made anew where no server runs on it")
def _():
    refused(1, "another galley-server works on this folder", "rebuild", "--data", server.data)
    server.stop()
    public = server.data / "public"
    before = {file.relative_to(public): file.read_bytes() for file in public.rglob("*") if file.is_file()}
    (public / "stray.html").write_text("?")
    status, said, _ = run("rebuild", "--data", server.data)
    assert status == 0 and str(public) in said, said
    assert {file.relative_to(public): file.read_bytes() for file in public.rglob("*") if file.is_file()} == before
    assert not public.with_name("public.new").exists()


server.stop()
folder.cleanup()
tap.done()
