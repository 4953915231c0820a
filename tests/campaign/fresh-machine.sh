#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# An empty Debian 12, this checkout and nothing else: the README's two commands there, and how long each took.
#   ./dev campaign fresh-machine [FOLDER]
# FOLDER (build/fresh-machine) holds the machine while it is made, 5 GB; the logs stay in it. What has not been committed is
# not on it. Needs root. GALLEY_MIRROR names another Debian archive than deb.debian.org.
set -eu

cd "$(dirname "$0")/../.."
folder=${1:-build/fresh-machine}
mirror=${GALLEY_MIRROR:-http://deb.debian.org/debian}
[ "$(id -u)" -eq 0 ] || { echo "fresh-machine.sh: needs root" >&2; exit 1; }

rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
machine=$folder/machine

# on_machine COMMAND...: its mounts and processes end with it. Not chroot, in which bubblewrap may not make a sandbox.
on_machine ()
{
  # shellcheck disable=SC2016  # expanded inside
  unshare --mount --pid --fork --kill-child --propagation private sh -euc '
    machine=$1
    shift
    mount --bind "$machine" "$machine"
    cd "$machine"
    mount -t proc proc proc
    mount --rbind /dev dev
    mount --rbind /sys sys
    mount -t tmpfs -o mode=1777 tmpfs tmp
    mount -t tmpfs -o mode=755 tmpfs run
    mkdir run/outside
    pivot_root . run/outside
    cd /
    umount -l run/outside
    exec env -i "$@"' on_machine "$machine" \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb GALLEY_BUDGET_SCALE="${GALLEY_BUDGET_SCALE:-1}" "$@"
}

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
  debootstrap --variant=minbase bookworm "$machine" "$mirror" &&
    printf 'deb %s main\n' "$mirror bookworm" "$mirror bookworm-updates" "$mirror-security bookworm-security" \
      >"$machine/etc/apt/sources.list" &&
    # As this machine asks: its archive may be the copy of a day.
    apt-config dump Acquire::Check-Valid-Until >"$machine/etc/apt/apt.conf.d/20validity" &&
    cp /etc/resolv.conf "$machine/etc/resolv.conf" &&
    echo '127.0.0.1 localhost' >"$machine/etc/hosts" &&
    mkdir "$machine/srv/galley" &&
    git archive HEAD | tar -x -C "$machine/srv/galley"
}

timed debian install_debian
timed run on_machine sh -c 'cd /srv/galley && ./dev run'
timed test on_machine sh -c 'cd /srv/galley && ./dev test'
cp -r "$machine/srv/galley/build/tour" "$folder/" || status=1
cp -r "$machine/srv/galley/build/meson-logs" "$folder/" || status=1
rm -rf --one-file-system "$machine"

printf '\n%s' "$times"
tail -n 1 "$folder/test.log"
exit $status
