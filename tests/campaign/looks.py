#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every window in every dress, to be looked at by a person before a release.

    ./dev campaign looks [--out DIR] [--only light-zh-1600] [--only high-contrast] [--only-window publish] [--part writer]

Each dress (light or dark, high contrast or not, English or Chinese, a screen, a size of text) is a display of its own with a newsroom of its
own; its pictures go to DIR/DRESS/WINDOW.png. Nothing is compared: what is wrong is seen.
"""
import argparse
import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/gui")]
PYTHON = "/usr/bin/python3"  # another one may lack gi

SCREENS = {"1024": ("1024x700", 1.0), "1366": ("1366x768", 1.0), "1366-large-text": ("1366x768", 1.25),
           "1366-double-text": ("1366x768", 2.0), "1600": ("1600x1000", 1.0), "1600-double-text": ("1600x1000", 2.0),
           "2560": ("2560x1440", 1.0)}
COLOURS = {"light": [], "dark": ["--dark"], "high-contrast": ["--high-contrast"],
           "high-contrast-dark": ["--high-contrast", "--dark"]}
LANGUAGES = {"en": "en_US.UTF-8", "zh": "zh_CN.UTF-8"}
PARTS = ["nobody", "reporter", "editor", "writer", "conflict", "preview"]
DRAFT, APPROVED, PUBLISHED = "杏花里加装电梯的一百二十天", "今冬首场技能夜校免费开课", "老粮仓变身书房 本周末试开放"


def dresses():
    for colours, language, screen in itertools.product(COLOURS, LANGUAGES, SCREENS):
        yield f"{colours}-{language}-{screen}", colours, language, screen


class Photographer:
    """Goes from window to window on the display it runs on."""

    def __init__(self, newsroom, folder, only, parts):
        self.newsroom, self.folder, self.only, self.parts = newsroom, folder, only, parts
        self.app = self.desk = None

    def begin(self, user=None):
        from desk import Desk
        if self.app:
            self.app.quit()
        self.app = self.newsroom.app(user or "nobody")
        if user:
            self.newsroom.sign_in(self.app, user)
        else:
            self.app.start()
        self.app.maximize()
        self.desk = Desk(self.app)
        self.desk.frame()

    def take(self, name):
        import keys
        import shot
        if self.only and not any(wanted in name for wanted in self.only):
            return
        keys.point_away(0, 0)
        shot.assert_painted(shot.settled(self.folder / f"{name}.png"))
        print(f"  {name}", flush=True)

    def take_dialog(self, name, action):
        """A window above the window, and away again."""
        import keys
        from waiting import wait_until
        self.desk.do(action)
        wait_until(lambda: len(keys.windows(self.app.pid)) == 2, f"the window of {action}")
        self.take(name)
        keys.key("Escape")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, f"the window of {action} to go")

    def take_menu(self, name, button):
        import keys
        self.desk.press(None, button)
        self.take(name)
        keys.key("Escape")

    def all(self):
        for part in self.parts:
            getattr(self, part)()

    def nobody(self):
        self.begin()
        self.desk.field("Headline")
        self.take("01-first-start")
        self.take_dialog("02-sign-in", "sign-in")

    def reporter(self):
        self.begin("xiaohe")
        self.take("10-signed-in")
        self.desk.open_article(DRAFT)
        self.desk.focus("Body")
        self.take("11-draft")
        self.take_menu("12-main-menu", "Main Menu")
        self.take_menu("13-article-menu", "Article Menu")
        self.take_dialog("14-submit", "next-step")
        self.desk.do("focus-details")
        self.take("15-details")
        self.desk.do("focus-tags")
        self.take("16-tags")
        self.desk.do("new-article")
        self.take("17-new-article")
        self.desk.select_list("Trash")
        self.take("18-trash")
        self.desk.select_list("All Articles")
        self.desk.do("close-article")
        self.take("19-nothing-open")
        self.take_dialog("20-shortcuts", "show-help-overlay")
        self.take_dialog("21-about", "about")
        self.take_dialog("22-templates", "new-from-template")

    def editor(self):
        self.begin("chenyan")
        self.desk.open_article(PUBLISHED, "Published")
        self.take("30-published")
        self.take_dialog("31-withdraw", "withdraw")
        self.desk.open_article(APPROVED)
        self.take("32-approved")
        self.take_dialog("33-publish", "publish")
        self.desk.select_list("Waiting for Me")
        self.take("34-waiting-for-me")

    def writer(self):
        """What stands in a text beside words, on a computer of its own, and the menus there."""
        import keys
        import shot
        from waiting import wait_until
        scratch = self.newsroom.folder / "for pictures"
        scratch.mkdir()
        make_files(scratch)
        self.begin()
        self.desk.write("Headline", "湘家荡环湖路明早通车")
        self.desk.write("Body", "环湖路全长十二公里，沿线新建了六处驿站。")
        self.insert("ctrl+shift+p", "Insert Pictures", scratch / "湖边.jpg", "image", "Picture without a description")
        keys.type_text("清晨的环湖路")
        keys.key("Return")
        keys.type_text("何苗 摄")
        keys.key("Return")
        self.take("40-picture")
        self.take_context_menu("41-picture-menu", "image", "Picture without a description")
        keys.key("ctrl+shift+x")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 2, "the dialog")
        self.take("42-crop")
        keys.key("Escape")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the dialog to go")
        keys.key("ctrl+shift+c")
        self.desk.choose_file("Folder for Copied Pictures", scratch)
        self.desk.wait_sees(self.desk.count("Body copied for WeChat, %u picture in “%s”",
                                            "Body copied for WeChat, %u pictures in “%s”", 1)
                            .replace("%s", "湘家荡环湖路明早通车"))
        shot.settled(self.folder / "43-wechat.png")
        keys.key("ctrl+End")
        self.insert("ctrl+alt+8", "Attach Files", scratch / "驿站名单.pdf", None, "驿站名单.pdf")
        keys.key("Down")
        self.insert("ctrl+alt+9", "Insert Videos", scratch / "航拍.mp4", None, "航拍.mp4")
        self.take("44-cards")
        self.take_context_menu("45-card-menu", None, "航拍.mp4")
        keys.key("ctrl+End")
        self.take_menu_by_key("46-text-menu", "_Undo")
        keys.key("ctrl+End", "Return", "ctrl+alt+7")
        self.desk.find("spin button", "Rows")
        keys.key("Return")
        wait_until(lambda: self.desk.find(None, self.cell(1, 1)), "the cell")
        keys.type_text("驿站")
        keys.key("Tab")
        keys.type_text("里程")
        keys.key("Tab", "Tab")
        keys.type_text("东湖驿站")
        self.take_menu_by_key("47-cell-menu", "Delete _Table")
        self.take_context_menu("47-cell-menu-pressed", None, self.cell(2, 1), across=4 / 3)  # the cell beside it
        keys.key("ctrl+f")
        keys.type_text("驿站")
        self.take("48-found-in-cells")
        keys.key("Escape")
        self.take_dialog("49-preferences", "preferences")

    def conflict(self):
        """The same words changed on two computers, one of them without a network."""
        import keys
        from newsroom import field_of
        from waiting import wait_until
        options, mine = self.newsroom.options("xiaohe"), DRAFT + "，回访"
        self.begin("xiaohe")
        self.desk.open_article(DRAFT)
        notes = self.desk.notes
        article_id = next(key for key, article in notes.articles().items() if field_of(article) == DRAFT)
        self.app.quit()
        self.newsroom.server.stop()
        self.app.start(*options)
        self.app.maximize()
        self.desk.open_article(DRAFT)
        self.desk.write("Body", "老人们说，这是头一个不用爬楼的冬天。")
        self.desk.write("Headline", "，回访")
        wait_until(lambda: field_of(notes.load(article_id)) == mine, "the words on disk")
        self.app.quit()
        self.newsroom.server.start()
        person = self.newsroom.person("xiaohe")
        theirs = person.load(article_id)
        next(part for part in theirs["headlines"] if part["role"] == "main")["value"] = DRAFT + "，记者手记"
        body = next(part for part in theirs["bodies"] if part["role"] == "main")
        end = body["value"].rindex("</p>")
        body["value"] = body["value"][:end] + "邻居说，这是头一个不用背人的冬天。" + body["value"][end:]
        person.save(theirs)

        self.app.start(*options)
        self.app.maximize()
        wait_until(lambda: notes.has_conflict(article_id), "the conflict", 20)
        self.desk.open_article(mine, "Conflicts")
        self.desk.wait_sees(self.desk.pattern("%s changed the same words"))
        self.take("50-conflict-bar")
        self.desk.do("compare")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 2, "the view")
        self.take("51-conflicts")
        keys.key("ctrl+2", "F8", "ctrl+4")
        self.take("52-conflicts-chosen")
        keys.key("ctrl+Return")
        wait_until(lambda: not notes.has_conflict(article_id), "the conflicts to be settled")
        self.take("53-conflicts-settled")
        keys.key("Escape")

    def preview(self):
        """What the preview shows of an article, one after the other, and its window."""
        import keys
        from waiting import wait_until
        self.begin("chenyan")
        self.desk.open_article(PUBLISHED, "Published")
        for number, mode in enumerate(["fitting", "phone", "tablet", "desktop", "list", "focus", "share", "print"]):
            if number:
                keys.key("ctrl+shift+F9")
            self.take(f"60-preview-{mode}")
        keys.key("ctrl+shift+F9")
        self.take_menu("61-preview-modes", "What Is Shown")
        self.take_menu("62-preview-look", "How It Is Looked At")
        keys.key("shift+F9")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 2, "the preview's window")
        self.take("63-preview-window")
        keys.key("shift+F9")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the preview to come back")
        self.take("64-preview-back")

    def insert(self, key, title, path, role, name):
        """By its file, and waits until it stands in the text."""
        import keys
        from waiting import wait_until
        keys.key(key)
        self.desk.choose_file(title, path)
        wait_until(lambda: self.desk.find(role, name), name)

    def cell(self, row, column):
        """As it is read aloud."""
        return self.desk.say("Row %u, column %u").replace("%u", str(row), 1).replace("%u", str(column), 1)

    def take_menu_by_key(self, name, entry):
        """Of the place where the caret is."""
        import keys
        keys.key("Menu")
        self.desk.find("menu item", re.compile(re.escape(self.desk.say(entry))))
        self.take(name)
        keys.key("Escape")

    def take_context_menu(self, name, role, of, across=1 / 3):
        """By the second button of the mouse, where the node is, or so many of its widths to the right."""
        import atspi
        import keys
        node = self.desk.steady(self.desk.find(role, of))
        x, y, width, height = atspi.extents(node)
        left, top = self.desk.offset(node)
        keys.click(left + x + round(width * across), top + y + height // 2, button=3)
        self.desk.find("menu item", re.compile(re.escape(self.desk.say("_Copy"))))
        self.take(name)
        keys.key("Escape")


def make_files(folder):
    """One of each kind that an article shows."""
    subprocess.run(["convert", "-size", "1600x900", "gradient:skyblue-seagreen", "-swirl", "60", "-quality", "88",
                    str(folder / "湖边.jpg")], check=True)
    (folder / "驿站名单.pdf").write_bytes(b"%PDF-1.7\n" + b"not much of one " * 5000)
    (folder / "航拍.mp4").write_bytes(b"\0\0\0\x20ftypisom" + b"\0" * 3000000)


def shoot(folder, only, parts):
    from newsroom import Newsroom
    with tempfile.TemporaryDirectory(prefix="gx.") as scratch, Newsroom(scratch) as newsroom:
        Photographer(newsroom, pathlib.Path(folder), only, parts).all()


def main():
    parser = argparse.ArgumentParser(description="Pictures of every window in every dress.")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "build/looks")
    parser.add_argument("--only", action="append", default=[], help="dresses whose name contains this")
    parser.add_argument("--only-window", action="append", default=[], help="windows whose name contains this")
    parser.add_argument("--part", action="append", default=[], choices=PARTS, help="these parts alone")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        shoot(options.out, options.only_window, options.part or PARTS)
        return 0
    failed = []
    for name, colours, language, screen in dresses():
        if options.only and not any(wanted in name for wanted in options.only):
            continue
        print(name, flush=True)
        size, text_scale = SCREENS[screen]
        command = [PYTHON, ROOT / "tests/support/display.py", "--wm", "--size", size, "--lang", LANGUAGES[language],
                   "--text-scale", str(text_scale), *COLOURS[colours],
                   PYTHON, __file__, "--here", "--out", options.out.absolute() / name]
        command += [f"--only-window={window}" for window in options.only_window]
        command += [f"--part={part}" for part in options.part]
        if subprocess.run(command, env=os.environ | {"TZ": "Asia/Shanghai"}, check=False).returncode:
            failed.append(name)
    print("failed: " + ", ".join(failed) if failed else "all taken")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
