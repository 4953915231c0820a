#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives the real window what nobody should: pictures that are bombs or cut off, pages nested without an end, hand-over
files that lie.

    tests/campaign/bad-input.py [ROUNDS]

Of each it prints how soon a sentence stands there and the longest time that the window did not answer meanwhile; fails
where either took more than two seconds, or where something of it got into the article.
"""
import json
import os
import pathlib
import re
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/gui")]
MOST = 2.0  # seconds
TOO_LARGE = "%s is too large: at most 64 MB and 100 million pixels."
NO_PICTURE = "%s is no picture of a kind that can be put in. Take JPEG or PNG."
DAMAGED = "%s is damaged or incomplete, and was not put in."
SCRIPTED = """<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" width="9" height="9"><script>alert(2)</script></svg>"""
HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of nothing


class Pulse:
    """Asks the window's thread again and again whether it is there."""

    def __init__(self, app):
        self.app, self.longest, self.is_over = app, 0.0, threading.Event()
        self.thread = threading.Thread(target=self.beat)

    def beat(self):
        while not self.is_over.is_set():
            began = time.monotonic()
            self.app.actions()
            self.longest = max(self.longest, time.monotonic() - began)
            self.is_over.wait(0.01)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.thread.join()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def make_pictures(folder):
    """Each name with the sentence that it gets."""
    whole = folder / "whole.jpg"
    subprocess.run(["convert", "-size", "1600x900", "plasma:", "-seed", "1", "-quality", "88", str(whole)], check=True)
    with open(folder / "huge.jpg", "wb") as file:
        file.write(whole.read_bytes())
        file.truncate(500 * 1024 * 1024)
    (folder / "bomb.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 30000, 30000, 8, 6, 0, 0, 0)) +
        chunk(b"IDAT", zlib.compress(b"\0" * 30000 * 4 * 100)) + chunk(b"IEND", b""))
    (folder / "cut.jpg").write_bytes(whole.read_bytes()[:-2000])
    (folder / "script.svg").write_text(SCRIPTED)
    return {"huge.jpg": TOO_LARGE, "bomb.png": TOO_LARGE, "cut.jpg": DAMAGED, "script.svg": NO_PICTURE}


def make_bundles(folder, article):
    """Each name with words of its sentence."""
    text = json.dumps(article, ensure_ascii=False)
    for name, more in (("climbs.galley", {"../../climbed.txt": "x"}), ("lies.galley", {f"media/{HASH}": "x"}),
                       ("newer.galley", {"version": "2"})):
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as file:
            for inner, content in {"article.json": text, **more}.items():
                file.writestr(inner, content)
    return {"climbs.galley": "names a place outside of itself", "lies.galley": "has other bytes under the name",
            "newer.galley": "newer Galley"}


class Desk:
    def __init__(self, app, folder):
        from desk import Desk as Window
        from acts import xhtml
        from waiting import wait_until
        self.app, self.folder, self.window = app, folder, Window(app, "local")
        self.wait_until, self.xhtml = wait_until, xhtml
        self.said, self.silent = {}, {}

    def body(self):
        return self.xhtml(self.window.notes.newest())

    def measure(self, name, begin, is_there):
        """Begins it, and waits until the window says so."""
        with Pulse(self.app) as pulse:
            begin()
            began = time.monotonic()
            self.wait_until(is_there, f"a sentence about {name}", 60)
            said = time.monotonic() - began
        self.said.setdefault(name, []).append(said)
        self.silent.setdefault(name, []).append(pulse.longest)

    def give_file(self, name, key, title, words):
        import keys

        def begin():
            keys.key(key)
            self.window.choose_file(title, self.folder / name)
        self.measure(name, begin, lambda: self.window.sees(words))
        # Nobody manages the windows of this display.
        keys.focus_window(keys.windows(self.app.pid)[0])
        # Messages stand there one after the other.
        self.wait_until(lambda: not self.window.sees(words), "the sentence to go", 30)

    def paste(self, name, words):
        import keys
        self.window.focus("Body")
        self.measure(name, lambda: keys.key("ctrl+v"), lambda: self.window.sees(words))
        self.wait_until(lambda: not self.window.sees(words), "the sentence to go", 30)

    def paste_too_much(self):
        """From a program that hands it over in parts: as an owner GTK 4.8 hangs where one property cannot hold it all."""
        import clipboard
        path = self.folder / "much.txt"
        path.write_bytes(b"a" * 50 * 1000 * 1000)
        owner = subprocess.Popen(["xclip", "-quiet", "-selection", "clipboard", "-t", "text/plain;charset=utf-8", "-i",
                                  str(path)], stderr=subprocess.DEVNULL)
        try:
            self.wait_until(lambda: "text/plain;charset=utf-8" in clipboard.offers(), "it on the clipboard")
            self.paste("50 MB of text", "Too long for one article: nothing was pasted")
        finally:
            owner.kill()
            owner.wait()

    def paste_too_deep(self):
        from clipboard import Owner
        with Owner({"text/html": "<div>" * 100000 + "深", "text/plain;charset=utf-8": "深"}):
            self.paste("100,000 elements deep", "Too much formatting: pasted as plain text")

    def go_round(self):
        import keys
        before = self.body()
        for name, sentence in make_pictures(self.folder).items():
            self.give_file(name, "ctrl+shift+p", "Insert Pictures", self.window.say(sentence).replace("%s", name))
        for name, words in make_bundles(self.folder, self.window.notes.newest()).items():
            self.give_file(name, "ctrl+o", "Open File", re.compile(words))
        assert self.body() == before, self.body()
        self.paste_too_much()
        assert self.body() == before, self.body()
        self.paste_too_deep()
        self.wait_until(lambda: self.body() == before.replace("</p>", "深</p>"), "the text alone")
        keys.key("ctrl+z")
        self.wait_until(lambda: self.body() == before, "what was there before")


def main():
    if "GALLEY_TEST_DISPLAY" not in os.environ:
        return subprocess.run(["/usr/bin/python3", str(ROOT / "tests/support/display.py"), "--size", "1366x768",
                               "/usr/bin/python3", *sys.argv], check=False).returncode
    from app import App
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory(prefix="gx.") as name, App(pathlib.Path(name) / "desk") as app:
        desk = Desk(app, pathlib.Path(name))
        app.start()
        desk.window.write("Headline", "Refused")
        desk.window.write("Body", "Before.")
        desk.wait_until(lambda: desk.body() == "<p>Before.</p>", "it on disk")
        for _ in range(rounds):
            desk.go_round()
        assert "CRITICAL" not in app.messages(), app.messages()
        assert not list(pathlib.Path(name).rglob("climbed.txt"))
        app.quit()
    for name, said in desk.said.items():
        print(f"{name:24} said after {statistics.median(said):.2f} s, at most {max(said):.2f} s; "
              f"no answer for {max(desk.silent[name]):.2f} s at most")
    print(f"load {os.getloadavg()[1]:.0f}")
    return 0 if max(max(times) for times in [*desk.said.values(), *desk.silent.values()]) <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
