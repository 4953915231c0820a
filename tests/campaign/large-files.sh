#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Puts in, sends and fetches a file of MEGABYTES (default 300) at a real server, and prints by how much desk and server grow.
#   tests/campaign/large-files.sh [MEGABYTES] [BUILD]
set -eu

cd "$(dirname "$0")/../.."
megabytes=${1:-300}
build=${2:-build}

[ -f "$build/build.ninja" ] || meson setup "$build"
ninja -C "$build" src/server/galley-server tests/core/sync/test-sync-media-live
G_DEBUG=fatal-warnings GALLEY_SOURCE_DIR=$PWD GALLEY_SERVER=$PWD/$build/src/server/galley-server
GALLEY_LARGE_MEGABYTES=$megabytes GIO_USE_VFS=local GSETTINGS_BACKEND=memory
export G_DEBUG GALLEY_SOURCE_DIR GALLEY_SERVER GALLEY_LARGE_MEGABYTES GIO_USE_VFS GSETTINGS_BACKEND
exec "$build/tests/core/sync/test-sync-media-live" --tap -p /sync/media-live/large
