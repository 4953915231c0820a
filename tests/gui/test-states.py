#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in its states: a wrong password, sizes, empty lists, reading, trash, a copy."""
import pathlib
import re
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from halting_line import HaltingLine  # noqa: E402
from newsroom import BUILD, Newsroom, body_of, field_of, state_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

DRAFT, OTHER_DRAFT = "采访札记：渡口的最后一班船", "大桥镇冬修水利现场见闻"
PUBLISHED = "关于北渚大桥夜间养护的通告"
PANES = {"Lists of Articles": "sidebar", "GalleyArticleListView": "list", "GalleyEditorPage": "editor",
         "GalleyPreview": "preview", "GalleyDetailsPanel": "details"}


class States:
    def __init__(self, newsroom, line):
        self.newsroom, self.line, self.app = newsroom, line, newsroom.app("desk")
        self.app.start()
        self.desk = Desk(self.app, "xiaohe-*")

    def wrong_password(self):
        dialog = self.desk.fill_in_sign_in(self.line.address, "xiaohe", "wrong")
        keys.key("Return")
        sentence = self.desk.pattern("The name or the password is not right.")
        wait_until(lambda: atspi.says(dialog, sentence), "the sentence")
        keys.key("Escape")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the dialog to go")
        self.desk.sign_in(self.line.address, "xiaohe")
        self.newsroom.wait_synced(self.app, "xiaohe")

    # --- sizes ---

    def resize(self, width, height):
        keys.resize(keys.windows(self.app.pid)[0], width + 2 * atspi.BORDER, height + 2 * atspi.BORDER)
        frame = self.desk.frame()
        wait_until(lambda: atspi.extents(frame)[2:] == (width, height), f"a window of {width}x{height}")

    def panes(self):
        """Where each pane stands: (left, right) in the window."""
        found = dict.fromkeys(PANES.values(), (0, 0))
        found.update({PANES[seen.name]: (seen.box[0], seen.box[0] + seen.box[2])
                      for seen in atspi.look(self.desk.window) if seen.name in PANES and seen.box})
        return found

    def fold(self, width, height, sidebar, side, is_one_page):
        self.resize(width, height)
        state = self.app.state
        wait_until(lambda: (state("show-sidebar")[1], state("show-side")[1]) == (sidebar, side),
                   f"sidebar {sidebar} and side {side} at {width}")

        def stands():
            panes = self.panes()
            if sidebar:
                assert panes["sidebar"][0] == 0 and panes["sidebar"][1] <= panes["list"][0] + 1, panes
            if side:
                assert panes["editor"][1] <= panes["preview"][0] + 1 and panes["preview"][1] <= width + 1, panes
            if width >= 2200:
                assert panes["preview"][1] <= panes["details"][0] + 1 and panes["details"][1] == width, panes
                assert panes["details"][1] - panes["details"][0] >= 360, panes
            if not is_one_page:
                assert panes["list"][1] <= panes["editor"][0] + 1, panes
            assert panes["editor"][1] <= width, panes
            assert panes["editor"][1] - panes["editor"][0] >= 340, panes
            return True
        wait_until(stands, f"the panes at {width}")

    def folding(self):
        self.desk.open_article(DRAFT)
        for width, height, sidebar, side, is_one_page in (
                (1600, 1000, True, True, False), (2500, 1400, True, True, False), (1100, 768, False, False, False),
                (800, 700, False, False, True), (560, 700, False, False, True), (1366, 768, False, True, False)):
            self.fold(width, height, sidebar, side, is_one_page)

    # --- articles ---

    def empty_lists(self):
        for title, sentence in (("Scheduled", "Nothing Scheduled"), ("Conflicts", "No Conflicts"),
                                ("Trash", "Trash Is Empty"), ("Waiting for Me", "Nothing Waits for You")):
            self.desk.select_list(title)
            self.desk.wait_sees(sentence)
            self.desk.find("push button", "Show All Articles")

    def reading(self):
        self.desk.open_article(PUBLISHED, "Published")
        before, stored = self.desk.text("Body"), self.desk.notes.articles()
        self.desk.focus("Body")
        keys.type_text("xyz")
        keys.key("Return", "BackSpace", "Delete", "ctrl+v")
        self.desk.wait_sees("Published. Correct it?")
        self.desk.focus("Headline")
        keys.type_text("xyz")
        assert self.desk.text("Body") == before and self.desk.text("Headline") == PUBLISHED
        assert self.desk.notes.articles() == stored

    def id_of(self, headline):
        return next(key for key, article in self.desk.notes.articles().items() if field_of(article) == headline)

    def trash_and_undo(self):
        notes, article_id = self.desk.notes, self.id_of(DRAFT)
        self.desk.open_article(DRAFT)
        self.desk.do("trash")
        wait_until(lambda: notes.is_trashed(article_id), "the article in the trash")
        self.desk.wait_toast("Moved to Trash", 5)  # whatever was said before
        atspi.press(self.desk.toast_undo())
        wait_until(lambda: not notes.is_trashed(article_id), "the article back")
        wait_until(lambda: self.desk.text("Headline") == DRAFT, "the article to be open again")

        self.desk.do("trash")
        wait_until(lambda: notes.is_trashed(article_id), "the article in the trash again")
        self.desk.open_article(DRAFT, "Trash")
        self.desk.do("restore")
        wait_until(lambda: not notes.is_trashed(article_id), "the article restored")

    def duplicate(self):
        notes = self.desk.notes
        self.desk.open_article(OTHER_DRAFT)
        before = notes.articles()
        self.desk.do("duplicate")
        new = wait_until(lambda: set(notes.articles()) - set(before), "the copy")
        copy = notes.load(new.pop())
        assert body_of(copy) == body_of(before[self.id_of(OTHER_DRAFT)]) and state_of(copy)["status"] == "draft"

    def waiting_file(self):
        """Without the server a file says that it is still here alone; with it, that is over without a word."""
        server = self.newsroom.server
        (self.app.folder / "notice.pdf").write_bytes(b"%PDF-1.7\n" + b"not much of one " * 5000)
        self.desk.open_article(DRAFT)
        self.desk.focus("Body")
        server.stop()
        keys.key("ctrl+Home", "ctrl+alt+8")
        self.desk.choose_file("Attach Files", self.app.folder / "notice.pdf")
        self.desk.wait_sees("Not uploaded yet")
        shot.settled(BUILD / "looks" / "states-waiting-file.png")
        server.start()
        self.desk.do("sync")
        wait_until(lambda: not self.desk.sees("Not uploaded yet"), "the words to go", 30)

    def large_file(self):
        """On its way its progress is seen at its card and in the foot, for as long as the line stands still; stopped there it
        stays here, and goes when it is told to, by keys at the card."""
        (self.app.folder / "film.mp4").write_bytes(b"\0\0\0\x20ftypisom" + b"\0" * (24 << 20))
        self.desk.open_article(DRAFT)
        self.desk.focus("Body")
        self.line.stop_after(8 << 20)
        keys.key("ctrl+Home", "ctrl+alt+8")
        self.desk.choose_file("Attach Files", self.app.folder / "film.mp4")
        self.desk.wait_sees(re.compile(self.desk.say("Uploading a file: %d of %d MB").replace("%d", "([7-9]|1[0-9])", 1).replace("%d", "25")))
        shot.settled(BUILD / "looks" / "states-large-file.png", 1)
        self.desk.do("stop-file")
        self.desk.wait_sees("Upload stopped")
        self.desk.wait_sees(self.desk.count("%u file not uploaded: you stopped it", "%u files not uploaded: you stopped them", 1))
        # Its row says it to who sees it, and to who hears it.
        row = self.desk.find("list item", re.compile("^" + re.escape(DRAFT)))
        wait_until(lambda: self.desk.say("Upload stopped") in atspi.description(row), "the row to say it")
        wait_until(lambda: atspi.says(row, re.compile(self.desk.say("Upload stopped"))), "the row to show it")
        shot.settled(BUILD / "looks" / "states-stopped-file.png")
        self.line.go_on()
        self.desk.focus("Body")
        keys.key("ctrl+Home", "Down", "BackSpace", "Menu")  # the notice stands above it
        item = wait_until(lambda: self.desk.find("menu item", "Transfer _Now"), "the menu")
        shot.settled(BUILD / "looks" / "states-stopped-file-menu.png")
        atspi.press(item)
        wait_until(lambda: not self.desk.sees("Upload stopped"), "the file to go")
        wait_until(lambda: self.desk.say("Upload stopped") not in atspi.description(row), "the row to say so no more")
        self.desk.wait_sees("Everything uploaded")

    def quiet(self):
        """Nothing was complained about on the way. WebKit's sandbox does not see the locale of this display."""
        # There is no service here to which a notification could be sent.
        known = ("Broken accounting of active state", "Locale not supported by C library", "unable to send notifications")
        faults = [line for line in self.app.messages().splitlines() if "CRITICAL" in line
                  or ("WARNING" in line and not any(words in line for words in known))]
        assert not faults, "\n".join(faults)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom, \
            HaltingLine(newsroom.server.port) as line:
        states = States(newsroom, line)
        for name, function in (
                ("a wrong password is one sentence, the right one goes on", states.wrong_password),
                ("the panes fold as the window narrows and widens", states.folding),
                ("an empty list says what will stand there", states.empty_lists),
                ("a published article is read: typing shows the bar and changes nothing", states.reading),
                ("the trash gives back, by Undo and by Restore", states.trash_and_undo),
                ("a copy is a new draft", states.duplicate),
                ("a file says that it is not uploaded yet, and then nothing", states.waiting_file),
                ("a large file is seen on its way, stopped, and sent again by keys", states.large_file),
                ("no warnings on the way", states.quiet)):
            if not tap.run(name, function):
                shot.take(BUILD / "failed" / f"states-{tap.count}.png")
    tap.done()


main()
