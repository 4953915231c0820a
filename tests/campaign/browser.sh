#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every page, width and colour scheme of tests/browser, axe on each of them, and every hostile address.
set -eu
python3 tests/browser/test-pages.py --whole
exec python3 tests/browser/test-hostile.py --whole
