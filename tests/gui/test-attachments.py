#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attachments and videos in the real window: put in by file and by address, entitled, given a poster, taken away and brought
back by keys; refused in one sentence when they are of no kind that is taken, or at no player of the site."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from app import App, BUILD  # noqa: E402
from desk import Desk  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

ENCLOSED = re.compile(r'<figure class="(attachment|video)">.*?<figcaption>(.*?)</figcaption></figure>')
PLAYER = "https://v.qq.com/x/page/a1.html"


class Attachments:
    def __init__(self, folder, tap):
        self.tap = tap
        self.folder = pathlib.Path(folder)
        self.app = App(self.folder / "desk")
        self.desk = Desk(self.app, "local")

    def steps(self):
        return [
            ("a notice attached by its file, and entitled", self.attach),
            ("Backspace selects it, and then takes it away; undone", self.remove),
            ("a video, and a poster by Alt+Enter", self.insert_video),
            ("a video by its address, at a player of the site alone", self.insert_player),
            ("a program: one sentence", self.refuse),
            ("one that takes for ever: a bar says so, Escape gives it up", self.give_up),
            ("moved down and up again by keys, with its title", self.move),
            ("a copy saved by Alt+Enter", self.save),
        ]

    def body(self):
        articles = list(self.desk.notes.articles().values())
        return "".join(body["value"] for body in articles[0].get("bodies", [])) if articles else ""

    def wait_enclosed(self, expected):
        """Each as (kind, title)."""
        try:
            wait_until(lambda: ENCLOSED.findall(self.body()) == expected, f"{expected} on disk")
        except BaseException:
            self.tap.say(f"is {self.body()}")
            raise

    def attach(self):
        self.app.start()
        self.desk.write("Headline", "The list")
        self.desk.write("Body", "Before.")
        (self.folder / "notice.pdf").write_bytes(b"%PDF-1.7\n" + b"not much of one " * 5000)
        keys.key("ctrl+alt+8")
        self.desk.choose_file("Attach Files", self.folder / "notice.pdf")
        self.wait_enclosed([("attachment", "notice")])
        keys.key("End")
        keys.type_text(" of May")
        keys.key("Return")
        keys.type_text("After.")
        self.wait_enclosed([("attachment", "notice of May")])
        wait_until(lambda: self.body().endswith("</figure><p>After.</p><p></p>"), "the paragraph below")
        shot.settled(BUILD / "looks" / "attachments.png")

    def remove(self):
        before = self.body()
        keys.key("Home", "BackSpace")
        self.app.catch_up()
        assert self.body() == before
        keys.key("BackSpace")
        self.wait_enclosed([])
        keys.key("ctrl+z")
        wait_until(lambda: self.body() == before, "it to be back")

    def insert_video(self):
        keys.key("ctrl+End")
        (self.folder / "clip.mp4").write_bytes(b"\0\0\0\x20ftypisom" + b"\0" * 3000000)
        subprocess.run(["convert", "-size", "640x360", "gradient:orange-purple", str(self.folder / "poster.jpg")], check=True)
        keys.key("ctrl+alt+9")
        self.desk.choose_file("Insert Videos", self.folder / "clip.mp4")
        self.wait_enclosed([("attachment", "notice of May"), ("video", "clip")])
        keys.key("alt+Return")
        atspi.press(self.desk.button("Choose _Poster…"))
        self.desk.choose_file("Poster of the Video", self.folder / "poster.jpg")
        wait_until(lambda: re.search(r'<video src="media/\S+\.mp4" data-size="3000012"><img src="media/\S+\.jpg" width="640"',
                                     self.body()), "the poster")
        shot.settled(BUILD / "looks" / "attachments-video.png")

    def insert_player(self):
        self.desk.focus("Body")
        keys.key("ctrl+End")
        self.desk.open_menu("Paragraph", "Insert a Video by Address…")
        keys.key("Up", "Up", "Up", "Return")  # page break and rule stand below it
        entry = wait_until(lambda: self.desk.find(None, "Address of the Video"), "the dialog")
        wait_until(lambda: atspi.has_state(entry, "focused"), "the focus in it")
        keys.type_text("https://elsewhere.example/x")
        self.desk.wait_sees(self.desk.say("This address belongs to none of the players that the site allows."))
        shot.take(BUILD / "looks" / "attachments-address.png")
        keys.key("ctrl+a")
        keys.type_text(PLAYER)
        keys.key("Return")
        wait_until(lambda: f'<figure class="video"><a href="{PLAYER}"></a>' in self.body(), "the video")
        keys.type_text("At the pier")
        self.wait_enclosed([("attachment", "notice of May"), ("video", "clip"), ("video", "At the pier")])
        shot.settled(BUILD / "looks" / "attachments-player.png")

    def refuse(self):
        before = self.body()
        (self.folder / "notice.exe.pdf").write_bytes(b"MZ\x90\0 a program")
        keys.key("ctrl+alt+8")
        self.desk.choose_file("Attach Files", self.folder / "notice.exe.pdf")
        self.desk.wait_toast(self.desk.say("%s is of no kind that can be attached. Take PDF, OFD, Word, Excel, PowerPoint, ODF, "
                                           "ZIP, MP4, WebM or MP3.").replace("%s", "notice.exe.pdf"))
        assert self.body() == before

    def give_up(self):
        before, pipe = self.body(), self.folder / "slow.pdf"
        os.mkfifo(pipe)
        writer = os.open(pipe, os.O_RDWR)
        self.desk.focus("Body")
        keys.key("ctrl+alt+8")
        self.desk.choose_file("Attach Files", pipe)
        self.desk.wait_sees("Adding a file…")
        self.desk.button("Cancel")
        shot.settled(BUILD / "looks" / "attachments-adding.png")
        self.desk.focus("Body")
        keys.key("Escape")
        wait_until(lambda: not self.desk.sees("Adding a file…"), "the bar to go")
        os.write(writer, b"%PDF-1.7\nfor nothing")
        os.close(writer)
        assert self.body() == before

    def move(self):
        before = self.body()
        keys.key("ctrl+Home", "Down", "alt+shift+Down")
        wait_until(lambda: -1 < self.body().find("After.") < self.body().find("notice of May"), "it below the paragraph")
        keys.key("alt+shift+Up")
        wait_until(lambda: self.body() == before, "it where it was")
        keys.key("alt+shift+Up", "alt+shift+Up")  # it stands above all then, and stays there
        wait_until(lambda: self.body().startswith('<figure class="attachment">'), "it above all")
        keys.key("ctrl+z")
        wait_until(lambda: self.body() == before, "the one step undone")

    def save(self):
        copy = self.folder / "copy.pdf"
        self.desk.focus("Body")
        keys.key("ctrl+Home", "Down", "alt+Return")
        atspi.press(self.desk.button("_Save As…"))
        self.desk.choose_file("Save a Copy of the File", copy)
        wait_until(lambda: copy.exists() and copy.read_bytes() == (self.folder / "notice.pdf").read_bytes(), "the copy")
        assert self.app.quit() == 0


def main():
    tap = Tap()
    (BUILD / "looks").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gx.") as folder:
        job = Attachments(folder, tap)
        with job.app:
            for number, (title, step) in enumerate(job.steps()):
                if not tap.run(title, step):
                    shot.take(BUILD / "failed" / f"attachments-{number}.png")
                    tap.say(job.app.messages()[-2000:])
                    break
    tap.done()


main()
