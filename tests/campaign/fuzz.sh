#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs each libFuzzer target for RUNS inputs (default 200000), or so many seconds ("600s"), under ASan and UBSan, and leaves
# what it finds in build-fuzz.
#   tests/campaign/fuzz.sh [RUNS] [TARGET…]
# An input may take 20 s by the clock, GALLEY_BUDGET_SCALE times as long on a busy machine. One that took longer is tried
# again by itself: where it is quick then, it was the machine, and the run goes on.
set -eu

cd "$(dirname "$0")/../.."
runs=${1:-200000}
[ $# -eq 0 ] || shift
scale=${GALLEY_BUDGET_SCALE:-1}
longest=$((20 * ${scale%%.*}))
is_timeout=70 # libFuzzer's exit status

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

# run NAME LIMIT: one run of libFuzzer.
run ()
{
  "build-fuzz/tests/fuzz/fuzz-$1" "$2" -max_len=16384 "-timeout=$longest" -print_final_stats=1 \
    -artifact_prefix="build-fuzz/$1-" "build-fuzz/corpus/$1" "tests/fuzz/seeds/$1"
}

# was_machine NAME: every input that took too long is quick by itself.
was_machine ()
{
  for input in "build-fuzz/$1-timeout-"*; do
    "build-fuzz/tests/fuzz/fuzz-$1" "-timeout=$longest" "$input" || return 1
    echo "fuzz $1: $input took long beside others only"
    rm "$input"
  done
}

for name in "$@"; do
  ninja -C build-fuzz "tests/fuzz/fuzz-$name"
  mkdir -p "build-fuzz/corpus/$name"
  echo "fuzz $name: $runs"
  end=$(($(date +%s) + ${runs%s}))
  while :; do
    case $runs in
      *s) limit=-max_total_time=$((end - $(date +%s))) ;;
      *) limit=-runs=$runs ;;
    esac
    status=0
    run "$name" "$limit" || status=$?
    [ $status -ne 0 ] || break
    [ $status -eq $is_timeout ] || exit $status
    was_machine "$name" || exit $status
    case $runs in *s) [ "$(date +%s)" -lt $((end - 1)) ] || break ;; esac
  done
done
