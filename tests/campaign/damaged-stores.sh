#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Damages STORES stores (default 2000) and looks at what is put together again.
#   tests/campaign/damaged-stores.sh [STORES] [BUILD]
set -eu

cd "$(dirname "$0")/../.."
GALLEY_ROUNDS=${1:-2000}
build=${2:-build}
G_DEBUG=fatal-warnings
export GALLEY_ROUNDS G_DEBUG

[ -f "$build/build.ninja" ] || meson setup "$build"
ninja -C "$build" tests/crash/test-damaged-stores
"$build/tests/crash/test-damaged-stores" --verbose
