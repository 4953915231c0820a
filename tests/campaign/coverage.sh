#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How many of the lines that a fuzzing target is about are reached by the corpus that fuzz.sh has built for it, by gcov.
#   tests/campaign/coverage.sh [TARGET…]     html splice journal
set -eu

cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || set -- html splice journal
[ -f build-coverage/build.ninja ] || meson setup build-coverage -Dapp=false -Db_coverage=true

# about TARGET: the objects of the files that it is there for.
about ()
{
  case $1 in
    html) folder=intake names='galley-intake-html*.c galley-tidy*.c' ;;
    splice) folder=model names='galley-document*.c galley-history*.c galley-block-edit.c galley-list.c' ;;
    journal) folder=store names='galley-journal-text.c' ;;
    *) echo "coverage.sh: nobody has said which lines $1 is about" >&2; exit 2 ;;
  esac
  for name in $names; do
    find "build-coverage/src/core/$folder" -name "$name.gcda"
  done
}

for target in "$@"; do
  ninja -C build-coverage "tests/fuzz/test-fuzz-$target" >/dev/null
  find build-coverage -name '*.gcda' -exec rm {} +
  "build-coverage/tests/fuzz/test-fuzz-$target" "build-fuzz/corpus/$target" 0 >/dev/null
  for data in $(about "$target"); do
    gcov -n "$data" | awk -v object="$(basename "$data" .gcda)" '
      /^File / { wanted = index ($0, object) }
      /^Lines executed/ && wanted { split ($0, part, /[:% ]+/); print object, part[3], part[5]; exit }'
  done | awk -v target="$target" '
    { reached += $2 * $3 / 100; lines += $3; printf "  %-40s %6.2f %% of %d\n", $1, $2, $3 }
    END { printf "%s: %.1f %% of %d lines\n", target, 100 * reached / lines, lines }'
done
