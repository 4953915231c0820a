#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lets a store's disk fail in each way at each call of each workload, once and for good, and looks at what was saved before
# and behind; with FAULTS, at so many random calls.
#   tests/campaign/io-faults.sh [FAULTS] [BUILD]
set -eu

cd "$(dirname "$0")/../.."
GALLEY_ROUNDS=${1:-0}
build=${2:-build}
G_DEBUG=fatal-warnings
export GALLEY_ROUNDS G_DEBUG

[ -f "$build/build.ninja" ] || meson setup "$build"
ninja -C "$build" tests/crash/test-io-faults
"$build/tests/crash/test-io-faults" --verbose
