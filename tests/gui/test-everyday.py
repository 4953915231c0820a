#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an editor needs every day, in the real window: zoom, preferences, copying field by field, a new article from the
clipboard, the search."""
import json
import pathlib
import re
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import BUILD, Newsroom, blocks_of, field_of, state_of  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402


TRIES = 4


class Everyday:
    def __init__(self, newsroom, folder):
        self.newsroom, self.folder = newsroom, pathlib.Path(folder)
        self.app = newsroom.app("desk")
        self.desk = Desk(self.app)
        self.view = None

    def steps(self):
        return [
            ("zoom by the keys, and back to the pixel", self.zoom),
            ("copy fields: the popover stays while one pastes", self.copy_fields),
            ("what is on the clipboard becomes an article", self.new_from_clipboard),
            ("words find articles, Escape brings the list back", self.search),
            ("nothing found says so and offers its button", self.search_in_vain),
            ("a pasted address finds its article", self.search_address),
            ("everything is exported, with what was typed a moment ago", self.export),
            ("preferences: what is chosen holds at once", self.preferences),
            ("F1 opens the help, in the display's language", self.help),
            ("the next start is where one left off", self.restart),
        ]

    def begin(self):
        self.newsroom.sign_in(self.app, "xiaohe")
        self.desk.select_list("All Articles")
        self.desk.new_article()
        self.desk.write("Headline", "天天要用")
        self.desk.write("Body", "一段正文。")

    def setting(self, name):
        """As it stands in the file, or None."""
        path = self.folder / "desk" / "config" / "glib-2.0" / "settings" / "keyfile"
        lines = path.read_text().splitlines() if path.exists() else []
        return next((line.partition("=")[2] for line in lines if line.startswith(name + "=")), None)

    def picture(self, name):
        """The head of the page: its footer counts and tells."""
        return shot.crop(shot.take(self.folder / f"{name}.png"), self.place)

    def zoom(self):
        self.begin()
        self.desk.focus("Body")
        keys.point_away()
        self.place = self.desk.area(self.desk.field("Headline"))
        before = self.still("before")
        # The field that was left may still fade: then the next picture is the one to come back to.
        for number in range(TRIES):
            last, before = before, self.zoom_and_back(before, number)
            if shot.same(last, before):
                return
        raise AssertionError("the headline is not as it was")

    def still(self, name):
        return shot.crop(shot.settled(self.folder / f"{name}.png"), self.place)

    def zoom_and_back(self, before, number):
        keys.key("ctrl+plus", "ctrl+equal")
        wait_until(lambda: self.setting("zoom") == "125", "the zoom in the settings")
        wait_until(lambda: not shot.same(before, self.picture("larger")), "the headline to grow")
        larger = self.still(f"larger-{number}")
        keys.key("ctrl+minus")
        wait_until(lambda: self.setting("zoom") == "110", "a smaller zoom")
        keys.key("ctrl+0")
        wait_until(lambda: self.setting("zoom") in ("100", None), "the normal zoom")
        wait_until(lambda: not shot.same(larger, self.picture("after")), "the headline to shrink")
        return self.still(f"after-{number}")

    def preferences(self):
        keys.key("ctrl+comma")
        sheet = self.desk.sheet("Preferences")
        atspi.press(atspi.find(sheet, "push button", self.desk.say("Larger")))
        wait_until(lambda: self.setting("zoom") == "110", "the zoom in the settings")
        atspi.press(atspi.find(sheet, "push button", "110 %"))
        wait_until(lambda: self.setting("zoom") in ("100", None), "the normal zoom")
        assert atspi.find(sheet, "label", self.desk.say("Always Saved"))
        keys.key("Escape")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the preferences to go")

    def copy_fields(self):
        self.desk.focus("Body")
        popover = self.desk.open_copy_fields()
        keys.key("2")
        wait_until(lambda: atspi.says(popover, re.compile(self.desk.say("Copied"))), "the row to say so")
        # Elsewhere, here in the kicker of the same window, it is pasted; the popover is still there.
        self.desk.focus("Kicker")
        keys.key("ctrl+v")
        self.desk.wait_text("Kicker", "天天要用")
        assert atspi.is_visible(popover), "the popover has gone"
        keys.key("ctrl+shift+l")
        wait_until(lambda: not atspi.is_visible(popover), "the popover to close")

    def new_from_clipboard(self):
        self.desk.write("Body", "\n第二段也在。")
        keys.key("ctrl+a", "ctrl+c")
        before = set(self.desk.notes.articles())
        keys.key("ctrl+shift+n")
        new = wait_until(lambda: set(self.desk.notes.articles()) - before, "the new article on disk").pop()
        article = self.desk.notes.load(new)
        assert "第二段也在。" in "".join([field_of(article), *blocks_of(article)]), article

    def search(self):
        self.desk.select_list("All Articles")
        keys.key("ctrl+l")
        keys.type_text("天天")
        wait_until(lambda: set(self.headlines()) == {"天天要用"}, "the one that has the words")
        keys.key("Return")
        self.desk.wait_text("Headline", "天天要用")
        keys.key("ctrl+l", "Escape")
        wait_until(lambda: len(self.headlines()) > 1, "the list as it was")

    def headlines(self):
        known = {field_of(article) for article in self.desk.notes.articles().values()}
        self.view = self.view or self.desk.find(None, "GalleyArticleListView")
        return [text for text, _ in atspi.texts(self.view) if text in known - {""}]

    def search_in_vain(self):
        keys.key("ctrl+l")
        keys.type_text("xyzzy")
        atspi.press(atspi.find(self.view, "push button", self.desk.say("Clear the Search")))
        wait_until(lambda: len(self.headlines()) > 1, "the list as it was")

    def search_address(self):
        path, headline = next((state_of(article)["publication"]["path"], field_of(article))
                              for article in self.desk.notes.articles().values()
                              if state_of(article)["status"] == "published")
        keys.key("ctrl+l")
        keys.type_text("https://news.example" + path + "?from=app")
        wait_until(lambda: self.headlines() == [headline], "the article of that page")
        keys.key("Return")
        self.desk.wait_text("Headline", headline)
        self.desk.do("clear-search")

    def export(self):
        folder = self.folder / "exported"
        folder.mkdir()
        self.desk.select_list("All Articles")
        self.desk.open_article("天天要用")
        self.desk.write("Body", "导出之前。")
        self.desk.do("export-everything")
        self.desk.choose_file("Export Everything", folder)
        dialog = wait_until(lambda: next((node for node in self.desk.window.children
                                          if atspi.says(node, re.compile(self.desk.say("Everything Exported")))), None),
                            "the dialog to say that it is done")
        mine = self.desk.notes.articles()
        written = [json.loads(path.read_text()) for path in folder.rglob("*.json")]
        assert {article["uri"] for article in written} == {article["uri"] for article in mine.values()}
        assert len(list(folder.rglob("*.txt"))) == len(mine)
        assert any("导出之前。" in "".join(blocks_of(article)) for article in written)
        words = self.desk.count("%d article is in %s now.", "%d articles are in %s now.", len(mine))
        words = words.replace("%d", str(len(mine))).replace("%s", str(folder))
        assert atspi.says(dialog, re.compile(re.escape(words))), words
        self.desk.wait_dialog("keys to go to the dialog")
        keys.key("Escape")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the dialog to go")

    def help(self):
        keys.focus_window(wait_until(lambda: keys.windows(self.app.pid), "the window")[0])
        keys.key("F1")
        sheet = self.desk.sheet("Help")
        for title in ("First Steps", "When Something Goes Wrong", "Keys"):
            assert atspi.find(sheet, "label", self.desk.say(title)), title
        keys.key("Escape")
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the help to go")

    def restart(self):
        channel = "民生服务"
        keys.focus_window(wait_until(lambda: keys.windows(self.app.pid), "the window")[0])
        keys.key("ctrl+l")
        keys.type_text("天天")
        wait_until(lambda: set(self.headlines()) == {"天天要用"}, "the one that has the words")
        keys.key("Return")
        self.desk.wait_text("Headline", "天天要用")
        self.desk.select_list(channel)
        self.desk.do("show-side")
        self.desk.focus("Body")
        keys.key("ctrl+Home", "Right", "Right")
        wait_until(lambda: atspi.caret(self.desk.field("Body")) == 2, "the caret behind two characters")
        assert self.app.quit() == 0
        self.app.start(*self.newsroom.options("xiaohe"))
        self.desk.wait_text("Headline", "天天要用", 20)
        wait_until(lambda: atspi.caret(self.desk.field("Body")) == 2, "the caret behind two characters again")
        self.desk.wait_focused("Body")
        assert not self.app.state("show-side")[1]
        self.desk.wait_sees(channel)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
        job = Everyday(newsroom, folder)
        for number, (title, step) in enumerate(job.steps()):
            if not tap.run(title, step):
                shot.take(BUILD / "failed" / f"everyday-{number}.png")
                for app in newsroom.apps:
                    tap.say(app.messages()[-2000:])
    tap.done()


main()
