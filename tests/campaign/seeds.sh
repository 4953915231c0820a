#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev test gives its random tests the same seed each time, so that one tree has one answer. This gives those without a
# window ROUNDS new seeds (default 20), and goes on where one of them failed.
#   tests/campaign/seeds.sh [ROUNDS] [ROOM…]     base fuzz intake media model portal wire
set -eu

cd "$(dirname "$0")/../.."
rounds=${1:-20}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- base fuzz intake media model portal wire
failed=0

[ -f build/build.ninja ] || meson setup build
ninja -C build
names=$(for room; do meson test -C build --no-rebuild --list | sed -n "s|.* / \($room/.*\)|\1|p"; done)

for round in $(seq "$rounds"); do
  GALLEY_TEST_SEED=$(od -An -N6 -tu8 /dev/urandom | tr -d ' ')
  export GALLEY_TEST_SEED
  # shellcheck disable=SC2086 # a name is one word
  if meson test -C build --no-rebuild --quiet --print-errorlogs --logbase seeds $names; then
    echo "round $round, GALLEY_TEST_SEED=$GALLEY_TEST_SEED: passed"
  else
    echo "round $round, GALLEY_TEST_SEED=$GALLEY_TEST_SEED: failed"
    failed=$((failed + 1))
  fi
done
echo "$rounds rounds of $(echo "$names" | wc -l) tests, $failed failed"
[ "$failed" -eq 0 ]
