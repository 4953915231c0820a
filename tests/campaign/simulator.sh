#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes RUNS simulated newsrooms (default 16667: a million sessions), from the seed FIRST on (default: any).
#   tests/campaign/simulator.sh [RUNS] [FIRST] [BUILD]
set -eu

cd "$(dirname "$0")/../.."
runs=${1:-16667}
first=${2:-0}
build=${3:-build}
G_DEBUG=fatal-warnings GALLEY_SOURCE_DIR=$PWD
export G_DEBUG GALLEY_SOURCE_DIR

[ -f "$build/build.ninja" ] || meson setup "$build"
ninja -C "$build" tests/sync/test-simulator
"$build/tests/sync/test-simulator" --runs "$runs" --seed "$first"
