# SPDX-License-Identifier: GPL-3.0-or-later
"""Published pages as their readers' browser lays them out: both packs, three widths, light and dark. Pictures of them stay
in browser/ of the build folder. axe-core and html-validate are there from ./dev test, which fetches them by npm."""
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
WIDTHS, SCHEMES = (375, 768, 1200), ("light", "dark")
SHOWN = {"light": {"home", "channel", "everything", "story"}, "dark": {"home", "everything"}}
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


def judge(chrome, name, width, scheme, faults):
    """Asks axe; it stays in the page that is open."""
    chrome.look(width, scheme)
    faults += [f"{name} at {width} px, {scheme}: {violation}" for violation in chrome.call(AXE)]


def look_at_site(chrome, pack):
    laid_out, accessible = [], []
    for name, path in find_pages().items():
        chrome.open(servers[pack].address + path)
        for scheme in SCHEMES:
            for width in WIDTHS:
                look(chrome, pack, name, width, scheme, laid_out)
        chrome.call(axe)
        for width, scheme in ((375, "light"), (1200, "dark")):
            judge(chrome, name, width, scheme, accessible)
    elsewhere = [address for address in chrome.requests() if not address.startswith((servers[pack].address, "chrome:", "data:"))]
    return laid_out, accessible, elsewhere


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


@tap.case("as much was measured as there is to measure")
def _():
    assert counted["indents"] > 200 and counted["lines"] > 2000 and counted["boxes"] > 8000, counted


@tap.case("every published file is valid HTML")
def _():
    # Where a picture's focus is stands in a style attribute, which is why that rule is off.
    folders = [str(server.data / "public") for server in servers.values()]
    report = top / "report.json"
    done = subprocess.run(["node", TOOLS / "html-validate" / "bin" / "html-validate.mjs", "--formatter", f"json={report}",
                           "--config", HERE / "html-validate.json", *folders], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1) and report.exists(), done.stderr or done.stdout
    faults = [f"{result['filePath']}:{message['line']}: {message['ruleId']}: {message['message']}"
              for result in json.loads(report.read_text(encoding="utf-8")) for message in result["messages"]]
    assert not faults, "\n".join(faults[:40])


for server in servers.values():
    server.stop()
tap.done()
