#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Cuts the power of a store that saves, IMAGES times (default 50000), and looks at what is left each time.
#   tests/campaign/power-cut.sh [IMAGES] [BUILD]
set -eu

cd "$(dirname "$0")/../.."
GALLEY_ROUNDS=${1:-50000}
build=${2:-build}
G_DEBUG=fatal-warnings
export GALLEY_ROUNDS G_DEBUG

[ -f "$build/build.ninja" ] || meson setup "$build"
ninja -C "$build" tests/crash/test-power-cut
"$build/tests/crash/test-power-cut" --verbose
