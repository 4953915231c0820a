#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Publishes the demo newsroom's articles and ROUNDS made-up ones (default 1000), and holds what the preview shows, what lies in
# the public folder and what a reader gets against each other.
#   tests/campaign/same-bytes.sh [ROUNDS] [BUILD]
set -eu

cd "$(dirname "$0")/../.."
GALLEY_ROUNDS=${1:-1000}
build=${2:-build}
G_DEBUG=fatal-warnings
GALLEY_SOURCE_DIR=$PWD
TZ=Asia/Shanghai
export GALLEY_ROUNDS G_DEBUG GALLEY_SOURCE_DIR TZ

[ -f "$build/build.ninja" ] || meson setup "$build"
ninja -C "$build" tests/server/test-server-same-bytes
"$build/tests/server/test-server-same-bytes" --verbose
