#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No key takes a character from the details beside the text, nor half a tag."""
from keeping import play_all


def others(tap, board, key_of):
    tap.run("half a tag stays with its article", board.leave_half_a_tag, "湖", board.leave, "new-article", "ctrl+n")
    key = key_of["quit"]
    tap.run(f"it also stays when {key} ends Galley", board.leave_half_a_tag, "港", board.quit, key)


play_all("GalleyDetailsPanel", others)
