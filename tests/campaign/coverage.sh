#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How many of the lines that a fuzzing target is about are reached by the corpus that fuzz.sh has built for it, by gcov.
#   tests/campaign/coverage.sh [TARGET…]     html splice journal request wire answer
set -eu

cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || set -- html splice journal request wire answer
[ -f build-coverage/build.ninja ] || meson setup build-coverage -Dapp=false -Db_coverage=true

# about TARGET: the objects of the files that it is there for.
about ()
{
  case $1 in
    html) folder=core/intake names='galley-intake-html*.c galley-tidy*.c' ;;
    splice) folder=core/model names='galley-document*.c galley-history*.c galley-block-edit.c galley-list.c' ;;
    journal) folder=core/store names='galley-journal-text.c' ;;
    request) folder=server
      names='galley-api*.c galley-article-write.c galley-batch.c galley-offer.c galley-server-router.c galley-request.c' ;;
    wire) folder=core/wire names='galley-wire-[ermnsw]*.c galley-body*.c galley-enclosed-line.c galley-picture-text.c' ;;
    answer) folder=core/sync
      names='galley-portal-[ehprt]*.c galley-portal-save.c galley-portal-slots.c galley-session.c' ;;
    *) echo "coverage.sh: nobody has said which lines $1 is about" >&2; exit 2 ;;
  esac
  for name in $names; do
    find "build-coverage/src/$folder" -name "$name.gcda"
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
