# SPDX-License-Identifier: GPL-3.0-or-later
"""A portal of 10,000 articles: its whole site made, and made again, beside Eleventy, a static site generator from npm that
reads, fills in and writes the same pages with a Mustache layout; what a page costs alone; and how long one stays public that
is withdrawn. The articles are copies of one with every kind of block."""
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

from figures import BUILD, median, program

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent / "browser")]
from server import DATA, Server  # noqa: E402
from sites import BODY, ID, PATH, copy_demo  # noqa: E402

# A page an article, as Eleventy has it: with its break in it each stands on two, and the whole site had twice as many.
BODY.remove('<hr class="page"/>')

COUNT, QUICK_COUNT = 10_000, 1_000
TURNS = 3  # of what takes half a second here and is easily disturbed
MOST_WITHDRAWING, MOST_RENDERING = 2, 0.3
MOST_RATIO = 0.1  # of Eleventy's time
MOST_TIMES = 1.1  # an article among ten times as many
ROOM = 2_000_000_000
TOOLS = BUILD / "bench-pages"
CHANNELS = ("news", "local", "towns", "bulletin", "life", "education", "traffic", "safety", "rural", "culture")


def fetch_peer():
    TOOLS.mkdir(parents=True, exist_ok=True)
    for source in (HERE / "pages-peer").iterdir():
        shutil.copy(source, TOOLS)
    if not (TOOLS / "node_modules").is_dir():
        subprocess.run(["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=TOOLS, check=True)


def make_moment(i):
    """When copy i was published, its id and its path."""
    moment, name = 1780000000 + 600 * i, f"01a1c000-0000-7000-8000-{i:012d}"
    return moment, name, time.strftime(f"/%Y/%m/%d/{name}.html", time.gmtime(moment))


def write_json(value):
    """Canonical."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def list_before(context, i):
    """The context of copy i: its modules list those that had been published then, of a channel each tenth."""
    modules = []
    for module in context["modules"]:
        step = len(CHANNELS) if module["id"].startswith("channel:") else 1
        items = []
        for k in range(len(module["items"])):
            moment, _, path = make_moment(max(i // step - 1 - k, 0) * step)
            date = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(moment))
            items.append(module["items"][0] | {"date": date, "path": path})
        modules.append(module | {"items": items})
    return write_json(context | {"modules": modules})


def fill(data, count):
    """Copies the article into the server's database, one every ten minutes, as if each had been published."""
    database = sqlite3.connect(data / "galley.db", isolation_level=None)
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("BEGIN")
    row = database.execute("SELECT revision, is_deleted, status, owner, department, content_hash, article FROM articles"
                           " WHERE id = ?", (ID,)).fetchone()
    article = json.loads(row[6])
    publication = article["galley"]["state"]["publication"]
    assert write_json(article) == row[6]
    context, publication["context"] = json.loads(publication["context"]), "@"
    text = write_json(article)
    page = database.execute("SELECT * FROM pages WHERE article = ?", (ID,)).fetchone()
    for i in range(count):
        moment, name, path = make_moment(i)
        copied = text.replace('"context":"@"', f'"context":{write_json(list_before(context, i))}')
        place = (f"channel:{CHANNELS[i % len(CHANNELS)]}", moment * 1_000_000, name)
        database.execute("INSERT INTO articles (id, revision, is_deleted, status, owner, department, content_hash, article)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (name, *row[:6], copied.replace(PATH, path).replace(ID, name)))
        database.execute(f"INSERT INTO pages VALUES ({', '.join('?' * len(page))})",
                         (name, path, CHANNELS[i % len(CHANNELS)], place[1], f"{i}", *page[5:-1], place[1]))
        database.execute("INSERT INTO places VALUES (?, ?, ?)", place)
    database.execute("COMMIT")
    database.close()


def write_peer(folder, page, count):
    """Its articles, each a file with its headline in front of its body, and the page around them as a layout."""
    body = page[page.index('<div class="e-content">') + 23:page.index("</div>\n<footer")]
    headline = re.search(r'<h1 class="p-name">(.*?)</h1>', page).group(1)
    layouts = folder / "articles" / "_includes"
    layouts.mkdir(parents=True)
    (layouts / "article.mustache").write_text(page.replace(body, "{{{content}}}").replace(headline, "{{{headline}}}"),
                                              encoding="utf-8")
    for i in range(count):
        place = folder / "articles" / str(i % 365)
        place.mkdir(exist_ok=True)
        (place / f"{i}.html").write_text(f"---\nlayout: article.mustache\nheadline: {headline} {i}\n---\n{body}",
                                         encoding="utf-8")
    shutil.copy(HERE / "pages-peer" / "eleventy.config.js", folder)


def build_peer(folder, count):
    """Seconds, from its start to its end, as ours."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    begin = time.monotonic()
    subprocess.run([TOOLS / "node_modules/.bin/eleventy", "--quiet"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - begin
    assert sum(1 for _ in (folder / "site").rglob("*.html")) == count
    return seconds


def call(server, method, path, body, token=None):
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(server.address + path, json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def withdraw(server):
    """Seconds until neither its page nor a list has the newest article."""
    token = call(server, "POST", "/api/v1/tokens", {"user": "shenzhiyuan", "password": "galley-demo"})["token"]
    with sqlite3.connect(server.data / "galley.db") as database:
        content = database.execute("SELECT content_hash FROM articles WHERE id = ?", (ID,)).fetchone()[0]
    begin = time.monotonic()
    call(server, "PUT", f"/api/v1/articles/{ID}/actions/01a1c000-0000-7000-8000-00000000f001",
         {"action": "withdraw", "comment": "", "content_hash": content}, token)
    seconds = time.monotonic() - begin
    assert server.get(PATH)[0] == 410
    for path in ("/", "/channels/local/", "/topics/renewal/", "/feed.xml", "/channels/news/atom.xml", "/sitemap/2026-11.xml"):
        assert ID.encode() not in server.get(path)[1], path
    return seconds


def rebuild(server):
    """Seconds of `galley-server rebuild`, the program's start and the wait for the disk among them."""
    begin = time.monotonic()
    server.command("rebuild", "--data", server.data)
    return time.monotonic() - begin


def make_site(folder, count):
    """A server with so many articles, and seconds: into an empty folder, and again, where nothing has changed."""
    server = Server(folder / f"server-{count}")
    server.init("--demo", copy_demo(folder / f"demo-{count}"), "--layout", DATA / "layouts" / "portal")
    fill(server.data, count)
    shutil.rmtree(server.data / "public")
    first = rebuild(server)
    numbers = {file: file.stat().st_ino for file in (server.data / "public").rglob("*") if file.is_file()}
    again = rebuild(server)
    assert len(numbers) > 2 * count and all(file.stat().st_ino == number for file, number in numbers.items())
    return server, first, again


def write_texts(folder, data):
    """The articles as files, for bench-pages.c."""
    with sqlite3.connect(data / "galley.db") as database:
        rows = database.execute("SELECT article FROM articles WHERE id LIKE '01a1c000-0000-7000-8000-%' AND id <> ?"
                                " ORDER BY id", (ID,))
        for i, (text,) in enumerate(rows):
            place = folder / str(i % 365)
            place.mkdir(parents=True, exist_ok=True)
            (place / str(i)).write_text(text, encoding="utf-8")


def render(articles, folder, count):
    """Seconds for all articles by the renderer alone, from its start to its end."""
    shutil.rmtree(folder, ignore_errors=True)
    begin = time.monotonic()
    subprocess.run([program("bench-pages"), DATA / "layouts" / "portal", articles, str(count), folder], check=True)
    seconds = time.monotonic() - begin
    assert sum(1 for _ in folder.rglob("*.html")) == count
    return seconds


def render_one(articles):
    """Milliseconds of CPU for a page of 10 KB."""
    command = [program("bench-pages"), DATA / "layouts" / "portal", articles]
    lines = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return median([float(line) for line in lines.split()])


def take_turns(folder, count):
    """Median seconds of our pages and of the peer's, who take turns."""
    ours, peers = [], []
    for _ in range(TURNS):
        ours.append(render(folder / "texts", folder / "pages", count))
        peers.append(build_peer(folder / "peer", count))
    return median(ours), median(peers)


def choose_folder():
    """In memory where there is room, so that no disk counts for either; this one's is shared with all that runs here."""
    memory = pathlib.Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ROOM else BUILD


def run(table, quick):
    count = QUICK_COUNT if quick else COUNT
    fetch_peer()
    with tempfile.TemporaryDirectory(dir=choose_folder(), prefix="bench-pages.") as name:
        folder = pathlib.Path(name)
        server, first, again = make_site(folder, count)
        small = make_site(folder, count // 10)[1]
        write_texts(folder / "texts", server.data)
        one = render_one(folder / "texts")
        write_peer(folder / "peer", pathlib.Path(f"{server.data}/public{PATH}").read_text(encoding="utf-8"), count)
        alone, peer = take_turns(folder, count)
        server.start()
        gone = withdraw(server)
        server.stop()
    table.begin("pages")
    table.compare(f"site of {count:,} articles with its lists, feeds, maps and all of it compressed", first, "s",
                  "Eleventy, articles alone", peer)
    table.compare(f"the same pages alone, {count / alone:,.0f} a second", alone, "s", "Eleventy", peer,
                  most_ratio=MOST_RATIO)
    table.compare("the whole site again, nothing changed and nothing written", again, "s", "into an empty folder", first)
    table.compare(f"time an article, {count:,} beside {count // 10:,}", first / count * 1000, "ms", "",
                  small / (count // 10) * 1000, most_ratio=MOST_TIMES)
    table.compare("rendering an article of 10 KB, CPU", one, "ms", most=MOST_RENDERING)
    table.compare(f"a withdrawal among {count:,} articles", gone, "s", most=MOST_WITHDRAWING)
