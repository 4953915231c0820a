#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# An empty Debian 12, this checkout and nothing else: the README's two commands there, and how long each took.
#   ./dev campaign fresh-machine [FOLDER]
# FOLDER (build/fresh-machine) holds the machine while it is made, 5 GB; the logs stay in it. What has not been committed is
# not on it. Needs root. GALLEY_MIRROR names another Debian archive than deb.debian.org.
set -eu

cd "$(dirname "$0")/../.."
folder=${1:-build/fresh-machine}
[ "$(id -u)" -eq 0 ] || { echo "fresh-machine.sh: needs root" >&2; exit 1; }

rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
machine=$folder/machine

# timed NAME COMMAND...: goes on after a failure, and remembers it.
status=0
times=
timed ()
{
  name=$1
  shift
  echo "== $name"
  begin=$(date +%s)
  result=ok
  "$@" >"$folder/$name.log" 2>&1 || { result=FAILED status=1; }
  tail -n 3 "$folder/$name.log"
  times="$times$(printf '%-8s %5d s  %s' "$name" $(($(date +%s) - begin)) "$result")
"
}

install_debian ()
{
  sh tests/support/machine.sh make "$machine" &&
    mkdir "$machine/srv/galley" &&
    git archive HEAD | tar -x -C "$machine/srv/galley"
}

on_machine () { sh tests/support/machine.sh alone "$machine" sh -c "cd /srv/galley && $*"; }

timed debian install_debian
timed run on_machine ./dev run
timed test on_machine ./dev test
cp -r "$machine/srv/galley/build/tour" "$folder/" || status=1
cp -r "$machine/srv/galley/build/meson-logs" "$folder/" || status=1
rm -rf --one-file-system "$machine"

printf '\n%s' "$times"
tail -n 1 "$folder/test.log"
exit $status
