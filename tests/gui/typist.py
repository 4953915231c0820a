# SPDX-License-Identifier: GPL-3.0-or-later
"""A robot that types without pause and knows to the millisecond what it typed when.

    robot = Typist()
    robot.type_for(2.5)                 numbered words, Chinese and Latin, 33 keys a second
    robot.type_for(2.5, "\t")           the same with Tab where there would be a blank
    robot.sent                          [(time.monotonic(), character), ...]
    robot.lost(saved_text, killed_at)   age in seconds of the oldest key that is not in the text

Every character has a key of its own before the first is typed: what the display loses must not be counted against the
program.
"""
import itertools
import time

from xtest import Keyboard

HAN = "稿件字词句段记者编辑审发"
WORDS = HAN + "abcdefghij0123456789，。 "


class Typist:
    def __init__(self, characters=WORDS, pause=0.03):
        self.pause, self.sent, self.number = pause, [], 0
        self._keyboard = Keyboard()
        self._keyboard.learn(characters)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._keyboard.close()

    def press(self, character):
        self.sent.append((time.monotonic(), character))
        if character == "\t":
            self._keyboard.strike("Tab")
        else:
            self._keyboard.press(character)

    def forget(self):
        """Begins a new count: what is typed from now on goes into another text."""
        self.sent = []

    def words(self, ending):
        """Numbered words: 稿1a 件2b …; no two neighbours are alike, so a gap can be seen."""
        for han, latin in zip(itertools.cycle(HAN), itertools.cycle("abcdefghij")):
            self.number += 1
            yield f"{han}{self.number}{latin}{'，' if self.number % 7 == 0 else ending}"

    def type_for(self, seconds, ending=" "):
        """Types until the time is over, also in the middle of a word; returns when the last key went out."""
        limit, due = time.monotonic() + seconds, time.monotonic()
        for word in self.words(ending):
            for character in word:
                due += self.pause
                time.sleep(max(0.0, due - time.monotonic()))
                if time.monotonic() >= limit:
                    return self.sent[-1][0] if self.sent else limit
                self.press(character)

    @property
    def typed(self):
        return "".join(character for _, character in self.sent)

    def lost(self, saved, killed_at):
        """Age at killed_at of the oldest key that was lost; 0.0 when none was. The saved text must be the beginning of
        what was typed: a hole in the middle is an error of another kind."""
        saved = saved.rstrip(" \t")  # a blank at the end of a block may not be stored, and a Tab only goes on
        typed = self.typed
        assert typed.startswith(saved), f"typed {typed[-60:]!r}, but saved {saved[-60:]!r}"
        count = len(saved)
        while count < len(typed) and typed[count] in " \t":
            count += 1
        return killed_at - self.sent[count][0] if count < len(self.sent) else 0.0
