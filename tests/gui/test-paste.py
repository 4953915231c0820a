#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes from the clipboard of other programs and goes there, in the real window: paste with and without formatting,
one step to undo, a page's address, a paste that takes long, tidying, WeChat."""
import pathlib
import re
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import clipboard  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from clipboard import Owner  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import BUILD, Newsroom  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import Waited, wait_until  # noqa: E402

CORPUS = pathlib.Path(__file__).resolve().parents[1] / "data" / "paste"
OWN = "application/vnd.galley.body+xhtml"


def xhtml_of(article):
    return next((body["value"] for body in article.get("bodies", [])), "")


def golden(name):
    return (CORPUS / f"{name}.xhtml").read_text().replace("\n", "")


class Paste:
    def __init__(self, newsroom, folder):
        self.folder = pathlib.Path(folder)
        self.newsroom, self.app = newsroom, newsroom.app("desk")
        self.desk = Desk(self.app)
        self.asked = 0

    def steps(self):
        return [
            ("nothing on the clipboard: what is copied next is not pasted", self.nothing),
            ("from Word: clean paragraphs, one step to undo", self.word),
            ("from a page: the address is offered, a button marks the reprint", self.page),
            ("into the middle of a line, over a selection", self.middle),
            ("as plain text", self.plain),
            ("into a headline: the words alone", self.headline),
            ("copied and pasted: nothing is lost", self.own),
            ("copied for others: HTML and text", self.copied),
            ("cut and undone", self.cut),
            ("a list: a part of it copied, text and items into an item", self.lists),
            ("too long is said, not pasted", self.too_long),
            ("a long paste can be cancelled, and the next one comes", self.long),
            ("and so it does when nobody ever answers", self.never_answered),
            ("a program that ends while it is asked: it is said", self.ended_while_asked),
            ("tidied, counted, one step to undo", self.tidy),
            ("for WeChat: styles inline, limits counted", self.wechat),
            ("a new article from a page's HTML", self.new_article),
        ]

    def body(self):
        return xhtml_of(self.desk.notes.newest())

    def wait_body(self, expected):
        try:
            wait_until(lambda: self.body() == expected, "the body")
        except Waited as waited:
            raise AssertionError(f"wanted {expected!r}, there is {self.body()!r}") from waited

    def start(self):
        """A new article with the caret in its body."""
        count = len(self.desk.notes.articles())
        self.desk.new_article()
        self.desk.focus("Headline")
        keys.type_text("粘贴")
        wait_until(lambda: len(self.desk.notes.articles()) == count + 1, "the new article on disk")
        self.desk.focus("Body")

    def shoot(self, name):
        shot.take(BUILD / "paste" / f"{name}.png")

    def nothing(self):
        self.newsroom.sign_in(self.app, "xiaohe")
        self.start()
        keys.type_text("字")
        keys.key("ctrl+v", "ctrl+a", "ctrl+c")
        self.desk.wait_toast("There is no text on the clipboard")
        self.wait_body("<p>字</p>")

    def word(self):
        self.start()
        with Owner({"text/html": (CORPUS / "word.html").read_bytes(), "text/plain;charset=utf-8": "只有字"}):
            keys.key("ctrl+v")
            self.wait_body(golden("word"))
        keys.point_away()
        self.shoot("word")
        keys.key("ctrl+z")
        self.wait_body("<p></p>")
        keys.key("ctrl+shift+z")
        self.wait_body(golden("word"))

    def page(self):
        self.start()
        address = "https://news.example/2026/11/20/1.shtml"
        with Owner({"text/html": (CORPUS / "wechat.html").read_bytes(), "chromium/x-source-url": address}):
            keys.key("ctrl+v")
            self.wait_body(golden("wechat"))
        self.desk.wait_sees(re.compile("news.example"))
        self.shoot("page")
        atspi.press(self.desk.button("Mark as Reprint"))
        wait_until(lambda: address in str(self.desk.notes.newest()), "the address in the article")
        assert '"origin": "reprint"' in str(self.desk.notes.newest()).replace("'", '"'), self.desk.notes.newest()
        wait_until(lambda: not self.app.state("mark-reprint")[0], "the offer to be gone")

    def middle(self):
        self.start()
        keys.type_text("首中尾")
        keys.key("Left", "shift+Left")
        with Owner({"text/html": "<p>甲<b>乙</b></p>"}):
            keys.key("ctrl+v")
            self.wait_body("<p>首甲<strong>乙</strong>尾</p>")
        # The caret stands behind what was pasted.
        keys.type_text("x")
        self.wait_body("<p>首甲<strong>乙x</strong>尾</p>")
        keys.key("ctrl+z", "ctrl+z")
        self.wait_body("<p>首中尾</p>")

    def plain(self):
        self.start()
        with Owner({"text/html": "<p>有<b>格式</b></p>", "text/plain;charset=utf-8": "　　第一行\n\n　　第二行\n"}):
            keys.key("ctrl+shift+v")
            self.wait_body("<p>第一行</p><p>第二行</p>")
            keys.key("ctrl+z")
            self.wait_body("<p></p>")

    def headline(self):
        self.desk.focus("Headline")
        keys.key("ctrl+a")
        with Owner({"text/html": "<h1>网页<b>标题</b></h1>", "text/plain;charset=utf-8": "网页标题"}):
            keys.key("ctrl+v")
            self.desk.wait_text("Headline", "网页标题")
            keys.key("ctrl+a", "ctrl+shift+v")
            self.desk.wait_text("Headline", "网页标题")

    def own(self):
        self.start()
        body = ('<h2>题</h2><p>a<strong>b</strong><br/>c <a href="https://a.example/?x=1&amp;y=2">d</a></p>'
                "<p> 空格 </p><p></p><blockquote><p>引</p></blockquote>")
        with Owner({OWN: body, "text/html": "<p>x</p>"}):
            keys.key("ctrl+v")
            self.wait_body(body)
        keys.key("ctrl+a", "ctrl+c")
        self.start()
        keys.key("ctrl+v")
        self.wait_body(body)

    def copied(self):
        keys.key("ctrl+a", "ctrl+c")
        self.app.catch_up()
        wait_until(lambda: OWN in clipboard.offers(), "Galley's own form on offer")
        html = clipboard.read("text/html").decode()
        text = clipboard.read("text/plain;charset=utf-8").decode()
        assert html.startswith("<meta ") and "<h2>题</h2>\n<p>a<strong>b</strong><br/>" in html, html
        assert text == "题\nab\nc d\n 空格 \n\n引", text
        assert clipboard.read(OWN).decode() == self.body()

    def cut(self):
        before = self.body()
        keys.key("ctrl+Home", "shift+Down", "ctrl+x")
        wait_until(lambda: "题" not in self.body(), "the heading to go")
        keys.key("ctrl+z")
        self.wait_body(before)

    def lists(self):
        self.start()
        body = "<ol><li>甲<ul><li>乙</li><li>丙</li></ul></li><li>丁</li></ol><hr/><p>末</p>"
        with Owner({OWN: body}):
            keys.key("ctrl+v")
            self.wait_body(body)
        self.shoot("list")
        # Two items of the middle, from the start of the one to the end of the other.
        keys.key("ctrl+Home", "Down", "Home", "shift+Down", "shift+End", "ctrl+c")
        self.app.catch_up()
        wait_until(lambda: OWN in clipboard.offers(), "Galley's own form on offer")
        assert clipboard.read(OWN).decode() == "<ul><li>乙</li><li>丙</li></ul>"
        assert clipboard.read("text/plain;charset=utf-8").decode() == "• 乙\n• 丙"
        assert clipboard.read("text/html").decode().endswith("<ul><li>乙</li><li>丙</li></ul>")
        # Behind the last item, and once more at the level that they had.
        keys.key("ctrl+Home", "Down", "Down", "Down", "End", "ctrl+v")
        more = "<ol><li>甲<ul><li>乙</li><li>丙</li></ul></li><li>丁</li></ol><ul><li>乙</li><li>丙</li></ul><hr/><p>末</p>"
        self.wait_body(more)
        keys.key("ctrl+z")
        self.wait_body(body)
        keys.key("ctrl+Home", "Down", "End", "ctrl+v")
        self.wait_body(body.replace("<li>乙</li>", "<li>乙</li><li>乙</li><li>丙</li>"))
        keys.key("ctrl+z")
        self.wait_body(body)
        # Lines of text are items there.
        with Owner({"text/html": "<p>子</p><p><b>丑</b></p>"}):
            keys.key("ctrl+Home", "End", "ctrl+v")
            self.wait_body(body.replace("甲", "甲子</li><li><strong>丑</strong>"))
        self.shoot("items")
        keys.key("ctrl+z")
        self.wait_body(body)
        # For WeChat, and as a hand-out.
        keys.key("ctrl+shift+c")
        wait_until(lambda: "list-style-type:decimal" in clipboard.read("text/html").decode(), "the list for WeChat")
        html = re.sub(r' style="[^"]*"', "", clipboard.read("text/html").decode().partition(">")[2])
        assert html == body.replace("<hr/>", "<hr>"), html
        self.app.activate("copy-handout")
        wait_until(lambda: "　　1. 甲\n　　◦ 乙\n　　◦ 丙\n　　2. 丁\n————————\n　　末\n"
                   in clipboard.read("text/plain;charset=utf-8").decode(), "the hand-out text")

    def too_long(self):
        self.start()
        with Owner({"text/plain;charset=utf-8": 9 * 1000 * 1000}):
            keys.key("ctrl+v")
            self.desk.wait_toast("Too long for one article: nothing was pasted", 30)
        self.wait_body("<p></p>")

    def sees_bar(self):
        return self.desk.sees("Pasting…")

    def hang(self, owner):
        """A paste from a program that hangs, after one that it answered: then it is known what it offers."""
        before = self.body()
        keys.key("ctrl+v")
        wait_until(lambda: self.body() != before, "a first paste")
        keys.key("ctrl+z")
        self.wait_body(before)
        owner.hang()
        self.asked = time.monotonic()
        keys.key("ctrl+v")
        wait_until(self.sees_bar, "the bar")

    def wait_bar_gone(self):
        wait_until(lambda: not self.sees_bar(), "the bar to go")

    def cancel(self):
        self.desk.click(self.desk.steady(self.desk.button("Cancel")))
        self.wait_bar_gone()

    def paste_on(self, *words):
        """Pastes each behind what is there."""
        for word in words:
            before = self.body()
            with Owner({"text/html": f"<p>{word}</p>"}):
                keys.key("ctrl+v")
                self.wait_body(before.replace("</p>", word + "</p>") if before != "<p></p>" else f"<p>{word}</p>")

    def long(self):
        self.start()
        self.paste_on("长")
        with Owner({"text/html": "<p>无</p>"}) as owner:
            self.hang(owner)
            self.shoot("long")
            self.cancel()
        # It went on before it ended, and may have answered or not.
        self.paste_on("短", "再")

    def never_answered(self):
        with Owner({"text/html": "<p>无</p>", "chromium/x-source-url": "https://a.example/"}) as owner:
            self.hang(owner)
            self.cancel()
            owner.kill()
        self.paste_on("三", "四")
        with Owner({"text/plain;charset=utf-8": "无"}) as owner:
            self.hang(owner)
            keys.key("Escape")
            self.wait_bar_gone()
            owner.kill()
        self.paste_on("五")
        with Owner({"text/plain;charset=utf-8": "六"}):
            keys.key("ctrl+v")
            self.wait_body("<p>长短再三四五六</p>")

    def ended_while_asked(self):
        with Owner({"text/html": "<p>无</p>"}) as owner:
            self.hang(owner)
            # By then it would be another text.
            wait_until(lambda: time.monotonic() - self.asked > 1.5, "a while")
            owner.kill()
            self.wait_bar_gone()
        self.desk.wait_toast("The other program does not answer: nothing was pasted")
        self.shoot("no-answer")
        self.paste_on("七")

    def tidy(self):
        self.start()
        mess = "<p>　　２０１８年,ＧＤＰ增长</p><p></p><p>他说\"好\"。。</p>"
        with Owner({OWN: mess}):
            keys.key("ctrl+v")
            self.wait_body(mess)
        keys.key("ctrl+j")
        self.wait_body("<p>2018年，GDP增长</p><p>他说“好”。</p>")
        self.desk.wait_toast(self.desk.count("Tidied %u place", "Tidied %u places", 8))
        self.shoot("tidy")
        keys.key("ctrl+z")
        self.wait_body(mess)
        # Of a selection the paragraphs that it touches.
        keys.key("ctrl+Home", "shift+Right", "ctrl+j")
        self.wait_body("<p>2018年，GDP增长</p><p></p><p>他说\"好\"。。</p>")

    def wechat(self):
        keys.key("ctrl+shift+c")
        # At once, in the place of what was said of tidying.
        self.desk.wait_toast("Body copied for WeChat. Title, summary and author: Ctrl+Shift+L", 4)
        self.app.catch_up()
        wait_until(lambda: "text/html" in clipboard.offers(), "HTML on offer")
        html = clipboard.read("text/html").decode()
        assert "text-indent:2em" in html and "class" not in html, html
        popover = self.desk.open_copy_fields()
        wait_until(lambda: atspi.says(popover, re.compile(r"^2/64$")), "the title's count")
        self.shoot("fields")
        keys.key("w")
        wait_until(lambda: "text-indent" in clipboard.read("text/html").decode(), "the body for WeChat")
        keys.key("Escape")
        wait_until(lambda: not atspi.is_visible(popover), "the popover to close")
        self.app.activate("copy-handout")
        wait_until(lambda: "粘贴\n\n　　2018年，GDP增长\n" in clipboard.read("text/plain;charset=utf-8").decode(),
                   "the hand-out text")

    def new_article(self):
        count = len(self.desk.notes.articles())
        page = ("<html><head><title>x</title></head><body><h1>绿道全线贯通</h1>"
                "<p>2018/10/18 来源:嘉兴日报 作者:杨秀娟</p><p>　　正文<b>一段</b>。</p></body></html>")
        with Owner({"text/html": page, "text/plain;charset=utf-8": "没有"}):
            keys.key("ctrl+shift+n")
            wait_until(lambda: len(self.desk.notes.articles()) == count + 1, "the new article on disk")
        self.desk.wait_text("Headline", "绿道全线贯通")
        self.wait_body("<p>正文<strong>一段</strong>。</p>")


def main():
    tap = Tap()
    (BUILD / "paste").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
        job = Paste(newsroom, folder)
        for number, (title, step) in enumerate(job.steps()):
            if not tap.run(title, step):
                shot.take(BUILD / "failed" / f"paste-{number}.png")
                for app in newsroom.apps:
                    tap.say(app.messages()[-2000:])
    tap.done()


main()
