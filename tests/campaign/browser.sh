#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every page, width and colour scheme of tests/browser, and axe on each of them.
set -eu
exec python3 tests/browser/test-pages.py --whole
