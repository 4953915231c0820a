# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, one article from a text file to the public page and off it again, as steps of a person at the real
window. The tour takes a picture after each step, the test reports each step as a case:

    job = MainJob(newsroom)
    for title, step in job.steps():
        step()

Half of it happens without a network, and once the power fails. Nobody clicks anything to make it go on.
"""
import json
import pathlib
import re
import subprocess
import time

import atspi
import keys
import shot
from desk import Desk
from newsroom import (LAYOUT, ROOT, TOOL, blocks_of, body_of, content_of, field_of, id_of, state_of, tags_of)
from waiting import SCALE, wait_until

SAMPLE = ROOT.parent / "shared" / "samples" / "000_26724bb509e46516.txt"
HANDOUT = ROOT / "tests" / "data" / "handout.txt"
REPORTER, EDITOR, CHIEF = "xiaohe", "chenyan", "shenzhiyuan"
HOLD = 10
PATIENCE = 20
TRIES = 5

# What the file holds, to the last comma.
EXPECTED = {
    SAMPLE.name: {
        "kicker": "朱苗在南湖区四季度主体例会上强调",
        "headline": "对标对表 决胜冲刺确保实现各项目标任务“全年红”",
        "source": "嘉兴日报", "by": "杨秀娟 区新闻中心 宋翰卿", "names": ["杨秀娟", "宋翰卿"], "editor": "徐卉",
        "paragraphs": 9, "commas": 96, "tags": [], "begin": "全力抓好查漏补缺，决胜冲刺“全年红”，",
    },
    HANDOUT.name: {
        "kicker": "沈岚在流动书屋启用仪式上说",
        "headline": "把书送到家门口 青石镇十二座流动书屋“开门”",
        "source": "清河日报", "by": "记者 陆远 镇融媒体中心 何小满", "names": ["陆远", "何小满"], "editor": "顾青",
        "paragraphs": 3, "commas": None, "tags": ["流动书屋", "全民阅读", "乡村文化"], "begin": "本报讯（记者 陆远）昨天上午，",
    },
}
TAG_BEGIN, TAG = "环", "环湖路"
CHANNEL, CHANNEL_ROW = "local", 2  # below "None" and the channel above it
ONLINE_TEXT = "编辑部补充：会议还听取了二季度整改情况。"
WITHDRAWN_BECAUSE = "数字有误，撤下核对"
OFFLINE_TEXT = "断网以后写下的这一段，一个字也不能少。"


class MainJob:
    def __init__(self, newsroom, handout=None, maximize=False):
        self.newsroom, self.maximize = newsroom, maximize
        self.server = newsroom.server
        self.handout = pathlib.Path(handout) if handout else SAMPLE if SAMPLE.exists() else HANDOUT
        self.expected = EXPECTED.get(self.handout.name)
        self.desk = self.editor_desk = None
        self.id = self.path = None

    def steps(self):
        yield "sign in", self.sign_in
        yield "open the hand-out", self.open_handout
        yield "every field is what the file says", self.check_fields
        yield "write in the body", self.write
        yield "choose a channel, tag by completion", self.tag
        yield "the preview shows it", self.look_at_preview
        yield "the server stops; write on", self.write_offline
        yield "the power fails half a second after the last key", self.kill
        yield "started again without a server: the text is there to the last key", self.start_again
        yield "the server is back: uploaded without a click", self.sync
        yield "submit by the sheet", self.submit
        yield "the first reviewer signs in her window", self.sign_first
        yield "the chief signs", self.sign_last
        yield "publish by the sheet: for ten seconds nothing has left", self.publish
        yield "the public page is byte for byte what the preview renders", self.compare_page
        yield "withdraw by the sheet: the page is gone", self.withdraw

    # --- parts ---

    def article(self, desk=None):
        return (desk or self.desk).notes.load(self.id)

    def published(self):
        return self.newsroom.person(REPORTER).load(self.id)

    def wait_article(self, predicate, what, desk=None, timeout=PATIENCE):
        wait_until(lambda: predicate(self.article(desk)), what, timeout)

    def wait_status(self, status):
        wait_until(lambda: state_of(self.published())["status"] == status, f"the server to say {status}", PATIENCE)

    def confirm(self, title, verb, comment=None):
        """Fills in the sheet and presses its verb. Returns when that was, on the monotonic clock."""
        sheet = self.desk_now.sheet(title)
        if comment:
            row = self.desk_now.steady(atspi.find(sheet, "text"))
            self.desk_now.click(row)
            keys.type_text(comment)
            wait_until(lambda: atspi.text(row) == comment, "the comment in the sheet")
        verb = self.desk_now.say(verb)
        ending = re.compile(re.escape(verb) + r"(\(.\))?$")  # GTK tells the label with its mnemonic first
        button = wait_until(lambda: next((node for node in atspi.find_all(sheet, "push button", ending)
                                          if atspi.has_state(node, "sensitive")), None), f"the button {verb}")
        pressed_at = time.monotonic()
        atspi.press(button)
        wait_until(lambda: len(keys.windows(self.desk_now.app.pid)) == 1, "the sheet to go")
        return pressed_at

    # --- steps ---

    def sign_in(self):
        """In the dialog, with keys alone; the key ring keeps the session."""
        app = self.newsroom.app("desk")
        app.start()
        if self.maximize:
            app.maximize()
        self.desk = self.desk_now = Desk(app, f"{REPORTER}-*")
        self.desk.sign_in(self.server.address, REPORTER)
        self.newsroom.wait_synced(app, REPORTER)
        self.desk.wait_sees("Everything uploaded")

    def open_handout(self):
        before = set(self.desk.notes.articles())
        self.desk.do("open-file")
        self.desk.choose_file("Open File", self.handout)
        wait_until(lambda: len(keys.windows(self.desk.app.pid)) == 1, "the file dialog to go")
        new = wait_until(lambda: set(self.desk.notes.articles()) - before, "the imported article on disk")
        assert len(new) == 1, new
        self.id = new.pop()
        self.desk.field("Headline")

    def check_fields(self):
        if not self.expected:
            return
        article, expected = self.article(), self.expected
        body = body_of(article)
        found = {
            "kicker": self.desk.text("Kicker"), "headline": self.desk.text("Headline"),
            "source": field_of(article, "source"), "by": article["by"],
            "names": [byline["name"] for byline in article["galley"]["bylines"]], "editor": field_of(article, "editor"),
            "paragraphs": len(blocks_of(article)), "commas": expected["commas"] and body.count("，"),
            "tags": tags_of(article), "begin": body[:len(expected["begin"])],
        }
        assert found == expected, f"{found}\nexpected {expected}"
        assert self.desk.text("Body") == body, "the window shows another body than is stored"
        assert field_of(article, "kicker") == expected["kicker"] and field_of(article) == expected["headline"]
        assert expected["commas"] is None or "," not in body

    def write(self):
        self.desk.write("Body", "")
        keys.key("Return")
        keys.type_text(ONLINE_TEXT)
        self.wait_article(lambda article: blocks_of(article)[-1] == ONLINE_TEXT, "the words on disk")
        keys.key("ctrl+shift+Home", "ctrl+b")  # all of it bold, and back
        self.wait_article(lambda article: "<strong>" in article["bodies"][0]["value"], "bold on disk")
        keys.key("ctrl+z")
        self.wait_article(lambda article: "<strong>" not in article["bodies"][0]["value"], "undone on disk")
        keys.key("ctrl+End")

    def tag(self):
        self.desk.do("focus-details")
        self.choose_channel()
        self.desk.do("focus-tags")
        wait_until(lambda: self.desk.field_is_focused("Tags"), "the caret in the tags")
        keys.type_text(TAG_BEGIN)
        self.desk.wait_text("Tags", TAG_BEGIN)
        keys.key("Down", "Return")
        self.wait_article(lambda article: TAG in tags_of(article), f"the tag {TAG} on disk")

    def choose_channel(self):
        """With the keys alone: open the row, walk down to the name, take it."""
        row = self.desk.find("combo box", "Channel")
        wait_until(lambda: any(atspi.has_state(node, "focused") for node in atspi.walk(row)), "the channel's row")
        keys.key("space")
        wait_until(lambda: any(atspi.has_state(node, "focused") for node in atspi.find_all(row, "list item")),
                   "the list of channels")
        keys.key(*["Down"] * CHANNEL_ROW, "Return")
        self.wait_article(lambda article: article["galley"].get("channel") == CHANNEL, "the channel on disk")

    def look_at_preview(self):
        """WebKit tells screen readers nothing here, so the screen itself is looked at: the page is painted, follows a
        key, and is the same again when the key is taken back."""
        self.desk.press("page tab", "Preview")
        area = self.desk.page_area()
        shot.wait_painted(self.newsroom.folder / "preview" / "now.png", area, 64)
        before = self._settled_page(area, "before")
        shot.assert_painted(before, least=64)
        self.desk.write("Body", "")
        keys.point_away()
        # The first key also brings the page to the paragraph. What it left is the page to come back to.
        without = self._page_follows_back(area, before, 0)
        # What stands still for a moment may be on its way yet: then the next page is the one to come back to.
        for number in range(1, TRIES):
            last, without = without, self._page_follows_back(area, without, number)
            if shot.same(last, without):
                return
        raise AssertionError("the preview does not follow back")

    def _page_follows_back(self, area, before, number):
        typed = self._page_follows(area, before, f"typed-{number}", lambda: self._type("x"))
        return self._page_follows(area, typed, f"without-{number}", self._take_back)

    def _page_follows(self, area, before, name, act):
        """Acts and waits until the page is another than before; returns its picture once it stands still."""
        act()
        wait_until(lambda: not shot.same(before, self._page_now(area)), f"the preview to follow, {name}", PATIENCE)
        return self._settled_page(area, name)

    def _type(self, character):
        keys.type_text(character)
        self.wait_article(lambda article: blocks_of(article)[-1] == ONLINE_TEXT + character, "the key on disk")

    def _take_back(self):
        keys.key("BackSpace")
        self.wait_article(lambda article: blocks_of(article)[-1] == ONLINE_TEXT, "the key taken back on disk")

    def _settled_page(self, area, name):
        return shot.crop(shot.settled(self.newsroom.folder / "preview" / f"{name}.png"), area)

    def _page_now(self, area):
        return shot.crop(shot.take(self.newsroom.folder / "preview" / "now.png"), area)

    def write_offline(self):
        self.server.stop()
        self.desk.write("Body", "")
        keys.key("Return")
        keys.type_text(OFFLINE_TEXT)
        self.desk.wait_text("Body", OFFLINE_TEXT)  # a window that has not got a key yet cannot lose it

    def kill(self):
        time.sleep(0.5 * SCALE)
        self.desk.app.kill()
        assert blocks_of(self.article())[-2:] == [ONLINE_TEXT, OFFLINE_TEXT], blocks_of(self.article())[-2:]

    def start_again(self):
        # Where there is no key ring the session is over with the process, and somebody signs in as on a new morning.
        self.desk.app.start(*([] if self.newsroom.has_key_ring else self.newsroom.options(REPORTER)))
        if self.maximize:
            self.desk.app.maximize()
        self.desk.open_article(self.headline)
        body = body_of(self.article())
        assert body.endswith(f"{ONLINE_TEXT}\n{OFFLINE_TEXT}"), body[-80:]
        wait_until(lambda: self.desk.text("Body") == body, "the text to the last key in the window")

    @property
    def headline(self):
        return field_of(self.article())

    def sync(self):
        assert self.desk.notes.waiting() > 0, "nothing waits to be uploaded"
        self.server.start()
        if not self.newsroom.has_key_ring:
            self.desk.app.quit()
            self.desk.app.start(*self.newsroom.options(REPORTER))
            self.desk.open_article(self.headline)
        person = self.newsroom.person(REPORTER)
        wait_until(lambda: person.load(self.id) and
                   content_of(person.load(self.id)) == content_of(self.article()), "the article on the server", 40)
        self.desk.wait_sees("Everything uploaded", 20)

    def submit(self):
        self.desk.do("next-step")
        self.confirm("Submit for Review", "_Submit")
        self.wait_status("review-1")

    def sign_first(self):
        self.desk.app.quit()
        app = self.newsroom.app("editor's desk")
        self.newsroom.sign_in(app, EDITOR)
        if self.maximize:
            app.maximize()
        self.editor_desk = self.desk_now = Desk(app)
        self.editor_desk.open_article(self.headline, "Waiting for Me")
        self.editor_desk.do("next-step")
        self.wait_status("review-3")

    def sign_last(self):
        self.newsroom.person(CHIEF).act(self.id, "sign", "同意")
        self.wait_status("approved")
        self.wait_article(lambda article: state_of(article)["status"] == "approved", "the signature here",
                          self.editor_desk)

    def publish(self):
        # After signing the next article was opened: go back to this one.
        self.editor_desk.open_article(self.headline)
        self.editor_desk.do("publish")
        begin = self.confirm("Publish", "_Publish")
        wait_until(lambda: state_of(self.published())["status"] == "published", "the page to be public", HOLD + 20)
        held = time.monotonic() - begin
        assert held >= HOLD, f"published after {held:.1f} s, before the hold was over"
        self.path = state_of(self.published())["publication"]["path"]

    def compare_page(self):
        page = self.server.wait_for(self.path)
        # The window's own copy, as soon as the acknowledgement has brought the publication's context.
        self.wait_article(lambda article: state_of(article).get("publication", {}).get("context"),
                          "the publication's context here", self.editor_desk)
        article = self.article(self.editor_desk)
        file = self.newsroom.folder / "article.json"
        file.write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
        done = subprocess.run([TOOL, "render", "--layout", LAYOUT, file], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert page == done.stdout, "the public page and the preview's differ"
        for words in (OFFLINE_TEXT, TAG):
            assert words in page.decode(), f"{words} is not on the page"
        assert self.headline[:4] in self.server.wait_for("/").decode()

    def withdraw(self):
        self.editor_desk.do("withdraw")
        self.confirm("Withdraw", "_Withdraw", WITHDRAWN_BECAUSE)
        self.server.wait_for(self.path, 410, HOLD + 20)
        self.wait_status("withdrawn")
        notice = self.server.get(self.path)[1].decode()
        assert "已经撤下" in notice and WITHDRAWN_BECAUSE not in notice
        record = self.newsroom.person(CHIEF).record(self.id)
        said = [entry["comment"] for entry in record if entry["action"] == "withdraw"]
        assert said == [WITHDRAWN_BECAUSE], record


def picture(folder, number, title, is_blank=False):
    """A numbered picture of the screen that is not blank, or may be."""
    name = f"{number:02}-" + "-".join("".join(c if c.isalnum() else " " for c in title).lower().split()) + ".png"
    path = shot.settled(pathlib.Path(folder) / name)
    if not is_blank:
        shot.assert_painted(path)
    return path
