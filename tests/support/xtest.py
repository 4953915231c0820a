# SPDX-License-Identifier: GPL-3.0-or-later
"""A keyboard with a key for every character, and a mouse, by XTEST without a process between.

Tools that give one spare key to each character in turn lose some on a busy machine: the program asks for the map when
the next character has the key already. Here every character has a key of its own before it is typed.
"""
import ctypes

MODIFIERS = {"ctrl": b"Control_L", "shift": b"Shift_L", "alt": b"Alt_L"}
MULTIMEDIA = (0x1008, 0x1009)  # the upper half of these keys' symbols: nothing here listens to them


class Keyboard:
    def __init__(self, display=None):
        """On the display of that name; without one, on this process's own."""
        self._x = ctypes.CDLL("libX11.so.6")
        self._tests = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XGetKeyboardMapping.restype = ctypes.POINTER(ctypes.c_ulong)
        self._x.XStringToKeysym.restype = self._x.XkbKeycodeToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode() if display else None))
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
        self._x.XSync(self._display, 0)

    def _code(self, name):
        """(key code, whether it takes Shift) of a symbol's name."""
        symbol = ctypes.c_ulong(self._x.XStringToKeysym(name))
        code = self._x.XKeysymToKeycode(self._display, symbol)
        assert code, f"no key for {name.decode()}"
        return code, self._x.XkbKeycodeToKeysym(self._display, ctypes.c_ubyte(code), 0, 0) != symbol.value

    def strike(self, chord):
        """A key with the modifiers before it: "ctrl+shift+z"."""
        *modifiers, name = chord.split("+")
        code, takes_shift = self._code(name.encode())
        if takes_shift and "shift" not in modifiers:
            modifiers.append("shift")
        held = [self._code(MODIFIERS[modifier])[0] for modifier in modifiers]
        for each, is_down in [*((each, 1) for each in [*held, code]), *((each, 0) for each in [code, *held])]:
            self._tests.XTestFakeKeyEvent(self._display, each, is_down, 0)
        self._x.XSync(self._display, 0)

    def click(self, x, y):
        self._tests.XTestFakeMotionEvent(self._display, -1, x, y, 0)
        for is_down in (1, 0):
            self._tests.XTestFakeButtonEvent(self._display, 1, is_down, 0)
        self._x.XSync(self._display, 0)
