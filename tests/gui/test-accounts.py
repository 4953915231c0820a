#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first five minutes and the accounts: what the sign-in dialog says of each thing that may be wrong, a newsroom's own
authority, drafts that go along, the first fetch, changing the password, signing out, switching and removing."""
import http.server
import json
import pathlib
import re
import sqlite3
import sys
import tempfile
import threading

from gi.repository import Gio

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import atspi  # noqa: E402
import keys  # noqa: E402
import shot  # noqa: E402
from desk import Desk  # noqa: E402
from newsroom import BUILD, PASSWORD, Newsroom, Notes, body_of, canonical, field_of, uuid7  # noqa: E402
from tap import Tap  # noqa: E402
from tls_front import TlsFront  # noqa: E402
from waiting import wait_until  # noqa: E402

USER, NEW_PASSWORD = "xiaohe", "a longer one of my own"
DRAFTS, UNSENT = ["渡口的早班船", "大桥镇的冬修"], "还没有传的稿"
tap = Tap()


class Refusing(http.server.BaseHTTPRequestHandler):
    """A web server that is no portal."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_error(404)

    def log_message(self, *_):
        pass


class Accounts:
    def __init__(self, room, front):
        self.room, self.front, self.app = room, front, room.app("desk")
        self.desk, self.local = Desk(self.app, USER + "-*"), Notes(self.app, "local")
        self.dialog = None

    # --- helpers ---

    def says(self, words):
        """Some window says that, the newest one asked first."""
        pattern = words if isinstance(words, re.Pattern) else re.compile(re.escape(self.desk.say(words)))

        def look():
            return any(atspi.says(window, pattern) for window in reversed(self.desk.window.children))
        wait_until(look, f"a window to say {pattern.pattern}")

    def newest(self):
        return self.desk.window.children[-1]

    def answer(self, button):
        """Presses a button of the dialog that has come up last."""
        wait_until(lambda: len(keys.windows(self.app.pid)) > 1, "a dialog")
        atspi.press(self.desk.button(button, self.newest()))

    def enter(self, **rows):
        """Fills in rows of the dialog by their titles and presses its button."""
        titles = {"address": "Address of the Portal", "user": "Name", "password": "Password"}
        for row, value in rows.items():
            atspi.set_text(atspi.find(self.dialog, "text", self.desk.say(titles[row])), value)
        atspi.press(self.desk.button("_Sign In", self.dialog))

    def tokens(self):
        """How many tokens the server knows."""
        connection = sqlite3.connect(f"file:{self.room.server.data}/galley.db?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute("SELECT count(*) FROM tokens").fetchone()[0]
        finally:
            connection.close()

    def alone(self):
        wait_until(lambda: len(keys.windows(self.app.pid)) == 1, "the dialogs to go")

    def row(self, title):
        """Clicks a row of the dialog of accounts; a list's rows have no action."""
        self.app.activate("accounts")
        dialog = self.desk.sheet("Accounts")
        shown = re.compile("^" + re.escape(self.desk.shown(title)) + "$")
        label = wait_until(lambda: next((node for node in atspi.find_all(dialog, "label") if shown.search(atspi.text(node))),
                                        None), title)
        self.desk.click(self.desk.steady(label))

    # --- cases ---

    def write_first(self):
        self.app.start()
        for number, headline in enumerate(DRAFTS):
            if number:
                self.desk.new_article()
            self.desk.write("Headline", headline)
            self.desk.write("Body", f"draft {number}")
            wait_until(lambda wanted=(headline, f"draft {number}"): wanted in [
                (field_of(article), body_of(article)) for article in self.local.articles().values()], f"{headline} on disk")

    def wrong(self):
        self.desk.do("sign-in")
        self.dialog = self.desk.sheet("Sign In")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        network = Gio.NetworkMonitor.get_default().get_network_available()
        nowhere = "no server of that name" if network else "no network now"
        self.enter(user=USER, password="wrong", address="what is this?")
        self.says_in_dialog("This is not the address of a server. It looks like “news.example”.")
        for address, words in ((f"http://127.0.0.1:{server.server_port}", "There is no Galley server at this address. "
                                "Check it for mistakes."),
                               ("http://127.0.0.1:9", "The server does not answer. Check the address, or try again later."),
                               (self.room.server.address, "The name or the password is not right.")):
            self.enter(address=address)
            self.says_in_dialog(words)
        server.shutdown()

        unencrypted = f"http://{'x' * 70}.invalid"
        assert not self.agreement()
        self.enter(address=unencrypted)
        self.says_in_dialog("This address is not encrypted. Begin it with https://, or agree below.")
        self.desk.click(self.agreement()[0])
        self.enter()
        self.says_in_dialog("There is no server of that name. Check the address." if nowhere.startswith("no server")
                            else "There is no network now. Keep writing on this computer and sign in later.")

    def agreement(self):
        return atspi.find_all(self.dialog, "check box")

    def says_in_dialog(self, words):
        words = re.compile(re.escape(self.desk.say(words)))
        wait_until(lambda: atspi.says(self.dialog, words), f"the dialog to say {words.pattern}")

    def authority(self):
        self.front.hold(b"/api/v1/changes?limit=100&since=")
        self.enter(address=self.front.address, password=PASSWORD)
        self.says_in_dialog("The server’s certificate comes from an authority that is not known here. If your newsroom has "
                            "one of its own, import its certificate.")
        assert not self.agreement()
        atspi.press(self.desk.button("_Import Certificate…", self.dialog))
        self.desk.choose_file("Import Certificate", self.front.authority)
        self.says(re.compile(re.escape(self.front.fingerprint())))
        self.says(re.compile("Desk Authority"))
        self.answer("_Trust")
        self.says(self.desk.count("Take This %u Draft Along?", "Take These %u Drafts Along?", 2))
        kept = list(self.app.data.glob(f"{USER}-*/authority.pem"))
        assert len(kept) == 1 and kept[0].read_text() == self.front.authority.read_text()

    def key_ring(self):
        """Where there is none, somebody is told, and sees it in the dialog as long as it holds."""
        if self.room.has_key_ring:
            return
        self.says("Signed in until Galley is closed: there is no key ring here")

    def drafts(self):
        self.answer("_Take Along")
        self.says(self.desk.count("%u draft taken along", "%u drafts taken along", 2))
        assert set(map(field_of, self.desk.notes.articles().values())) >= set(DRAFTS)
        assert all(self.local.is_trashed(name) for name in self.local.articles())

    def first_fetch(self):
        """The second page of the feed is held back until the figures of the first have been seen."""
        count = len(wait_until(self.desk.notes.articles, "the articles of the first page"))
        self.says(self.desk.count("Fetching, %u article so far", "Fetching, %u articles so far", count))

    def uploaded(self):
        self.front.let_go()
        person = self.room.person(USER)
        mine = self.desk.notes

        def same():
            manifest = person.call("GET", "/manifest")[1]["articles"]
            return mine.waiting() == 0 and len(manifest) == len(mine.articles())
        wait_until(same, "everything fetched and uploaded", 20)
        assert set(map(field_of, map(person.load, mine.articles()))) >= set(DRAFTS)

    def renewed(self):
        """The newsroom has a new authority: the same sentence as at the door, and the same way to believe it."""
        self.front.renew()
        self.app.activate("sync")
        self.says("The server’s certificate comes from an authority that is not known here. If your newsroom has one of its "
                  "own, import its certificate.")
        shot.take(BUILD / "looks" / "new-authority.png")
        atspi.press(self.desk.find("push button", self.desk.pattern("Import…")))
        self.desk.choose_file("Import Certificate", self.front.authority)
        self.says(re.compile(re.escape(self.front.fingerprint())))
        self.answer("_Trust")
        self.says("Everything uploaded")
        kept = list(self.app.data.glob(f"{USER}-*/authority.pem"))
        assert [path.read_text() for path in kept] == [self.front.authority.read_text()]

    def password(self):
        before = self.tokens()
        self.row("Change _Password…")
        dialog = self.desk.sheet("Change Password")
        rows = [atspi.find(dialog, "text", self.desk.say(title))
                for title in ("Old Password", "New Password", "New Password Again")]
        change = self.desk.button("C_hange", dialog)
        for old, again, words in (("wrong", NEW_PASSWORD, "The old password is not right."),
                                  (PASSWORD, "other", "The new password was not typed the same way twice.")):
            for row, value in zip(rows, (old, NEW_PASSWORD, again)):
                atspi.set_text(row, value)
            atspi.press(change)
            self.dialog = dialog
            self.says_in_dialog(words)
        atspi.set_text(rows[2], NEW_PASSWORD)
        atspi.press(change)
        self.alone()
        self.says("Password changed")
        assert before == 2 and self.tokens() == 1, "the other token is still good"

    def refused(self):
        """With something unsent nobody leaves, but by files."""
        exported = self.room.folder / "exported"
        exported.mkdir()
        self.room.server.pause()
        try:
            self.leave_by_files(exported)
        finally:
            self.room.server.resume()

    def leave_by_files(self, exported):
        self.desk.new_article()
        self.desk.write("Headline", UNSENT)
        wait_until(lambda: UNSENT in map(field_of, self.desk.notes.articles().values()), "an article that waits")
        self.desk.do("sign-out")
        self.says(self.desk.count("%u Article Is Not Uploaded", "%u Articles Are Not Uploaded", 1))
        self.answer("_Export Them…")
        self.desk.choose_file("Export Articles", exported)
        files = wait_until(lambda: list(exported.glob("*.json")), "the file")
        article = json.loads(files[0].read_text())
        assert field_of(article) == UNSENT and canonical(article) == files[0].read_text()

    def signed_out(self):
        self.says("Signed out. Keep writing; sign in to upload")
        wait_until(lambda: self.tokens() == 0, "the server to know of it")
        assert self.desk.text("Headline") == UNSENT
        assert not self.app.state("sync")[0]

    def switch(self):
        """What can be undone in one account is not offered in another."""
        account, notes = self.desk.notes.folder.name, self.desk.notes
        assert self.app.state("switch-account")[1] == account
        self.desk.open_article(DRAFTS[0])
        name = next(key for key, article in notes.articles().items() if field_of(article) == DRAFTS[0])
        self.desk.do("trash")
        self.desk.wait_toast("Moved to Trash")
        self.desk.toast_undo()
        dialog = self.desk.open_dialog("accounts", "Accounts")
        atspi.find(dialog, "label", "周小禾")  # whose it is, and not only how he signs in
        atspi.find(dialog, "label", re.compile("^" + USER + "\\b"))
        keys.key("Escape")
        self.alone()
        self.row("On This Computer")
        wait_until(lambda: self.app.state("switch-account")[1] == "local", "this computer's own account")
        self.says("On this computer only")
        wait_until(lambda: not self.desk.sees("Moved to Trash"), "the toast to go", 2)  # it would stand for ten seconds
        assert notes.is_trashed(name)
        self.app.activate("switch-account", account)
        wait_until(lambda: self.app.state("switch-account")[1] == account, "the newsroom's account")
        self.alone()

    def again(self):
        """The authority is remembered, and what waited goes up."""
        self.desk.do("sign-in")
        self.dialog = self.desk.sheet("Sign In")
        self.enter(password=NEW_PASSWORD)
        self.alone()
        wait_until(lambda: self.desk.notes.waiting() == 0, "everything uploaded", 20)

    def removed(self):
        folder = self.desk.notes.folder
        self.row("_Remove Account…")
        wait_until(lambda: len(self.desk.window.children) == 2, "the question")
        remove, cancel = (self.desk.button(label, self.newest()) for label in ("_Remove", "_Cancel"))
        wait_until(lambda: atspi.has_state(cancel, "focused"), "Cancel to have the focus")
        assert folder.exists()
        atspi.press(remove)
        wait_until(lambda: not folder.exists(), "the folder to go")
        wait_until(lambda: self.tokens() == 0, "the server to know of it")
        wait_until(lambda: self.app.state("switch-account")[1] == "local", "this computer's own account")
        self.says("On this computer only")

    def quiet(self):
        # There is no service here to which a notification could be sent.
        harmless = re.compile("Broken accounting of active state|Locale not supported|unable to send notifications")
        faults = [line for line in self.app.messages().splitlines()
                  if "CRITICAL" in line or ("WARNING" in line and not harmless.search(line))]
        assert not faults, "\n".join(faults)


def fill(person, count):
    """So many more drafts on the server, that a fetch takes two pages."""
    items = []
    for number in range(count):
        name = uuid7()
        article = {"uri": "urn:uuid:" + name, "type": "text", "headlines": [{"role": "main", "value": f"旧稿 {number}"}]}
        items.append({"method": "PUT", "id": name, "if_none_match": "*", "article": article})
    status, answer = person.call("PUT", "/batches/" + uuid7(), {"items": items})
    assert status == 200 and all(result["status"] == 201 for result in answer["results"]), answer


def case(name, function):
    """Each goes on from where the one before ended. A picture of the screen when one fails."""
    def pictured():
        try:
            function()
        except Exception:
            shot.take(BUILD / "failed" / f"accounts-{tap.count + 1}.png")
            tap.say(accounts.app.messages())
            raise
    tap.run(name, pictured, needed=True)


with tempfile.TemporaryDirectory(prefix="gx.") as top:
    with Newsroom(pathlib.Path(top) / "newsroom") as room:
        fill(room.person(USER), 40)
        tls = TlsFront(room.folder / "front", room.server.port)
        accounts = Accounts(room, tls)
        case("written before anybody signed in", accounts.write_first)
        case("each thing that is wrong at the door is one sentence", accounts.wrong)
        case("the newsroom's own authority is shown, believed and kept", accounts.authority)
        case("without a key ring it is said for how long one is signed in", accounts.key_ring)
        case("the first fetch says how far it is", accounts.first_fetch)
        case("drafts go along when asked to", accounts.drafts)
        case("everything is fetched and uploaded", accounts.uploaded)
        case("the newsroom's authority is a new one: the line says so and takes it", accounts.renewed)
        case("the password is changed", accounts.password)
        case("nobody signs out while something is unsent, but by files", accounts.refused)
        case("signed out, everything can be read", accounts.signed_out)
        case("the accounts are switched", accounts.switch)
        case("signed in again", accounts.again)
        case("an account is removed after a question", accounts.removed)
        case("no warnings on the way", accounts.quiet)
        tls.stop()
tap.done()
