#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Kills a process that saves without pause, ROUNDS times (default 10000), and looks at what it leaves.
#   tests/campaign/kill-store.sh [ROUNDS] [BUILD]
set -eu

cd "$(dirname "$0")/../.."
GALLEY_ROUNDS=${1:-10000}
build=${2:-build}
G_DEBUG=fatal-warnings
export GALLEY_ROUNDS G_DEBUG

[ -f "$build/build.ninja" ] || meson setup "$build"
ninja -C "$build" tests/crash/test-kill-store
"$build/tests/crash/test-kill-store" --verbose
