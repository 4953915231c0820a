#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No key takes a character from the text, nor from what stands around it on the page."""
from keeping import play_all


def others(tap, board, key_of):
    tap.run("toasts go when they are sent away", board.send_toasts_away)
    tap.run("a new article from the clipboard", board.leave_by_clipboard, key_of["new-from-clipboard"])


play_all("GalleyEditorPage", others)
