#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Merges ROUNDS made-up articles (default 100000) and looks at what must hold of each; then how often two people have to be
# asked, beside git merge-file.
#   tests/campaign/merge.sh [ROUNDS] [BUILD]
set -eu

cd "$(dirname "$0")/../.."
GALLEY_ROUNDS=${1:-100000}
build=${2:-build}
G_DEBUG=fatal-warnings
export GALLEY_ROUNDS G_DEBUG

[ -f "$build/build.ninja" ] || meson setup "$build"
ninja -C "$build" tests/core/model/test-model-merge-properties
"$build/tests/core/model/test-model-merge-properties" --verbose
