#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""data/server/nginx.conf as it stands, but for its places: a real nginx before a real galley-server, both on Unix sockets."""
import gzip
import http.client
import json
import os
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from server import DEMO, PROGRAM, ROOT  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

HOST = "news.example"
SIGN_IN = json.dumps({"user": "xiaohe", "password": "wrong"})

tap = Tap()
scratch = tempfile.TemporaryDirectory(prefix="gx.")
top = pathlib.Path(scratch.name)
gate, server_socket = top / "gate", top / "socket"
processes = []


def start(*command):
    with open(top / "log", "ab") as log:
        processes.append(subprocess.Popen([*map(str, command)], stdout=log, stderr=log))


def write_configuration():
    """The example with sockets in place of ports, and a certificate of today."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
                    "-keyout", top / "key", "-out", top / "certificate"], check=True, capture_output=True)
    site = (ROOT / "data/server/nginx.conf").read_text(encoding="utf-8")
    assert "/run/galley-server/socket" in site
    site = site.replace("/run/galley-server/socket", str(server_socket))
    site = re.sub(r"/etc/ssl/\S+\.pem", str(top / "certificate"), site)
    site = re.sub(r"/etc/ssl/\S+\.key", str(top / "key"), site)
    site = re.sub(r"  listen \[::\].*\n", "", site)
    site = site.replace("listen 80;", f"listen unix:{top}/plain;").replace("listen 443 ", f"listen unix:{gate} ")
    (top / "site").write_text(site, encoding="utf-8")
    paths = "".join(f"{kind}_temp_path {top}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;\n" if os.geteuid() == 0 else ""  # else it would be www-data, which this folder keeps out
    (top / "nginx.conf").write_text(f"{user}daemon off;\npid {top}/pid;\nworker_processes 1;\nerror_log {top}/error;\n"
                                    f"events {{}}\nhttp {{\naccess_log off;\n{paths}include {top}/site;\n}}\n",
                                    encoding="utf-8")


class Connection(http.client.HTTPConnection):
    """HTTP over TLS over the gate's socket."""

    def __init__(self, path, is_plain=False):
        super().__init__(HOST, timeout=20)
        self.path, self.is_plain = path, is_plain

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.path))
        if not self.is_plain:
            context = ssl.create_default_context(cafile=str(top / "certificate"))
            self.sock = context.wrap_socket(self.sock, server_hostname=HOST)


def ask(method, path, body=None, connection=None, headers=None):
    connection = connection or Connection(gate)
    connection.request(method, path, body, headers or ({"Content-Type": "application/json"} if body else {}))
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


try:
    @tap.case("both start", needed=True)
    def _():
        subprocess.run([PROGRAM, "init", "--demo", DEMO, top / "data"], check=True, capture_output=True)
        write_configuration()
        start(PROGRAM, "serve", "--data", top / "data", "--unix", server_socket)
        wait_until(server_socket.exists, "the server's socket")
        start("/usr/sbin/nginx", "-p", top, "-c", top / "nginx.conf", "-e", top / "error")
        wait_until(gate.exists, f"nginx: {(top / 'log').read_text(errors='replace')}")

    @tap.case("a reader gets the page with the server's own headers")
    def _():
        status, headers, body = ask("GET", "/")
        assert status == 200 and "</html>" in body.decode()
        assert headers["Content-Security-Policy"].startswith("default-src 'none'") and headers["Cache-Control"] == "no-cache"
        assert headers["Strict-Transport-Security"] and headers["Server"] == "nginx", headers
        status, _, body = ask("GET", "/nowhere.html")
        assert status == 404 and "</html>" in body.decode()

    @tap.case("what the gate says again is not said twice")
    def _():
        etag = ask("GET", "/")[1]["ETag"]
        connection = Connection(gate)
        connection.request("GET", "/", headers={"If-None-Match": etag})
        assert connection.getresponse().status == 304

    @tap.case("who reads what is compressed gets the same, compressed once, and is told so")
    def _():
        _, headers, plain = ask("GET", "/")
        assert (headers["Vary"], headers["Content-Encoding"]) == ("Accept-Encoding", None)
        _, packed, body = ask("GET", "/", headers={"Accept-Encoding": "gzip"})
        assert (packed["Vary"], packed["Content-Encoding"]) == ("Accept-Encoding", "gzip")
        assert packed["ETag"] != headers["ETag"] and gzip.decompress(body) == plain
        assert body == (top / "data/public/index.html.gz").read_bytes()
        asked = {"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]}
        assert ask("GET", "/", headers=asked)[0] == 304
        assert ask("GET", "/", headers={"Accept-Encoding": "gzip;q=0"})[2] == plain

    @tap.case("plain HTTP leads to TLS")
    def _():
        status, headers, _ = ask("GET", "/2026/", connection=Connection(top / "plain", is_plain=True))
        assert (status, headers["Location"]) == (301, f"https://{HOST}/2026/")

    @tap.case("readers only read")
    def _():
        assert ask("PUT", "/index.html", "x")[0] == 403

    @tap.case("an article's size passes, a flood does not")
    def _():
        assert ask("PUT", "/api/v1/articles/x", "x" * (5 * 1024 * 1024))[0] == 401
        assert ask("PUT", "/api/v1/articles/x", "x" * (17 * 1024 * 1024))[0] == 413

    @tap.case("guessing passwords is slowed down")
    def _():
        statuses = [ask("POST", "/api/v1/tokens", SIGN_IN)[0] for _ in range(25)]
        assert statuses[0] in (401, 403) and statuses[-1] == 429, statuses
finally:
    for process in reversed(processes):
        process.terminate()
        process.wait(10)
tap.done()
