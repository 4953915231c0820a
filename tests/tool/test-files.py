# SPDX-License-Identifier: GPL-3.0-or-later
"""galley-tool on files: use and help, import, render."""
import hashlib
import json
import os
import pathlib
import re
import resource
import shutil
import tempfile
import zipfile

from display import make_locale
from tap import Tap
from terminal import ROOT, Home, one_sentence

COMMANDS = ["import", "picture", "render", "list", "sync", "check-layout", "check-store", "withdraw"]
ID = "01a18f3f-b358-712f-bab3-6728a78beb7e"
HAND_OUT = ROOT / "tests/data/handout.txt"
DEMO = ROOT / "data/demo/articles"
PICTURES = ROOT / "tests/fuzz/seeds/picture"
LAYOUT = ROOT / "data/layouts/portal"

tap = Tap()
scratch = tempfile.TemporaryDirectory(prefix="galley-tool-")
here = pathlib.Path(scratch.name)
home = Home(here / "home")


def write(name, data):
    path = here / name
    path.write_bytes(data)
    return path


def worked():
    """Seconds of the processor that the programs have had; how long they waited for it is the machine's."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def refused(path, *wanted):
    """One sentence on stderr, nothing on stdout."""
    done = home.run("import", path)
    assert done.status == 1, done
    assert done.out == b"", done.out[:80]
    assert one_sentence(done.words), done.words
    for words in wanted:
        assert words in done.words, (words, done.words)


@tap.case("help and version")
def _():
    words = home.good("--help").decode()
    for command in COMMANDS:
        assert f"  {command} " in words, words
        assert f"galley-tool {command} [OPTION" in home.good(command, "--help").decode()
    assert home.good("--version").startswith(b"galley-tool ")


def copy_pack(name):
    pack = here / f"pack-{name}"
    shutil.copytree(LAYOUT, pack)
    return pack


def bad_pack(pack, *wanted):
    """One sentence that names the pack and the fault."""
    done = home.run("check-layout", pack)
    assert done.status == 1 and done.out == b"" and one_sentence(done.words), done
    for words in (str(pack), *wanted):
        assert words in done.words, (words, done.words)


@tap.case("a layout pack that is whole, as a folder and as a zip")
def _():
    for pack in (LAYOUT, ROOT / "data/layouts/plain", shutil.make_archive(str(here / "pack"), "zip", LAYOUT)):
        assert home.good("check-layout", pack).count(b"\n") == 1


@tap.case("what is wrong with a layout pack is told with its file and its line")
def _():
    pack = copy_pack("missing")
    (pack / "notice.mustache").unlink()
    bad_pack(pack, "notice.mustache")

    pack = copy_pack("broken")
    text = (pack / "channel.mustache").read_text(encoding="utf-8")
    (pack / "channel.mustache").write_text(text + "{{#articles}}\n", encoding="utf-8")
    bad_pack(pack, f"channel.mustache:{text.count(chr(10)) + 1}:")

    pack = copy_pack("itself")
    (pack / "rows.mustache").write_text("{{>rows}}", encoding="utf-8")
    bad_pack(pack, 'rows.mustache:1: "rows" leads back here')

    pack = copy_pack("misspelt")
    (pack / "rows.mustache").write_text("\n{{#items}}{{>rwo}}{{/items}}", encoding="utf-8")
    bad_pack(pack, 'rows.mustache:2: there is no template "rwo"')

    pack = copy_pack("circle")
    site = json.loads((pack / "site.json").read_text(encoding="utf-8"))
    site["channels"][0]["parent"] = "local"
    (pack / "site.json").write_text(json.dumps(site), encoding="utf-8")
    bad_pack(pack, "site.json", "circle")

    pack = copy_pack("slots")
    text = (pack / "site.json").read_text(encoding="utf-8")
    (pack / "site.json").write_text(text.replace('"id": "picks"', '"id": "Picks"'), encoding="utf-8")
    bad_pack(pack, f"site.json:{text[:text.index(chr(34) + 'picks')].count(chr(10)) + 1}: slots[2]: id")
    (pack / "site.json").write_text(text.replace('"id": "picks"', '"id": "other"'), encoding="utf-8")
    bad_pack(pack, "home.mustache", "\"other\"")

    pack = copy_pack("redirects")
    text = (pack / "site.json").read_text(encoding="utf-8")
    redirects = '"redirects": [\n{"from": "/a", "to": "/b"},\n{"from": "/b", "to": "/a"}],\n'
    (pack / "site.json").write_text(text.replace('"channels"', redirects + '"channels"', 1), encoding="utf-8")
    bad_pack(pack, f"site.json:{text[:text.index(chr(34) + 'channels')].count(chr(10)) + 2}: redirects[0]: it leads in a circle")

    pack = copy_pack("limits")
    text = (pack / "site.json").read_text(encoding="utf-8")
    line = text[:text.index('"headline"', text.index('"limits"'))].count("\n") + 1
    (pack / "site.json").write_text(re.sub(r'("limits": \{"kicker": 20, "headline": )\d+', r"\1-1", text), encoding="utf-8")
    bad_pack(pack, f"site.json:{line}: limits.headline: is not between 0 and 10000")
    chinese = {"LC_ALL": "zh_CN.UTF-8", "LOCPATH": make_locale("zh_CN.UTF-8")}
    assert f"site.json:{line}: limits.headline: 不在 0 到 10000 之间" in home.run("check-layout", pack, **chinese).words
    (pack / "site.json").write_text(text.replace('"channels"', '"channels" 1', 1), encoding="utf-8")
    line = text[:text.index('"channels"')].count("\n") + 1
    assert f"site.json:{line}: 这里应当是冒号" in home.run("check-layout", pack, **chinese).words
    (pack / "site.json").write_text(text, encoding="utf-8")
    (pack / "rows.mustache").write_text("{{#items}}", encoding="utf-8")
    assert "rows.mustache:1: 小节“items”没有结束" in home.run("check-layout", pack, **chinese).words

    pack = copy_pack("heavy")
    (pack / "assets" / "style.css").write_bytes(b"/" * 50_000_000)
    bad_pack(pack, "bytes")


@tap.case("a zip that climbs out, or unpacks to gigabytes, is no layout pack")
def _():
    with zipfile.ZipFile(here / "climbs.zip", "w") as pack:
        pack.write(LAYOUT / "site.json", "site.json")
        pack.writestr("../article.mustache", "x")
    bad_pack(here / "climbs.zip", "../article.mustache")
    with zipfile.ZipFile(here / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as pack:
        with pack.open("assets/zeros.txt", "w", force_zip64=True) as zeros:
            for _ in range(512):
                zeros.write(bytes(1 << 20))
    assert (here / "bomb.zip").stat().st_size < 1 << 20
    begin = worked()
    bad_pack(here / "bomb.zip", "bytes")
    assert worked() - begin < 10


@tap.case("a picture, turned as its EXIF says, without what its file said")
def _():
    out = here / "out.jpg"
    said = json.loads(home.good("picture", PICTURES / "jpeg", "--output", out))
    made = out.read_bytes()
    assert said == {"sha256": hashlib.sha256(made).hexdigest(), "media_type": "image/jpeg", "size": len(made),
                    "width": 16, "height": 24, "caption": "枫叶", "credit": "张三"}, said
    assert b"Exif" not in made and b"Photoshop" not in made
    said = json.loads(home.good("picture", "--turn", "1", "--part", "0,2,6,8", PICTURES / "png"))
    assert (said["width"], said["height"]) == (6, 8), said
    for name, words in (HAND_OUT, "no picture"), (here / "none", "cannot read"), (here / "out.jpg.cut", "damaged"):
        if name.suffix == ".cut":
            name.write_bytes(made[:-2])
        done = home.run("picture", name)
        assert done.status == 1 and one_sentence(done.words) and words in done.words and done.out == b"", done


@tap.case("wrong use is 2, with a sentence")
def _():
    for args in ([], ["frobnicate"], ["import"], ["import", "a", "b"], ["import", "--frob", "a"], ["render"],
                 ["import", "--id", "7", HAND_OUT], ["list", "--filter", "frob"], ["list", "--filter", "channel"],
                 ["list", "here"], ["sync", "--address", "https://news.example"], ["sync", "--account", "nobody"],
                 ["picture"], ["picture", "--side", "7", HAND_OUT], ["picture", "--part", "1,2", HAND_OUT],
                 ["withdraw"], ["withdraw", "--reason", "x", "frob"], ["withdraw", "/a/b.html"],
                 ["withdraw", "/a/b.html", "--reason", ""], ["check-store", "--account", "local", str(here)]):
        done = home.run(*args)
        assert done.status == 2, (args, done)
        assert one_sentence(done.words), (args, done.words)
        assert done.out == b"", (args, done.out)


@tap.case("the help speaks Chinese")
def _():
    # C.UTF-8 would switch translation off; any other UTF-8 locale that is installed will do.
    names = {name.replace("utf8", "UTF-8") for name in os.popen("locale -a").read().split() if "utf8" in name}
    names -= {"C.UTF-8"}
    if not names:
        tap.say("no UTF-8 locale but C: translation cannot be seen here")
        return
    words = home.good("--help", LC_ALL=sorted(names)[0], LANGUAGE="zh_CN").decode()
    assert "立即撤下一个已发布的页面" in words, words


@tap.case("import prints canonical JSON")
def _():
    text = home.good("import", "--quiet", "--id", ID, HAND_OUT)
    article = json.loads(text)
    assert article["uri"] == f"urn:uuid:{ID}"
    canonical = json.dumps(article, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    assert text == canonical
    heads = {head["role"]: head["value"] for head in article["headlines"]}
    assert heads["main"], heads
    assert text == home.good("import", "-q", "--id", ID, HAND_OUT)


@tap.case("import gives each article an id of its own")
def _():
    first, second = (json.loads(home.good("import", "-q", HAND_OUT))["uri"] for _ in range(2))
    assert first != second


@tap.case("import reads GB18030 and says so")
def _():
    text = HAND_OUT.read_text(encoding="utf-8")
    path = write("gb.txt", text.encode("gb18030"))
    done = home.run("import", "--id", ID, path)
    assert done.status == 0 and "GB18030" in done.words, done
    assert done.out == home.good("import", "-q", "--id", ID, HAND_OUT)


def content_of(article):
    """What a person wrote: all but the id and the server's state."""
    article = dict(article, uri="", galley=dict(article["galley"]))
    article["galley"].pop("state")
    return article


@tap.case("import takes a page for what it says of itself")
def _():
    source = json.loads((DEMO / "01.json").read_text(encoding="utf-8"))
    page = write("page.html", home.good("render", DEMO / "01.json", "--layout", LAYOUT))
    done = home.run("import", "--id", ID, page)
    assert content_of(json.loads(done.out)) == content_of(source), done.out
    assert "澜江新闻网" in done.words, done.words


@tap.case("import takes the pictures that stand beside a page, and names those that do not")
def _():
    source = json.loads((DEMO / "02.json").read_text(encoding="utf-8"))
    context = write("picture-context.json", b'{"modules":[],"path":"/2026/11/23/a.html","published":"2026-11-23T08:00:00.000Z"}')
    page = home.good("render", DEMO / "02.json", "--layout", LAYOUT, "--context", context)
    site = here / "site"
    (site / "2026/11/23").mkdir(parents=True)
    (site / "2026/11/23/a.html").write_bytes(page)
    alone = home.run("import", "--id", ID, site / "2026/11/23/a.html")
    assert alone.status == 0 and "../../../media/" in alone.words, alone
    assert "pictures" not in json.loads(alone.out)["galley"], alone.out
    for picture in (DEMO.parent / "media").iterdir():
        name = hashlib.sha256(picture.read_bytes()).hexdigest()
        (site / "media" / name[:2]).mkdir(parents=True, exist_ok=True)
        (site / "media" / name[:2] / f"{name}.jpg").write_bytes(picture.read_bytes())
    whole = home.run("import", "--id", ID, site / "2026/11/23/a.html")
    assert content_of(json.loads(whole.out)) == content_of(source), whole.out
    assert "media" not in whole.words, whole.words
    # Another file under that name is another picture.
    for picture in (site / "media").rglob("*.jpg"):
        picture.write_bytes(b"other bytes")
    assert home.run("import", "--id", ID, site / "2026/11/23/a.html").out == alone.out


@tap.case("import refuses what is no text, with the byte")
def _():
    refused(write("binary", b"abc\0def"), "byte 3")
    refused(write("broken", "南湖".encode() + b"\xff\xff" + "新闻".encode()), "byte ")
    refused(write("empty", b""), "empty")
    refused(write("blank", b"  \n\n"), "blank")
    refused(here / "missing", "missing")
    refused(here, str(here))


@tap.case("import refuses 200 MB without reading it")
def _():
    path = write("large", b"")
    os.truncate(path, 200 * 1024 * 1024)
    begin = worked()
    refused(path, "larger than 4194304 bytes")
    assert worked() - begin < 2


@tap.case("render is a function of article, layout and context")
def _():
    path = write("article.json", home.good("import", "-q", "--id", ID, HAND_OUT))
    page = home.good("render", path)
    assert page.startswith(b"<!DOCTYPE html>") and page.rstrip().endswith(b"</html>")
    assert page == home.good("render", path)
    portal = home.good("render", path, "--layout", LAYOUT)
    assert portal != page
    context = write("context.json", b'{"modules":[],"path":"/2026/11/23/a.html","published":"2026-11-23T08:00:00.000Z"}')
    dated = home.good("render", path, "--layout", LAYOUT, "--context", context)
    assert b"2026/11/23/a.html" in dated and dated != portal


@tap.case("an article on several pages: each by its number; one page where the layout has no pager")
def _():
    article = json.loads((DEMO / "01.json").read_text(encoding="utf-8"))
    article["bodies"][0]["value"] = '<p>甲一</p><hr class="page"/><p>乙二</p><hr class="page"/><p>丙三</p>'
    text = json.dumps(article, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path = write("paged.json", text.encode())
    words = [word.encode() for word in ("甲一", "乙二", "丙三")]
    for number in range(1, 4):
        page = home.good("render", path, "--layout", LAYOUT, "--page", number)
        assert [word in page for word in words] == [number == i for i in range(1, 4)], (number, page)
        assert b'aria-current="page">%d<' % number in page
    assert home.good("render", path, "--layout", LAYOUT) == home.good("render", path, "--layout", LAYOUT, "--page", 1)
    done = home.run("render", path, "--page", 4)
    assert done.status == 1 and one_sentence(done.words) and "3 pages" in done.words, done
    assert home.run("render", path, "--page", 0).status == 2

    pack = copy_pack("no-pager")
    site = json.loads((pack / "site.json").read_text(encoding="utf-8"))
    del site["article"]
    (pack / "site.json").write_text(json.dumps(site), encoding="utf-8")
    page = home.good("render", path, "--layout", pack)
    assert all(word in page for word in words) and b'<nav class="pages"' not in page
    assert "1 page" in home.run("render", path, "--layout", pack, "--page", 2).words


@tap.case("render writes a file")
def _():
    path = sorted(DEMO.glob("*.json"))[0]
    assert home.good("render", path, "-o", here / "page.html") == b""
    assert (here / "page.html").read_bytes() == home.good("render", path)


@tap.case("every demo article has a page")
def _():
    for path in sorted(DEMO.glob("*.json")):
        assert b"</html>" in home.good("render", path, "--layout", LAYOUT)


@tap.case("render refuses with a sentence")
def _():
    good = sorted(DEMO.glob("*.json"))[0]
    twice = write("twice.json", b'{"uri":"a","uri":"b"}')
    deep = write("deep.json", b"[" * 100 + b"]" * 100)
    for args, wanted in (([twice], "byte"), ([deep], "byte"), ([here / "missing"], "missing"),
                         ([good, "--layout", here / "missing"], "missing"),
                         ([good, "--context", twice], "twice.json"), ([write("nothing", b"")], "nothing"),
                         ([good, "-o", "/proc/galley/page.html"], "/proc")):
        done = home.run("render", *args)
        assert done.status == 1 and one_sentence(done.words) and wanted in done.words, (args, done)


@tap.case("a full disk is told")
def _():
    path = sorted(DEMO.glob("*.json"))[0]
    with open("/dev/full", "wb") as full:
        done = home.run("render", path, out=full)
    assert done.status == 1 and "No space left" in done.words, done


scratch.cleanup()
tap.done()
