# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers: a published page from galley-server itself, beside one worker of nginx that has the same file. wrk asks both in
turns, over connections that stay, for the page as it is and for the compressed one; then once more for what it has already."""
import os
import pathlib
import re
import subprocess
import tempfile
import urllib.request

from figures import BUILD, median
from server import DATA, DEMO, Server
from waiting import wait_until

LEAST_RATIO = 0.3
CONNECTIONS = 32


def start_nginx(folder, public):
    """A worker that serves the folder of the site on a free port. Returns process and address."""
    server = urllib.request.socket.socket()
    server.bind(("127.0.0.1", 0))
    port = server.getsockname()[1]
    server.close()
    paths = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;\n" if os.geteuid() == 0 else ""  # else it would be www-data, which this folder keeps out
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\npid {folder}/pid;\nworker_processes 1;\nerror_log {folder}/error;\n"
        f"events {{ worker_connections 512; }}\nhttp {{\naccess_log off;\n{paths}sendfile on;\ntcp_nopush on;\n"
        f"keepalive_requests 10000000;\ngzip_static on;\ntypes {{ text/html html; }}\n"
        f"server {{ listen 127.0.0.1:{port}; root {public}; }}\n}}\n", encoding="utf-8")
    process = subprocess.Popen(["/usr/sbin/nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error"])
    address = f"http://127.0.0.1:{port}"
    wait_until(lambda: (folder / "pid").exists() and (folder / "pid").read_text().strip(), "nginx")
    return process, address


def ask(address, headers):
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.headers, answer.read()


def measure(address, headers, seconds):
    """Requests a second; every answer must be a good one."""
    options = [option for name, value in headers.items() for option in ("-H", f"{name}: {value}")]
    done = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *options, address], capture_output=True,
                          text=True, check=True)
    assert "Non-2xx" not in done.stdout and "Socket errors" not in done.stdout, done.stdout
    return float(re.search(r"Requests/sec:\s*([\d.]+)", done.stdout).group(1))


def compare(table, what, addresses, headers, quick, least_ratio=None):
    """@headers: of either, for what it has sent is named by itself."""
    rates = [[], []]
    for _ in range(1 if quick else 5):
        for i, address in enumerate(addresses):
            rates[i].append(measure(address, headers[i], 2 if quick else 4))
    table.compare(what, median(rates[0]), "requests/s", "a worker of nginx", median(rates[1]), least_ratio=least_ratio)


def run(table, quick):
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-serving.") as name:
        folder = pathlib.Path(name)
        server = Server(folder / "server")
        server.init("--demo", DEMO, "--layout", DATA / "layouts" / "portal")
        pages = sorted((server.data / "public").glob("20*/*/*/*.html"), key=lambda page: page.stat().st_size)
        page = pages[len(pages) // 2]
        server.start()
        nginx, address = start_nginx(folder, server.data / "public")
        try:
            path = "/" + str(page.relative_to(server.data / "public"))
            addresses = [server.address + path, address + path]
            table.begin("serving")
            for what, headers in (("plain", {}), ("compressed", {"Accept-Encoding": "gzip"})):
                ours, theirs = (ask(address, headers)[1] for address in addresses)
                assert ours == theirs
                compare(table, f"a page of {page.stat().st_size:,} bytes, {what}, {len(ours):,} sent", addresses,
                        [headers, headers], quick, None if headers else LEAST_RATIO)
            tags = [{"If-None-Match": ask(address, {})[0]["ETag"]} for address in addresses]
            compare(table, "a page that the reader has already", addresses, tags, quick)
        finally:
            nginx.terminate()
            nginx.wait(10)
            server.stop()
