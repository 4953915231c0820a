# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile texts and addresses in every field of published articles, opened with scripts on and without the policy that the
server sends along: the pages alone must hold. Nothing runs, and nothing is fetched from elsewhere.

    test-hostile.py [--whole]

The pages are those of the demo portal's pack; --whole opens those of the other, too."""
import functools
import http.server
import pathlib
import re
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from server import Server  # noqa: E402
from tap import Tap  # noqa: E402

from attacks import make_addresses, make_texts  # noqa: E402
from chrome import Chrome  # noqa: E402
from sites import PACKS, PICTURE, copy_demo, copy_pack, make_article, write_json  # noqa: E402

IS_WHOLE = "--whole" in sys.argv
TOGETHER = 16  # so many texts in each field of one article
LEAST = 300

tap = Tap()
scratch = tempfile.TemporaryDirectory(prefix="galley-hostile-")
top = pathlib.Path(scratch.name)
texts, addresses = make_texts(), make_addresses()


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def make_body(text):
    """Each kind of block with @text wherever a block has one."""
    plain, quoted = escape(text), escape(text).replace('"', "&quot;")
    return "".join([
        f"<p>{plain}</p>", f"<p><a href=\"https://a.example/\">{plain}</a></p>", f"<p><strong>{plain}</strong></p>",
        f"<h2>{plain}</h2>", f"<h3>{plain}</h3>", f"<blockquote><p>{plain}</p></blockquote>",
        f"<ul><li>{plain}<ol><li>{plain}</li></ol></li></ul>",
        f"<figure><img src=\"{PICTURE}\" width=\"1280\" height=\"800\" alt=\"{quoted}\"/>"
        f"<figcaption>{plain}<br/>{plain}</figcaption></figure>",
        f"<table><tr><th>{plain}</th></tr><tr><td>{plain}</td></tr></table>",
        f"<figure class=\"video\"><a href=\"https://www.bilibili.com/video/BV1\"></a><figcaption>{plain}</figcaption></figure>",
    ])


def make_hostile(number, text, address):
    """An article with @text in each field, and @address where an address belongs; every other one is a link to it."""
    article, name = make_article(), f"01a1c000-0000-7000-8000-0000000{number:05d}"
    galley = article["galley"]
    article |= {
        "bodies": [article["bodies"][0] | {"value": make_body(text)}], "by": text, "uri": f"urn:uuid:{name}",
        "descriptions": [{"role": "summary", "value": text}],
        "headlines": [{"role": role, "value": text} for role in ("kicker", "main", "subhead", "index")],
        "infoSources": [{"name": text, "role": "source", "uri": address}, {"name": text, "role": "editor"}],
        "subjects": [{"literal": text, "rel": "tag"}],
    }
    galley |= {"bylines": [{"name": text, "organisation": text, "role": text}],
               "original": {"author": text, "headline": text, "uri": address}}
    if number % 2:
        galley |= {"kind": "link", "link": address}
    path = f"/2026/11/20/{name}.html"
    galley["state"] = galley["state"] | {"publication": {"path": path, "time": 1795150000000000 + number}}
    return article, path


def fill_demo():
    """A newsroom that publishes all of it; the paths of the pages."""
    demo, paths = copy_demo(top), ["/index.html", "/channels/local/index.html", "/topics/renewal/index.html"]
    for number in range(0, max(len(texts), TOGETHER * len(addresses)), TOGETHER):
        together = texts[number:number + TOGETHER] or texts[:TOGETHER]
        article, path = make_hostile(number, " ".join(together), addresses[number // TOGETHER % len(addresses)])
        write_json(demo / "articles" / f"h{number:05d}.json", article)
        paths.append(path)
    return demo, paths


class Quiet(http.server.SimpleHTTPRequestHandler):
    """The published files as they are, with no header that protects a reader."""

    def log_message(self, *_):
        pass


def look(chrome, address, path):
    """What ran, whether the attacks are there as text, and where a link would lead that is no web page."""
    chrome.open(address + path)
    return chrome.call("""
      return {hits: top.hits ?? null, shown: document.body.textContent.includes("top.hits="), scripts: [...document.scripts].filter(script => script.type !== "application/ld+json").length,
              broken: [...document.scripts].filter(script => { try { JSON.parse(script.text) } catch { return true } }).length,
              links: [...document.querySelectorAll("[href]")].map(link => link.href).filter(link => !/^https?:/.test(link)),
              handlers: [...document.querySelectorAll("*")].filter(element =>
                [...element.attributes].some(attribute => attribute.name.startsWith("on"))).length}""")


def try_pack(chrome, pack, demo, paths):
    server = Server(top / pack)
    server.init("--demo", demo, "--layout", copy_pack(top, pack))
    folder = server.data / "public"
    files = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=files.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{files.server_port}"
    faults = []
    for path in paths:
        found = look(chrome, address, path)
        if found != {"hits": None, "shown": True, "scripts": 0, "broken": 0, "links": [], "handlers": 0}:
            faults.append(f"{path}: {found}")
    asked = [one for one in chrome.requests() if not one.startswith(("chrome:", "data:"))]
    faults += [f"asked for {one}" for one in asked if not one.startswith(address) or "/hit/" in one or re.search("/[0-9]{4}$", one)]
    files.shutdown()
    files.server_close()
    tap.ok(not faults, f"{pack}: nothing runs, nothing is fetched", "\n".join(faults[:20]))
    tap.ok(len(asked) > len(paths), f"{pack}: what is fetched would have been seen")


tap.ok(len(set(texts)) + len(set(addresses)) >= LEAST, f"{len(texts)} texts and {len(addresses)} addresses",
       "too few to be a trial")
hostile_demo, pages = fill_demo()
with Chrome(top / "chrome") as browser:
    for name in PACKS if IS_WHOLE else PACKS[:1]:
        try_pack(browser, name, hostile_demo, pages)
    # The same in a page that takes it for markup: there it does run.
    browser.open("data:text/html,<body>")
    ran = browser.call("""document.body.innerHTML = arguments[0];
                       return new Promise(done => { const look = () => top.hits ? done(top.hits) : requestAnimationFrame(look);
                                                    look() })""", next(text for text in texts if text.startswith("<img src=x")))
    tap.ok(ran is not None, "an attack would have been seen", ran)
tap.done()
