# SPDX-License-Identifier: GPL-3.0-or-later
"""A robot that types without pause and knows to the millisecond what it typed when.

    robot = Typist()
    robot.type_for(2.5)                 numbered words, Chinese and Latin, 33 keys a second
    robot.sent                          [(time.monotonic(), character), ...]
    robot.lost(saved_text, killed_at)   age in seconds of the oldest key that is not in the text

Every character has a key of its own before the first is typed: tools that remap a key while they type lose some, and
what the display loses must not be counted against the program.
"""
import ctypes
import itertools
import time

HAN = "稿件字词句段记者编辑审发"
WORDS = HAN + "abcdefghij0123456789，。 "


class Typist:
    def __init__(self, characters=WORDS, pause=0.03):
        self.pause, self.sent, self.number = pause, [], 0
        self._x = ctypes.CDLL("libX11.so.6")
        self._tests = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XGetKeyboardMapping.restype = ctypes.POINTER(ctypes.c_ulong)
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        assert self._display, "no display"
        self._keys = self._give_keys(characters)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._x.XCloseDisplay(self._display)

    def _give_keys(self, characters):
        """Binds each character to a key that no other character has."""
        least, most, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
        self._x.XDisplayKeycodes(self._display, ctypes.byref(least), ctypes.byref(most))
        count = most.value - least.value + 1
        table = self._x.XGetKeyboardMapping(self._display, ctypes.c_ubyte(least.value), count, ctypes.byref(width))
        rows = [table[row * width.value:(row + 1) * width.value] for row in range(count)]
        # Keys without a symbol, and those of multimedia keyboards.
        free = [least.value + number for number, row in enumerate(rows)
                if all(symbol == 0 or symbol >> 16 in (0x1008, 0x1009) for symbol in row)]
        keys = {}
        for character in dict.fromkeys(characters):
            assert free, "the keyboard has too few keys"
            code = free.pop()
            symbol = ord(character) if ord(character) < 0x100 else 0x1000000 | ord(character)
            symbols = (ctypes.c_ulong * 2)(symbol, symbol)
            self._x.XChangeKeyboardMapping(self._display, code, 2, symbols, 1)
            keys[character] = code
        self._x.XSync(self._display, 0)
        return keys

    def press(self, character):
        code = self._keys[character]
        self.sent.append((time.monotonic(), character))
        self._tests.XTestFakeKeyEvent(self._display, code, 1, 0)
        self._tests.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x.XFlush(self._display)

    def forget(self):
        """Begins a new count: what is typed from now on goes into another text."""
        self.sent = []

    def words(self):
        """Numbered words: 稿1a 件2b …; no two neighbours are alike, so a gap can be seen."""
        for han, latin in zip(itertools.cycle(HAN), itertools.cycle("abcdefghij")):
            self.number += 1
            yield f"{han}{self.number}{latin}{'，' if self.number % 7 == 0 else ' '}"

    def type_for(self, seconds):
        """Types until the time is over, also in the middle of a word; returns when the last key went out."""
        limit, due = time.monotonic() + seconds, time.monotonic()
        for word in self.words():
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
        saved = saved.rstrip(" ")  # a blank at the end of a block may not be stored
        typed = self.typed
        assert typed.startswith(saved), f"typed {typed[-60:]!r}, but saved {saved[-60:]!r}"
        count = len(saved)
        while count < len(typed) and typed[count] == " ":
            count += 1
        return killed_at - self.sent[count][0] if count < len(self.sent) else 0.0
