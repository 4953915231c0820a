# SPDX-License-Identifier: GPL-3.0-or-later
"""Published pages as their readers' browser lays them out: both packs, three widths, light and dark. Pictures of them stay
in browser/ of the build folder. axe-core and html-validate are there from ./dev test, which fetches them by npm.

    test-pages.py [--whole]

Light and dark differ by colours, so in the dark one width is looked at; --whole measures every one, and axe judges each."""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from server import BUILD  # noqa: E402
from tap import Tap  # noqa: E402

from chrome import Chrome  # noqa: E402
from sites import PACKS, copy_demo, find_pages, publish  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
TOOLS = BUILD / "browser" / "node_modules"
PICTURES = BUILD / "browser"
IS_WHOLE = "--whole" in sys.argv
WIDTHS = {"light": (375, 768, 1200), "dark": (375, 768, 1200) if IS_WHOLE else (1200,)}
SHOWN = {"light": {"home", "further", "everything", "second", "search"}, "dark": {"everything"}}
# What the measurement must see when it is done to a page: how it is told -> how it is done.
PLANTED = {
    "scrolls sideways": "document.querySelector('main').style.width = '2000px'",
    "lies over": "document.querySelector('.e-content h2').style.marginTop = '-40px'",
    "leaves the window": "document.querySelector('.e-content h2').style.marginLeft = '1100px'",
    "px in, not": "document.querySelector('.e-content p').style.textIndent = '33px'",
    "begins with": "document.querySelector('.e-content p').innerHTML = '一<br>，二'",
    "ends with": "document.querySelector('.e-content p').innerHTML = '一（<br>二'",
    "JSON-LD": "document.querySelector('script').textContent = '{\"@type\": \"NewsArticle\",}'",
    "is not there": "document.images[0].src = 'nowhere.jpg'; return new Promise(done => { document.images[0].onerror = done })",
}
AXE = """return axe.run(document, {resultTypes: ['violations']}).then(result => result.violations.map(violation =>
  violation.id + ': ' + violation.help + ': ' + violation.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' '
  + (node.any[0] ? node.any[0].message : '')).join(' | ')))"""

tap = Tap()
scratch = tempfile.TemporaryDirectory(prefix="galley-browser-")
top = pathlib.Path(scratch.name)
measure = (HERE / "measure.js").read_text(encoding="utf-8")
if not TOOLS.is_dir():
    raise SystemExit(f"{TOOLS} is not there: ./dev test servers fetches it")
axe = (TOOLS / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
demo = copy_demo(top)
servers = {name: publish(top, name, demo) for name in PACKS}
counted = {"indents": 0, "lines": 0, "boxes": 0}


def look(chrome, pack, name, width, scheme, faults):
    """Measures the page that is open."""
    chrome.look(width, scheme)
    found = chrome.call(measure)
    faults += [f"{name} at {width} px, {scheme}: {fault}" for fault in found["faults"]]
    for what in counted:
        counted[what] += found[what]
    if name in SHOWN[scheme] and width != 768:
        chrome.shoot(PICTURES / f"{pack}-{name}-{width}-{scheme}.png")


def look_at_site(chrome, pack):
    laid_out, accessible = [], []
    for name, path in find_pages().items():
        chrome.open(servers[pack].address + path)
        chrome.call(axe)
        for scheme, widths in WIDTHS.items():
            for width in widths:
                look(chrome, pack, name, width, scheme, laid_out)
                if IS_WHOLE or (width, scheme) == (375, "light") or (scheme == "dark" and name in SHOWN["light"]):
                    accessible += [f"{name} at {width} px, {scheme}: {violation}" for violation in chrome.call(AXE)]
    own = tuple(server.address for server in servers.values())
    elsewhere = [address for address in chrome.requests() if not address.startswith((*own, "chrome:", "data:"))]
    return laid_out, accessible, elsewhere


def print_page(chrome, pack):
    """What paper shows is the article and whose it is, not the ways to others."""
    file = PICTURES / f"{pack}-everything.pdf"
    chrome.open(servers[pack].address + find_pages()["everything"])
    chrome.print(file)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    for wanted in ("澜江新闻网", "十五分钟到湖边", "栈道怎么绕开了老枫杨", "周小禾 摄", "责任编辑：陈砚", "版权所有"):
        assert wanted in "".join(text.split("\n")), f"{wanted} is not on paper"
    for unwanted in ("更多", "上一篇", "跳到正文", "文体澜江"):
        assert unwanted not in text, f"{unwanted} is on paper"


def plant(chrome, told, done):
    """Whether the measurement tells of a fault that is made in the page with every kind of block."""
    chrome.open(servers["portal"].address + find_pages()["everything"])
    chrome.look(375, "light")
    chrome.call(done)
    faults = chrome.call(measure)["faults"]
    tap.ok(any(told in fault for fault in faults), f"a fault would be seen: {told}", faults)


with Chrome(top / "chrome") as browser:
    for told, done in PLANTED.items():
        plant(browser, told, done)
    for pack in PACKS:
        laid_out, accessible, elsewhere = look_at_site(browser, pack)
        tap.ok(not laid_out, f"{pack}: text, lines and pictures stand as they should", "\n".join(laid_out))
        tap.ok(not accessible, f"{pack}: axe finds no violation", "\n".join(accessible))
        tap.ok(not elsewhere, f"{pack}: nothing is asked for elsewhere", "\n".join(elsewhere))
        tap.run(f"{pack}: on paper", print_page, browser, pack)


@tap.case("as much was measured as there is to measure")
def _():
    assert counted["indents"] > 90 and counted["lines"] > 1200 and counted["boxes"] > 5000, counted


@tap.case("what is published is valid HTML")
def _():
    # Where a picture's focus is stands in a style attribute, which is why that rule is off.
    paths = [""] if IS_WHOLE else [f"{path}index.html" if path.endswith("/") else path for path in find_pages().values()]
    files = [f"{server.data}/public{path}" for server in servers.values() for path in paths
             if "nowhere" not in path and "?" not in path]
    for name, server in servers.items():  # in no folder
        files.append(top / f"search-{name}.html")
        files[-1].write_bytes(server.get(find_pages()["search"])[1])
    report = top / "report.json"
    done = subprocess.run(["node", TOOLS / "html-validate" / "bin" / "html-validate.mjs", "--formatter", f"json={report}",
                           "--config", HERE / "html-validate.json", *files], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1) and report.exists(), done.stderr or done.stdout
    faults = [f"{result['filePath']}:{message['line']}: {message['ruleId']}: {message['message']}"
              for result in json.loads(report.read_text(encoding="utf-8")) for message in result["messages"]]
    assert not faults, "\n".join(faults[:40])


for server in servers.values():
    server.stop()
tap.done()
