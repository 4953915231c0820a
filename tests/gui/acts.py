# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody does without pause while the process is killed, kind by kind, and how much of it is lost.

Each kind brings its page to where it begins (prepare), goes on until a moment that it is told (go_on), and says of what is
on the disk then (lost): the seconds between the first thing that is not there and the kill, how many things were done, and
how many of them are lost. What is on the disk must be what stood on the page after one of them: anything else is an error
of another kind. The time of a thing is that of its key; where the window has to fetch something first (what is on the
clipboard, a picture) it is done when the window shows it.
"""
import contextlib
import math
import re
import struct
import time
import xml.etree.ElementTree as ET
import zlib

from gi.repository import GLib

import atspi
import keys
from clipboard import Owner
from newsroom import body_of
from waiting import wait_until

PARAGRAPHS = [f"第{number}段：" + "各有关部门要结合实际认真落实，" * 4 for number in range(1, 13)]
WORD = ("<html xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:w='urn:schemas-microsoft-com:office:word'>"
        "<head><meta name=Generator content='Microsoft Word 15'><style>p.MsoNormal {mso-style-unhide:no; margin:0cm;}"
        "</style></head><body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->"
        + "".join("<p class=MsoNormal style='text-indent:21.0pt;mso-char-indent-count:2.0'><span style='font-size:12.0pt;"
                  f"font-family:宋体;mso-ascii-font-family:Calibri'>{text}<o:p></o:p></span></p>" for text in PARAGRAPHS)
        + "<!--EndFragment--></body></html>")


def xhtml(article):
    return "".join(body["value"] for body in (article or {}).get("bodies", []))


def make_picture(number):
    """A PNG of noise of its own, as a screenshot is put on a clipboard."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    width, height = 240, 160
    noise = zlib.compress(str(number).encode() * 50, 0)
    rows = b"".join(b"\0" + bytes((row * 7 + noise[column % len(noise)] * (number + 1)) % 256 for column in range(3 * width))
                    for row in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Act:
    """One kind, on a page that is open, with the caret in it."""
    name = None

    def __init__(self, desk, robot, random):
        self.desk, self.robot, self.random = desk, robot, random
        self.open = contextlib.ExitStack()  # what has to stand until the kill
        self._body = None

    def prepare(self):
        pass

    def go_on(self, end):
        raise NotImplementedError

    def lost(self, article, killed_at):
        raise NotImplementedError

    @staticmethod
    def read(article):
        """What an article, or none, says of it."""
        return body_of(article or {})

    def shown(self):
        """What the page says in the window."""
        self._body = self._body or self.desk.field("Body")
        return atspi.text(self._body)

    def wait_stored(self, what):
        wait_until(lambda: self.read(self.desk.notes.newest()) == what, f"{str(what)[:40]!r} on the disk")


class Typing(Act):
    """Numbered words, 33 keys a second."""
    name = "typing"
    ending = " "

    def go_on(self, end):
        self.robot.type_for(end - time.monotonic(), self.ending)

    def lost(self, article, killed_at):
        saved, count = self.read(article), len(self.robot.sent)
        return self.robot.lost(saved, killed_at), count, max(0, count - len(saved))


class Stepwise(Act):
    """What is done in steps, each of which leaves the page as it was at no other step."""
    pause = 0.1

    def begin(self, state):
        self.done = [(0.0, state)]  # (time, what the page says then)

    def note(self, state):
        self.done.append((time.monotonic(), state))

    def fetch(self, state, end):
        """Has the clipboard pasted, and notes that state for when the window was asked and showed it. False: it had not by the
        end; it may be on the disk all the same."""
        before = self.shown()
        keys.strike("ctrl+v")
        while (asked := time.monotonic()) < end:
            with contextlib.suppress(GLib.Error):  # no answer in time is none
                if self.shown() != before:
                    self.done.append((asked, state))
                    return True
            time.sleep(0.005)
        self.done.append((math.inf, state))
        return False

    def step(self, end):
        """Does the next thing and notes it; False: there is none."""
        raise NotImplementedError

    def go_on(self, end):
        due = time.monotonic()
        while time.monotonic() < end and self.step(end):
            due = max(due + self.pause, time.monotonic())
            time.sleep(max(0.0, min(due, end) - time.monotonic()))
        time.sleep(max(0.0, end - time.monotonic()))

    def lost(self, article, killed_at):
        saved, states = self.read(article), [state for _, state in self.done]
        assert saved in states, f"the page never was {str(saved)[-60:]!r}, but {str(states[-1])[-60:]!r}"
        count = states.index(saved) + 1
        seconds = max(0.0, killed_at - self.done[count][0]) if count < len(states) else 0.0
        return seconds, len(states) - 1, len(states) - count


class Pasting(Stepwise):
    """What Word has copied, again and again behind what is there."""
    name = "pasting"

    def prepare(self):
        self.open.enter_context(Owner({"text/html": WORD, "text/plain;charset=utf-8": "\n".join(PARAGRAPHS)}))
        self.begin("")

    def step(self, end):
        return self.fetch(self.done[-1][1] + "\n".join(PARAGRAPHS), end)


class Undoing(Stepwise):
    """What was typed word by word, taken back step by step, or done again."""
    name = "undoing"
    words = 24

    def prepare(self):
        for number in range(self.words):
            for character in f"稿{number}a，":
                self.robot.press(character)
        full = self.robot.typed
        wait_until(lambda: self.shown() == full, "the words in the window")
        states = [full]
        while states[-1]:
            keys.strike("ctrl+z")
            wait_until(lambda: self.shown() != states[-1], "a step of undo")
            states.append(self.shown())
        # From all of it, or from its first word: an empty page would not be saved.
        first, self._key, self._next = states[-2], "ctrl+shift+z", states[-3::-1]
        if self.random.random() < 0.5:
            first, self._key, self._next = full, "ctrl+z", states[1:]
        for _ in states[states.index(first):-1]:
            keys.strike("ctrl+shift+z")
        wait_until(lambda: self.shown() == first, "where it begins")
        self.begin(first)
        self.wait_stored(self.done[0][1])

    def step(self, end):
        if not self._next:
            return False
        self.note(self._next.pop(0))
        keys.strike(self._key)
        return True


class Pictures(Stepwise):
    """Screenshots from the clipboard, one below the other, each another one."""
    name = "inserting pictures"
    pause = 0.0

    def prepare(self):
        self.begin(0)

    @staticmethod
    def read(article):
        return xhtml(article).count("<figure>")

    def step(self, end):
        self.open.enter_context(Owner({"image/png": make_picture(self.random.randrange(1 << 20))}))
        return self.fetch(self.done[-1][1] + 1, end)


class Cells(Typing):
    """A table's cells, one after the other; behind the last one there is a new row."""
    name = "editing cells"
    ending = "\t"

    def prepare(self):
        keys.strike("ctrl+alt+7")
        rows = self.desk.find("spin button", "Rows")
        wait_until(lambda: any(atspi.has_state(node, "focused") for node in atspi.walk(rows)), "the focus in it")
        keys.strike("Return")
        wait_until(lambda: atspi.has_state(self.desk.find(None, "Row 1, column 1"), "focused"), "the cell that is written in")
        wait_until(lambda: "<table>" in xhtml(self.desk.notes.newest()), "the table on the disk")

    @staticmethod
    def read(article):
        """Cell by cell, with a tab between them."""
        rows = ET.fromstring(f"<body>{xhtml(article)}</body>").iter("tr")
        return "\t".join("".join(cell.itertext()) for row in rows for cell in row).rstrip("\t")


class Deleting(Stepwise):
    """Paragraphs eaten up from their end or their beginning, one into the other, or one by one."""
    name = "deleting"
    lines = [f"{number}甲乙" for number in range(10, 70)]

    def prepare(self):
        text = "\n".join(self.lines)
        with Owner({"text/plain;charset=utf-8": text}):
            keys.strike("ctrl+v")
            self.wait_stored(text)
        self._way = self.random.choice(["BackSpace", "Delete", "blocks"])
        keys.strike("ctrl+End" if self._way == "BackSpace" else "ctrl+Home")
        self.pause = 0.1 if self._way == "blocks" else 0.03
        self.begin(text)

    def step(self, end):
        text = self.done[-1][1]
        if not text:
            return False
        if self._way == "blocks":
            keys.strike("shift+Down")
            self.note(text.partition("\n")[2])
            keys.strike("Delete")
            return "\n" in text
        self.note(text[:-1] if self._way == "BackSpace" else text[1:])
        keys.strike(self._way)
        return True


KINDS = [Typing, Pasting, Undoing, Pictures, Cells, Deleting]


def pictures_of(article):
    """The hashes of those that it shows."""
    return re.findall(r'<img src="media/../([0-9a-f]{64})\.', xhtml(article))
