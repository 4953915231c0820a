#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Imports the pages of the demo newsroom's articles and of ROUNDS made-up ones (default 1000) in both packs, and holds what
# comes back against what was published.
#   tests/campaign/round-trip.sh [ROUNDS] [BUILD]
set -eu

cd "$(dirname "$0")/../.."
GALLEY_ROUNDS=${1:-1000}
build=${2:-build}
G_DEBUG=fatal-warnings
GALLEY_SOURCE_DIR=$PWD
TZ=Asia/Shanghai
export GALLEY_ROUNDS G_DEBUG GALLEY_SOURCE_DIR TZ

[ -f "$build/build.ninja" ] || meson setup "$build"
ninja -C "$build" tests/core/intake/test-round-trip
"$build/tests/core/intake/test-round-trip"
