#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs each libFuzzer target for RUNS inputs (default 200000), or so many seconds ("600s"), under ASan and UBSan, and leaves
# what it finds in build-fuzz.
#   tests/campaign/fuzz.sh [RUNS] [TARGET…]
set -eu

cd "$(dirname "$0")/../.."
runs=${1:-200000}
[ $# -eq 0 ] || shift
case $runs in
  *s) limit=-max_total_time=${runs%s} ;;
  *) limit=-runs=$runs ;;
esac

# The whole core is instrumented, or the fuzzer would be blind in it.
if [ ! -f build-fuzz/build.ninja ]; then
  CC=${CC:-clang} meson setup build-fuzz -Dapp=false -Dfuzzers=true -Db_sanitize=address,undefined -Db_lundef=false \
    -Dc_args='-fsanitize=fuzzer-no-link -fno-sanitize-recover=all'
fi

if [ $# -eq 0 ]; then
  for source in tests/fuzz/fuzz-*.c; do
    name=$(basename "$source" .c)
    [ "$name" = fuzz-driver ] || set -- "$@" "${name#fuzz-}"
  done
fi

# Leaks are looked for by ./dev asan; here a run is to be fast.
ASAN_OPTIONS=detect_leaks=0
G_SLICE=always-malloc
G_DEBUG=fatal-warnings
export ASAN_OPTIONS G_SLICE G_DEBUG

for name in "$@"; do
  ninja -C build-fuzz "tests/fuzz/fuzz-$name"
  mkdir -p "build-fuzz/corpus/$name"
  echo "fuzz $name: $limit"
  "build-fuzz/tests/fuzz/fuzz-$name" "$limit" -max_len=16384 -timeout=20 -print_final_stats=1 \
    -artifact_prefix="build-fuzz/$name-" "build-fuzz/corpus/$name" "tests/fuzz/seeds/$name"
done
