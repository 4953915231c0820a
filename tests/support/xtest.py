# SPDX-License-Identifier: GPL-3.0-or-later
"""A keyboard with a key for every character, by XTEST without a process between.

Tools that give one spare key to each character in turn lose some on a busy machine: the program asks for the map when
the next character has the key already. Here every character has a key of its own before it is typed.
"""
import ctypes

MULTIMEDIA = (0x1008, 0x1009)  # the upper half of these keys' symbols: nothing here listens to them


class Keyboard:
    def __init__(self):
        self._x = ctypes.CDLL("libX11.so.6")
        self._tests = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XGetKeyboardMapping.restype = ctypes.POINTER(ctypes.c_ulong)
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        assert self._display, "no display"
        self._keys, self._free = {}, self._find_free()

    def close(self):
        self._x.XCloseDisplay(self._display)

    def _find_free(self):
        least, most, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
        self._x.XDisplayKeycodes(self._display, ctypes.byref(least), ctypes.byref(most))
        count = most.value - least.value + 1
        table = self._x.XGetKeyboardMapping(self._display, ctypes.c_ubyte(least.value), count, ctypes.byref(width))
        rows = [table[row * width.value:(row + 1) * width.value] for row in range(count)]
        return [least.value + number for number, row in enumerate(rows)
                if all(symbol == 0 or symbol >> 16 in MULTIMEDIA for symbol in row)]

    def learn(self, characters):
        """Gives each character a key; when there are no more, the key that was given first."""
        wanted = [character for character in dict.fromkeys(characters) if character not in self._keys]
        for character in wanted:
            if not self._free:
                oldest = next(known for known in self._keys if known not in characters)
                self._free.append(self._keys.pop(oldest))
            code = self._free.pop()
            symbol = ord(character) if ord(character) < 0x100 else 0x1000000 | ord(character)
            symbols = (ctypes.c_ulong * 2)(symbol, symbol)
            self._x.XChangeKeyboardMapping(self._display, code, 2, symbols, 1)
            self._keys[character] = code
        self._x.XSync(self._display, 0)

    def press(self, character):
        code = self._keys[character]
        self._tests.XTestFakeKeyEvent(self._display, code, 1, 0)
        self._tests.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x.XFlush(self._display)
