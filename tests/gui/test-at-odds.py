#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the server is away, or at odds: a server that would delete everything, a start without one, a conflict."""
import contextlib
import pathlib
import re
import sqlite3
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import BUILD, Newsroom, field_of, uuid7  # noqa: E402
from tap import Tap  # noqa: E402
from waiting import wait_until  # noqa: E402

DRAFT = "冬腌菜开缸 一坛一个味道"
PUBLIC = "石渡镇办防汛夜间演练"
DELETED = 8


class AtOdds:
    def __init__(self, newsroom):
        self.newsroom, self.app = newsroom, newsroom.app("desk")
        newsroom.sign_in(self.app, "xiaohe")
        self.desk, self.person = Desk(self.app, "xiaohe-*"), newsroom.person("xiaohe")

    def id_of(self, headline):
        return next(key for key, article in self.desk.notes.articles().items() if field_of(article) == headline)

    def decide(self):
        """Opens the question."""
        self.desk.press("push button", "Decide…")
        self.desk.wait_dialog("the question")

    def wait_decided(self):
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the question to go")
        keys.focus_window(keys.windows(self.app.pid)[0])

    def mass_deletion(self):
        """Nothing goes before somebody has looked: kept articles are uploaded again, deleted ones are in the trash."""
        ids, notes = [uuid7() for _ in range(DELETED)], self.desk.notes
        sentence = self.desk.pattern("The server would delete %u of %u articles here. Nothing was deleted; nothing is sent "
                                     "until you decide")
        for article_id in ids:
            self.person.create(article_id, "要留住的稿件")
        self.newsroom.wait_synced(self.app, "xiaohe")

        self.person.delete(ids)
        self.desk.wait_sees(sentence, 20)
        assert not any(notes.is_trashed(article_id) for article_id in ids)
        self.decide()
        shot.take(BUILD / "looks" / "mass-deletion.png")
        keys.key("Escape")
        self.wait_decided()
        assert self.desk.sees(sentence), "Escape decided something"
        self.decide()
        keys.key("Return")  # the default keeps
        wait_until(lambda: all(map(self.person.load, ids)), "the articles on the server again", 20)
        assert not any(notes.is_trashed(article_id) for article_id in ids)
        self.wait_decided()
        self.newsroom.wait_synced(self.app, "xiaohe")

        self.person.delete(ids)
        self.desk.wait_sees(sentence, 20)
        self.decide()
        atspi.press(self.desk.find("push button", re.compile(re.escape(self.desk.say("_Delete Here")))))
        wait_until(lambda: all(notes.is_trashed(article_id) for article_id in ids), "the articles in the trash", 20)
        self.wait_decided()
        self.desk.wait_sees("Everything uploaded")

    def offline_start(self):
        """Started without a server everything is there, and can be written in."""
        self.app.quit()
        self.newsroom.server.stop()
        self.app.start(*self.newsroom.options("xiaohe"))
        article_id = self.id_of(DRAFT)
        self.desk.open_article(DRAFT)
        self.desk.write("Headline", "，我改的")
        wait_until(lambda: field_of(self.desk.notes.load(article_id)) == DRAFT + "，我改的", "the words on disk")
        words = [self.desk.pattern(english).pattern for english in (
            "%u not uploaded: no network", "%u not uploaded: no network, next try %s",
            "Signed out. Keep writing; sign in to upload")]
        self.desk.wait_sees(re.compile("|".join(words)))

    def conflict(self):
        """Somebody else changed that headline meanwhile; both are shown, and settled while the server is away again."""
        mine = DRAFT + "，我改的"
        article_id = self.id_of(mine)
        self.app.quit()
        self.newsroom.server.start()
        theirs = self.person.load(article_id)
        next(part for part in theirs["headlines"] if part["role"] == "main")["value"] = DRAFT + "，别处改的"
        self.person.save(theirs)

        self.app.start(*self.newsroom.options("xiaohe"))
        wait_until(lambda: self.desk.notes.has_conflict(article_id), "the conflict", 20)
        self.desk.wait_sees(self.desk.pattern("%u conflict to look at"))
        self.desk.open_article(mine, "Conflicts")
        self.desk.wait_sees(self.desk.pattern("%s changed the same words"))
        self.newsroom.server.stop()
        self.desk.press("push button", "Compare…")
        self.desk.wait_dialog("the view")
        # Each side is told whole to who does not see it.
        self.desk.find(None, self.desk.say("%s: %s").replace("%s", self.desk.say("Mine"), 1).replace("%s", mine))
        for name in ("Theirs", "What Stood Before Both"):
            self.desk.find("push button", self.desk.say("%s: %s").replace("%s", self.desk.say("Headline"), 1)
                           .replace("%s", self.desk.say(name)))
        shot.settled(BUILD / "looks" / "conflict.png")
        keys.key("ctrl+4")
        keys.type_text("，商量")
        keys.key("Escape")  # one is enough, also from what is being written
        self.desk.wait_alone()
        self.desk.press("push button", "Compare…")
        self.desk.wait_dialog("the view")
        keys.key("ctrl+4")  # and it goes on where it was left
        keys.type_text("过")
        keys.key("ctrl+Return")
        wait_until(lambda: not self.desk.notes.has_conflict(article_id), "the conflict to be settled")
        wait_until(lambda: field_of(self.desk.notes.load(article_id)) == mine + "，商量过", "what was agreed on disk")
        keys.key("Escape")
        self.wait_decided()
        self.newsroom.server.start()
        wait_until(lambda: field_of(self.person.load(article_id)) == mine + "，商量过", "it on the server", 30)

    def refused(self):
        """What the server does not take stands in a list of its own, with the reason, and waits for an answer."""
        mine = "不合时宜的改动"
        article_id = uuid7()
        self.person.create(article_id, mine)
        self.desk.do("sync")
        wait_until(lambda: self.desk.notes.load(article_id), "the article here", 20)
        self.app.quit()
        self.newsroom.server.stop()
        self.app.start(*self.newsroom.options("xiaohe"))
        self.desk.open_article(mine)
        self.desk.write("Headline", "一")
        wait_until(lambda: field_of(self.desk.notes.load(article_id)) == mine + "一", "the words on disk")
        self.app.quit()
        self.newsroom.server.start()
        self.person.act(article_id, "submit")  # it is under review now, and no longer its author's to write in

        self.app.start(*self.newsroom.options("xiaohe"))
        self.desk.wait_sees(self.desk.pattern("The server did not take %u article. It is safe here"), 20)
        self.desk.press("push button", "Show…")
        self.desk.open_article(mine + "一", None)
        self.desk.wait_sees(self.desk.pattern("The server did not take this article: %s. It is safe here"))
        self.answer("Decide…", "not-taken.png", "_Later")
        assert self.parked(article_id), "an answer of later decided something"

        self.person.act(article_id, "take-back")
        self.answer("Decide…", None, "_Try Again")
        wait_until(lambda: field_of(self.person.load(article_id)) == mine + "一", "it on the server", 30)
        wait_until(lambda: not self.parked(article_id), "nothing to be parked")
        self.desk.wait_sees("Everything uploaded")

    def withdrawal(self):
        """Until the server has answered, a red bar says which page is still public, whichever article is open."""
        self.app.quit()
        self.app = self.newsroom.app("chief's desk")
        self.newsroom.sign_in(self.app, "shenzhiyuan")
        self.desk, person = Desk(self.app, "shenzhiyuan-*"), self.newsroom.person("shenzhiyuan")
        article_id = self.id_of(PUBLIC)
        self.desk.open_article(PUBLIC)
        self.newsroom.server.stop()
        self.desk.do("withdraw")
        sheet = self.desk.sheet("Withdraw")
        reason = self.desk.steady(atspi.find(sheet, "text"))
        self.desk.click(reason)
        keys.type_text("事实有误")
        atspi.press(wait_until(lambda: next((node for node in atspi.find_all(sheet, "push button", re.compile("_?Withdraw$"))
                                             if atspi.has_state(node, "sensitive")), None), "the sheet's button"))
        self.wait_decided()
        bar = self.desk.say("NOT withdrawn yet: “%s” is still public. Phone the desk").replace("%s", PUBLIC)
        self.desk.wait_sees(bar)
        self.desk.do("new-article")
        wait_until(lambda: self.desk.field_is_focused("Headline"), "another article to be open")
        assert self.desk.sees(bar), "the bar belongs to one article"
        self.desk.wait_sees(self.desk.pattern("Ordered: %s. Galley tries every 5 seconds until the server has answered."), 20)
        shot.settled(BUILD / "looks" / "not-withdrawn.png")
        self.desk.press("push button", "Open Article")
        wait_until(lambda: self.desk.text("Headline") == PUBLIC, "the article to be open again")

        # A refusal leaves the page as public as it was: somebody has to look at it.
        roles = self.give_roles("shenzhiyuan", "reporter")
        self.newsroom.server.start()
        refused = self.desk.say("The server REFUSED to withdraw “%s”: the page is still public. Phone the desk").replace(
            "%s", PUBLIC)
        self.desk.wait_sees(refused, 30)
        # The foot of the list agrees with it, and the reason is one of the reader's own language.
        self.desk.wait_sees("The server REFUSED to withdraw: the page is still public. Phone the desk")
        assert not self.desk.sees("NOT withdrawn yet: the page is still public. Phone the desk")
        self.desk.wait_sees("You do not have the right to withdraw. Somebody who has it must do so now")
        self.desk.wait_sees(re.compile("^" + re.escape(self.desk.say("Not carried out")) + "$"))  # the mark of its row
        shot.settled(BUILD / "looks" / "withdrawal-refused.png")
        self.answer("Decide…", "withdrawal-answered.png", "_Later")
        assert self.desk.sees(refused), "an answer of later decided something"
        self.newsroom.server.stop()
        self.give_roles("shenzhiyuan", roles)
        self.newsroom.server.start()
        self.desk.do("new-article")  # where only the bar asks
        wait_until(lambda: self.desk.field_is_focused("Headline"), "another article to be open")
        self.answer("Decide…", None, "_Try Again")
        wait_until(lambda: person.load(article_id)["galley"]["state"]["status"] == "withdrawn", "the withdrawal", 30)
        wait_until(lambda: not self.desk.sees(bar) and not self.desk.sees(refused), "the bar to go")

    def give_roles(self, user, roles):
        """On the server, which stands still; what the user had before."""
        with contextlib.closing(sqlite3.connect(self.newsroom.server.data / "galley.db")) as database, database:
            before, = database.execute("SELECT roles FROM users WHERE id = ?", (user,)).fetchone()
            database.execute("UPDATE users SET roles = ? WHERE id = ?", (roles, user))
        return before

    def parked(self, article_id):
        return self.desk.notes.rows("SELECT 1 FROM outbox WHERE article = ? AND parked IS NOT NULL", article_id)

    def answer(self, button, picture, response):
        self.desk.press("push button", button)
        wait_until(lambda: len(keys.windows(self.app.pid)) == 2, "the question")
        if picture:
            shot.take(BUILD / "looks" / picture)
        atspi.press(self.desk.find("push button", re.compile(re.escape(self.desk.say(response)))))
        self.wait_decided()


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gx.") as folder, Newsroom(folder) as newsroom:
        desk = AtOdds(newsroom)
        for name, function in (("a server that would delete everything is asked about", desk.mass_deletion),
                               ("without a server everything is there and can be written in", desk.offline_start),
                               ("a conflict shows both, and is settled without a network", desk.conflict),
                               ("what the server does not take says why, and can be tried again", desk.refused),
                               ("a page that is not withdrawn yet is told of in red", desk.withdrawal)):
            if not tap.run(name, function):
                shot.take(BUILD / "failed" / f"at-odds-{tap.count}.png")
    tap.done()


main()
