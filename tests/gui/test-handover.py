#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An article between two computers that have nothing but a stick: handed over, changed on both, handed back."""
import json
import pathlib
import re
import sys
import tempfile
import zipfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import blocks_of, field_of, id_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

PICTURES = BUILD / "looks" / "handover"
HEADLINE, FIRST, SECOND = "南湖轻轨通车", "首班车六点发车。", "全程十二站。"


class Stick:
    def __init__(self, folder):
        self.folder = folder
        self.here, self.there = App(folder / "here"), App(folder / "there")
        self.desk, self.other = Desk(self.here, "*"), Desk(self.there, "*")
        self.id = None

    def steps(self):
        return [
            ("the file is saved by the keyboard, named by the headline", self.save),
            ("opened from the file manager it is the same article there", self.open_there),
            ("what both sides wrote is in it after it came back", self.come_back),
            ("the same file once more says so, and doubles nothing", self.once_more),
            ("what both changed is asked, and both sides stand", self.dispute),
            ("a file of a newer Galley, a damaged one and another zip are one sentence each", self.refuse),
        ]

    def take_picture(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        shot.take(PICTURES / f"{name}.png")

    def save_file(self, desk, name):
        path = self.folder / name
        keys.focus_window(wait_until(lambda: keys.windows(desk.app.pid), "the window")[0])
        keys.key("ctrl+shift+s")
        desk.save_as("Save Hand-over File", path)
        desk.wait_toast("Hand-over file saved")
        return path

    def open_file(self, desk, path):
        desk.do("open-file")
        desk.choose_file("Open File", path)
        wait_until(lambda: len(keys.windows(desk.app.pid)) == 1, "the dialog to go")

    def stored(self, desk):
        return desk.notes.load(self.id)

    def change(self, desk, headline=None, line=None):
        if headline:
            desk.focus("Headline")
            keys.key("ctrl+a")
            keys.type_text(headline)
        if line:
            desk.write("Body", line)
        wait_until(lambda: (not headline or field_of(self.stored(desk)) == headline)
                   and (not line or line in "".join(blocks_of(self.stored(desk)))), "the change on disk")

    def save(self):
        self.here.start()
        self.desk.write("Headline", HEADLINE)
        self.desk.write("Body", FIRST)
        keys.key("Return")
        keys.type_text(SECOND)
        article = wait_until(lambda: (newest := self.desk.notes.newest()) and blocks_of(newest) == [FIRST, SECOND]
                             and newest, "the article on disk")
        self.id = id_of(article)
        keys.key("ctrl+shift+s")
        dialog = self.desk.sheet("Save Hand-over File")
        entry = wait_until(lambda: next(iter(atspi.find_all(dialog, "text")), None), "the place for the name")
        assert atspi.text(entry) == HEADLINE + ".galley", atspi.text(entry)
        keys.key("Escape")
        self.desk.wait_alone()
        path = self.save_file(self.desk, "out.galley")
        self.take_picture("saved")
        with zipfile.ZipFile(path) as file:
            assert file.namelist() == ["mimetype", "version", "article.json"], file.namelist()
            assert id_of(json.loads(file.read("article.json"))) == self.id
        self.here.quit()

    def open_there(self):
        self.there.start(str(self.folder / "out.galley"))
        wait_until(lambda: self.other.text("Headline") == HEADLINE, "the article there")
        wait_until(lambda: self.stored(self.other), "it on disk")
        assert blocks_of(self.stored(self.other)) == [FIRST, SECOND]
        self.take_picture("there")
        self.change(self.other, line="末班车二十三点。")
        path = self.save_file(self.other, "back.galley")
        with zipfile.ZipFile(path) as file:
            assert blocks_of(json.loads(file.read("base.json"))) == [FIRST, SECOND]
        self.there.quit()

    def come_back(self):
        self.here.start()
        self.desk.open_article(HEADLINE)
        self.change(self.desk, headline="南湖轻轨今日通车")
        self.open_file(self.desk, self.folder / "back.galley")
        self.desk.wait_toast("Merged with the article that was here")
        self.take_picture("merged")
        wait_until(lambda: "末班车二十三点。" in self.desk.text("Body"), "their words on the page")
        merged = ("南湖轻轨今日通车", [FIRST, SECOND + "末班车二十三点。"])
        wait_until(lambda: (field_of(self.stored(self.desk)), blocks_of(self.stored(self.desk))) == merged, "both on disk")
        assert len(self.desk.notes.articles()) == 1

    def once_more(self):
        self.open_file(self.desk, self.folder / "back.galley")
        self.desk.wait_toast("Everything in this file was here already")
        assert len(self.desk.notes.articles()) == 1

    def dispute(self):
        path = self.save_file(self.desk, "second.galley")
        self.here.quit()
        self.there.start(str(path))
        self.other.wait_toast("Merged with the article that was here")
        self.change(self.other, headline="南湖轻轨明日通车")
        back = self.save_file(self.other, "second-back.galley")
        self.there.quit()
        self.here.start()
        self.desk.open_article("南湖轻轨今日通车")
        self.change(self.desk, headline="南湖轻轨后日通车")
        self.open_file(self.desk, back)
        self.desk.wait_toast("Merged; some words were changed on both sides: choose what shall stand")
        self.take_picture("disputed")
        assert self.desk.notes.has_conflict(self.id)
        assert self.desk.text("Headline") == "南湖轻轨后日通车"
        atspi.press(self.desk.button("Take Theirs"))
        wait_until(lambda: not self.desk.notes.has_conflict(self.id), "the conflict to be settled")
        wait_until(lambda: self.desk.text("Headline") == "南湖轻轨明日通车", "their headline")
        wait_until(lambda: field_of(self.stored(self.desk)) == "南湖轻轨明日通车", "their headline on disk")

    def make(self, name, **files):
        path = self.folder / name
        with zipfile.ZipFile(path, "w") as file:
            for inner, text in files.items():
                file.writestr(inner.replace("_", "."), text)
        return path

    def refuse(self):
        before = self.desk.notes.articles()
        article = json.dumps(self.stored(self.desk), ensure_ascii=False)
        damaged = self.folder / "damaged.galley"
        damaged.write_bytes((self.folder / "back.galley").read_bytes()[:200])
        for path, words in ((self.make("newer.galley", version="2", article_json=article), "newer Galley"),
                            (damaged, "The hand-over file “damaged.galley” is damaged"),
                            (self.make("other.zip", notes_txt="x"), "No text can be read from “other.zip”")):
            self.open_file(self.desk, path)
            self.desk.wait_sees(re.compile(words))
            keys.key("Escape")
        assert self.desk.notes.articles() == before
        assert "CRITICAL" not in self.here.messages() + self.there.messages()
        self.here.quit()


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as name:
        stick = Stick(pathlib.Path(name))
        for title, step in stick.steps():
            if not tap.run(title, step):
                shot.take(BUILD / "failed" / f"handover-{tap.count}.png")
                break
        for app in (stick.here, stick.there):
            app.__exit__()
    tap.done()


main()
