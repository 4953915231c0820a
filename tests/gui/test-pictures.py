#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures in the real window: put in by file, captioned, described, taken away and brought back by keys alone; refused in
one sentence when they are no pictures; a calm box where the file is not here; looked at in light and dark."""
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import clipboard  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk  # noqa: E402
from drag_files import FilesToDrag  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import SCALE, wait_until  # noqa: E402

FIGURE = re.compile(r'<figure><img src="media/(../[0-9a-f]{64})\.(?:jpg|png)" width="(\d+)" height="(\d+)" alt="([^"]*)"[^>]*/>'
                    r'<figcaption>(.*?)</figcaption></figure>')


def xhtml(article):
    return "".join(body["value"] for body in (article or {}).get("bodies", []))


def make_photograph(path, size, colours):
    subprocess.run(["convert", "-size", size, f"gradient:{colours}", "-swirl", "120", "-quality", "88", str(path)],
                   check=True)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def set_time(path, time):
    """Puts an EXIF block behind the head of a JPEG: a directory that leads to another, which has the time alone."""
    entry = struct.Struct(">HHII")
    tiff = (b"MM\0*" + struct.pack(">IH", 8, 1) + entry.pack(0x8769, 4, 1, 26) + struct.pack(">IH", 0, 1) +
            entry.pack(0x9003, 2, 20, 44) + struct.pack(">I", 0) + time.encode() + b"\0")
    block = b"Exif\0\0" + tiff
    whole = path.read_bytes()
    path.write_bytes(whole[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + whole[2:])


class Pictures:
    def __init__(self, folder, tap):
        self.tap = tap
        self.folder = pathlib.Path(folder)
        self.app = App(self.folder / "desk")
        self.desk = Desk(self.app, "local")

    def steps(self):
        return [
            ("a picture put in by its file", self.insert),
            ("caption, Enter, credit, Enter, text", self.write),
            ("a description by Alt+Enter", self.describe),
            ("a second picture below", self.insert_another),
            ("copied for WeChat: the pictures in a folder that is asked for once", self.copy_for_wechat),
            ("Backspace selects it, and then takes it away; undone", self.remove),
            ("printed by Ctrl+P, and exported as a PDF", self.print),
            ("a screenshot pasted, and undone", self.paste),
            ("two dropped into the text from another program", self.drop),
            ("the order they were taken in: a tick in the dialog, which is remembered", self.sort),
            ("a damaged file, a bomb, 500 MB and a text: one sentence each", self.refuse),
            ("one cut by keys alone", self.cut),
            ("in the dark, cut as it was; again from the whole", self.look_dark),
            ("a file that is not here: a calm box", self.miss),
        ]

    def body(self):
        articles = list(self.desk.notes.articles().values())
        return xhtml(articles[0]) if articles else ""

    def kind(self):
        return next(iter(self.desk.notes.articles().values()))["galley"].get("kind", "")

    def figures(self):
        return FIGURE.findall(self.body())

    def wait_figures(self, expected):
        """Each as (width, height, alternative text, caption and credit)."""
        try:
            wait_until(lambda: [figure[1:] for figure in self.figures()] == expected, f"{expected} on disk")
        except BaseException:
            self.tap.say(f"is {self.body()}")
            raise

    def choose(self, path):
        keys.key("ctrl+shift+p")
        self.desk.choose_file("Insert Pictures", path)

    def insert(self):
        self.app.start()
        self.desk.write("Headline", "The ferry")
        self.desk.write("Body", "Before.")
        make_photograph(self.folder / "one.jpg", "1600x900", "skyblue-seagreen")
        self.choose(self.folder / "one.jpg")
        self.wait_figures([("1600", "900", "", "<br/>")])
        assert self.body().startswith("<p>Before.</p><figure>") and self.body().endswith("</figure><p></p>"), self.body()

    def write(self):
        keys.type_text("At the pier")
        keys.key("Return")
        keys.type_text("Photo: He")
        keys.key("Return")
        keys.type_text("After.")
        self.wait_figures([("1600", "900", "", "At the pier<br/>Photo: He")])
        wait_until(lambda: self.body().endswith("</figure><p>After.</p><p></p>"), "the paragraph below")
        shot.settled(BUILD / "looks" / "pictures.png")

    def describe(self):
        keys.key("Up", "Up", "alt+Return")
        entry = wait_until(lambda: self.desk.find(None, "Description of the Picture"), "the popover")
        wait_until(lambda: atspi.has_state(entry, "focused"), "the focus in it")
        keys.type_text("A ferry")
        shot.take(BUILD / "looks" / "pictures-properties.png")
        keys.key("Return")
        self.wait_figures([("1600", "900", "A ferry", "At the pier<br/>Photo: He")])
        wait_until(lambda: self.desk.find("image", "A ferry"), "the screen reader's picture")

    def insert_another(self):
        keys.key("ctrl+End")
        make_photograph(self.folder / "two.png", "600x800", "orange-purple")
        self.choose(self.folder / "two.png")
        self.wait_figures([("1600", "900", "A ferry", "At the pier<br/>Photo: He"), ("600", "800", "", "<br/>")])
        shot.settled(BUILD / "looks" / "pictures-two.png")

    def copy_for_wechat(self):
        """This desktop has no folder for pictures. What is chosen is remembered, and the same pictures are not doubled."""
        place = self.folder / "for WeChat"
        place.mkdir()
        keys.key("ctrl+shift+c")
        self.desk.choose_file("Folder for Copied Pictures", place)
        words = self.desk.count("Body copied for WeChat, %u picture in “%s”", "Body copied for WeChat, %u pictures in “%s”",
                                2).replace("%s", "The ferry")
        self.desk.wait_toast(words)
        html = clipboard.read("text/html").decode()
        assert html.index("【图1】</p>") < html.index("At the pier") < html.index("【图2】</p>") and "<img" not in html, html
        shot.settled(BUILD / "looks" / "pictures-wechat.png")
        keys.key("ctrl+shift+c")
        names = ["图1.jpg", "图2.jpg"]
        stored = [next(self.folder.glob(f"**/media/{figure[0]}")).read_bytes() for figure in self.figures()]
        wait_until(lambda: [(place / "The ferry" / name).read_bytes() for name in names] == stored, "the same pictures")
        assert sorted(path.name for path in place.rglob("*.*")) == names and len(list(place.iterdir())) == 1

    def print(self):
        """The dialog has a page of the manuscript's options; the PDF has the slip and both pictures."""
        keys.key("ctrl+p")
        self.desk.wait_dialog("the print dialog")
        self.desk.wait_sees(self.desk.say("Manuscript"))
        shot.settled(BUILD / "looks" / "print-dialog.png")
        keys.key("Escape")
        wait_until(lambda: len(self.app.windows()) == 1, "the dialog to go")

        exported = self.folder / "exported.pdf"
        self.desk.do("export-pdf")
        self.desk.choose_file("Export as PDF", exported)
        self.desk.wait_toast(self.desk.say("PDF saved"))
        assert self.printed(exported)
        subprocess.run(["pdftoppm", "-r", "60", "-png", exported, BUILD / "looks" / "print"], check=True)

    @staticmethod
    def printed(path):
        """The slip, and behind it the article with both pictures."""
        done = subprocess.run(["pdftotext", path, "-"], capture_output=True, encoding="utf-8")
        pages = done.stdout.split("\f")
        listed = subprocess.run(["pdfimages", "-list", path], capture_output=True, encoding="utf-8").stdout
        return (done.returncode == 0 and len(pages) > 2 and "The ferry" in pages[1] and "At the pier" in done.stdout
                and "After." in done.stdout and listed.count(" image ") == 2)

    def paste(self):
        """Bytes alone, as a program for screenshots offers them, or with the address as a browser does; where there is text
        as well, it is the text's turn."""
        before = self.body()
        keys.key("ctrl+Home")
        make_photograph(self.folder / "shot.png", "200x100", "black-white")
        screenshot = (self.folder / "shot.png").read_bytes()
        with clipboard.Owner({"image/png": screenshot}):
            keys.key("ctrl+v")
            wait_until(lambda: [figure[1] for figure in self.figures()].count("200") == 1, "it in the text")
        keys.key("ctrl+z")
        wait_until(lambda: self.body() == before, "one step of undo")
        with clipboard.Owner({"image/png": screenshot, "text/html": '<img src="https://example.org/a.png" alt="a">'}):
            keys.key("ctrl+v")
            wait_until(lambda: [figure[1] for figure in self.figures()].count("200") == 1, "a browser's picture")
        keys.key("ctrl+z")
        wait_until(lambda: self.body() == before, "its undoing")
        with clipboard.Owner({"image/png": screenshot, "text/plain;charset=utf-8": "words"}):
            keys.key("ctrl+v")
            wait_until(lambda: "words" in self.body() and len(self.figures()) == 2, "the text alone")
        keys.key("ctrl+z")
        wait_until(lambda: self.body() == before, "that to be taken back")

    def remove(self):
        before = self.body()
        keys.key("BackSpace")
        self.app.catch_up()
        assert self.body() == before
        keys.key("BackSpace")
        self.wait_figures([("1600", "900", "A ferry", "At the pier<br/>Photo: He")])
        keys.key("ctrl+z")
        wait_until(lambda: self.body() == before, "it to be back")

    def drop(self):
        """At the head of the text, in their order, as one step."""
        before = self.body()
        keys.key("ctrl+Home")
        make_photograph(self.folder / "three.jpg", "300x200", "red-blue")
        make_photograph(self.folder / "four.jpg", "320x200", "red-green")
        with FilesToDrag(self.folder, [self.folder / "three.jpg", self.folder / "four.jpg"]) as files:
            files.drop((640, 340))
            assert files.wait() == "done"
        wait_until(lambda: [figure[1] for figure in self.figures()].count("300") == 1 and len(self.figures()) == 4,
                   "both in the text")
        sizes = [figure[1] for figure in self.figures()]
        assert sizes.index("320") == sizes.index("300") + 1, sizes
        shot.settled(BUILD / "looks" / "pictures-dropped.png")
        keys.focus_window(keys.windows(self.app.pid)[0])
        self.desk.focus("Body")
        keys.key("ctrl+z")
        wait_until(lambda: self.body() == before, "one step of undo")

    def sort(self):
        """The tick comes before the file: what is chosen goes in by it, and the next drop without a question."""
        before = self.body()
        keys.key("ctrl+shift+p")
        tick = wait_until(lambda: self.desk.find("check box", "In the order they were taken"), "the tick")
        self.desk.click(tick)
        wait_until(lambda: atspi.has_state(tick, "checked"), "it to be set")
        shot.settled(BUILD / "looks" / "pictures-by-time.png")
        self.desk.choose_file("Insert Pictures", self.folder / "two.png")
        wait_until(lambda: len(self.figures()) == 3, "the picture")
        keys.key("ctrl+z")
        wait_until(lambda: self.body() == before, "it taken back")
        set_time(self.folder / "three.jpg", "2026:05:01 12:00:01")
        set_time(self.folder / "four.jpg", "2026:05:01 12:00:00")
        with FilesToDrag(self.folder, [self.folder / "three.jpg", self.folder / "four.jpg"]) as files:
            files.drop((640, 340))
            assert files.wait() == "done"
        self.desk.wait_toast(self.desk.count("%u picture is in the order in which they were taken",
                                             "%u pictures are in the order in which they were taken", 2))
        wait_until(lambda: len(self.figures()) == 4, "both in the text")
        sizes = [figure[1] for figure in self.figures()]
        assert sizes.index("300") == sizes.index("320") + 1, sizes
        shot.settled(BUILD / "looks" / "pictures-sorted.png")
        atspi.press(self.desk.button("Make a Picture Story"))
        wait_until(lambda: self.kind() == "pictures", "the kind to be on disk")
        keys.focus_window(keys.windows(self.app.pid)[0])
        self.desk.focus("Body")
        keys.key("ctrl+z")
        wait_until(lambda: self.body() == before, "one step of undo")

    def refuse(self):
        before = self.body()
        whole = (self.folder / "one.jpg").read_bytes()
        (self.folder / "cut.jpg").write_bytes(whole[:len(whole) // 2])
        (self.folder / "bomb.png").write_bytes(
            b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 30000, 30000, 8, 6, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(b"\0" * 100000)) + chunk(b"IEND", b""))
        with open(self.folder / "huge.jpg", "wb") as file:
            file.write(whole)
            file.truncate(500 * 1024 * 1024)
        (self.folder / "words.jpg").write_text("no picture", encoding="utf-8")
        for name, sentence in (
                ("cut.jpg", "%s is damaged or incomplete, and was not put in."),
                ("bomb.png", "%s is too large: at most 64 MB and 100 million pixels."),
                ("huge.jpg", "%s is too large: at most 64 MB and 100 million pixels."),
                ("words.jpg", "%s is no picture of a kind that can be put in. Take JPEG or PNG.")):
            self.choose(self.folder / name)
            begin = time.monotonic()  # the dialog, which the machine may keep waiting, has gone
            self.desk.wait_toast(self.desk.say(sentence).replace("%s", name))
            assert time.monotonic() - begin < 6 * SCALE, name
        assert self.body() == before
        shot.take(BUILD / "looks" / "pictures-refused.png")

    def open_cutting(self):
        """The second picture, which Backspace selects."""
        self.desk.focus("Body")
        keys.key("ctrl+End", "BackSpace", "ctrl+shift+x")
        corner = wait_until(lambda: self.desk.find("slider", "Upper Left Corner"), "the dialog")
        wait_until(lambda: atspi.has_state(corner, "focused"), "the focus on the first handle")

    def cut(self):
        self.open_cutting()
        keys.key("shift+Down", "shift+Right")
        self.desk.wait_sees("540 × 720")
        shot.settled(BUILD / "looks" / "pictures-cut.png")
        keys.key("Return")
        wait_until(lambda: 'width="540" height="720"' in self.body(), "the part on disk")
        assert 'data-crop="0 60 80 540 720"' in self.body(), self.body()
        wait_until(lambda: len(self.app.windows()) == 1, "the dialog to go")

    def look_dark(self):
        assert self.app.quit() == 0
        self.app.env["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
        self.app.start()
        self.desk.open_article("The ferry")
        wait_until(lambda: self.desk.find("image", "A ferry"), "the picture")
        assert 'data-crop="0 60 80 540 720"' in self.body(), self.body()
        self.open_cutting()
        self.desk.wait_sees("540 × 720, from 600 × 800")
        shot.settled(BUILD / "looks" / "pictures-dark.png")
        keys.key("Escape")
        wait_until(lambda: len(self.app.windows()) == 1, "the dialog to go")

    def miss(self):
        assert self.app.quit() == 0
        for figure in self.figures():
            found = list(self.folder.glob(f"**/media/{figure[0]}"))
            assert len(found) == 1, found
            found[0].unlink()
        shutil.rmtree(self.folder / "for WeChat")
        (self.folder / "Pictures").mkdir()
        directories = pathlib.Path(self.app.env["XDG_CONFIG_HOME"]) / "user-dirs.dirs"
        directories.write_text(f'XDG_PICTURES_DIR="{self.folder / "Pictures"}"\n', encoding="utf-8")
        del self.app.env["ADW_DEBUG_COLOR_SCHEME"]
        self.app.start()
        self.desk.open_article("The ferry")
        self.desk.wait_sees(self.desk.say("This picture is not on this computer yet."))
        shot.settled(BUILD / "looks" / "pictures-missing.png")
        keys.key("ctrl+shift+c")
        self.desk.wait_toast(self.desk.say("Body copied for WeChat; not on this computer yet: %s").replace("%s", "图1、图2"))
        assert list((self.folder / "Pictures").iterdir()) == []
        self.desk.write("Body", "x")
        wait_until(lambda: len(self.figures()) == 2 and "x" in re.sub("<[^>]*>", "", self.body()), "typing to go on")
        shot.settled(BUILD / "looks" / "pictures-typed.png")
        assert "without a current allocation" not in self.app.messages(), "the page was not painted"
        self.arrive()
        assert self.app.quit() == 0

    def arrive(self):
        """A file that comes later is looked at without typing, in the page as well: here by putting in the same picture, and
        taking it back."""
        keys.key("ctrl+Home")
        page = self.desk.area(self.desk.find(None, "Preview of the Page"))
        assert shot.colours(shot.settled(BUILD / "looks" / "pictures-before-arrival.png"), page) < 1000
        self.choose(self.folder / "one.jpg")
        wait_until(lambda: len(self.figures()) == 3, "it in the text")
        keys.key("ctrl+z")
        wait_until(lambda: len(self.figures()) == 2, "it taken back")
        wait_until(lambda: shot.colours(shot.take(BUILD / "looks" / "pictures-arrived.png"), page) > 1000,
                   "the picture on the page")


def main():
    tap = Tap()
    (BUILD / "looks").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gx.") as folder:
        job = Pictures(folder, tap)
        with job.app:
            for number, (title, step) in enumerate(job.steps()):
                if not tap.run(title, step):
                    shot.take(BUILD / "failed" / f"pictures-{number}.png")
                    tap.say(job.app.messages()[-2000:])
                    break
    tap.done()


main()
