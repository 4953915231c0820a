#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A Debian 12 in a folder, for campaigns that need one on which nothing has been installed. Needs root.
#   machine.sh make FOLDER                an empty one; GALLEY_MIRROR names another archive than deb.debian.org
#   machine.sh alone FOLDER COMMAND...    runs there, with processes, /tmp and environment of its own, which end with it
#   machine.sh visit FOLDER COMMAND...    runs there as this very process, with the display, bus and /tmp of this session,
#                                         and without what points into a build folder
# Not by chroot, in which bubblewrap may not make a sandbox.
set -eu

make ()
{
  machine=$1
  mirror=${GALLEY_MIRROR:-http://deb.debian.org/debian}
  debootstrap --variant=minbase bookworm "$machine" "$mirror"
  printf 'deb %s main\n' "$mirror bookworm" "$mirror bookworm-updates" "$mirror-security bookworm-security" \
    >"$machine/etc/apt/sources.list"
  # As this machine asks: its archive may be the copy of a day.
  apt-config dump Acquire::Check-Valid-Until >"$machine/etc/apt/apt.conf.d/20validity"
  cp /etc/resolv.conf "$machine/etc/resolv.conf"
  echo '127.0.0.1 localhost' >"$machine/etc/hosts"
}

# shellcheck disable=SC2016  # expanded inside
enter='
  machine=$1 mount_tmp=$2
  shift 2
  mount --bind "$machine" "$machine"
  cd "$machine"
  mount -t proc proc proc
  mount --rbind /dev dev
  mount --rbind /sys sys
  mount -t tmpfs -o mode=755 tmpfs run
  $mount_tmp tmp
  mkdir run/outside
  pivot_root . run/outside
  cd /
  umount -l run/outside
  exec env "$@"'
path=PATH=/usr/sbin:/usr/bin:/sbin:/bin

alone ()
{
  machine=$1
  shift
  exec unshare --mount --pid --fork --kill-child --propagation private sh -euc "$enter" enter \
    "$machine" 'mount -t tmpfs -o mode=1777 tmpfs' \
    -i "$path" HOME=/root TERM=dumb GALLEY_BUDGET_SCALE="${GALLEY_BUDGET_SCALE:-1}" "$@"
}

visit ()
{
  machine=$1
  shift
  exec unshare --mount --propagation private sh -euc "$enter" enter "$machine" 'mount --rbind /tmp' \
    -u GSETTINGS_SCHEMA_DIR -u GALLEY_LOCALE_DIR -u GALLEY_MODULE_DIR -u LOCPATH "$path" "$@"
}

[ "$(id -u)" -eq 0 ] || { echo "machine.sh: needs root" >&2; exit 1; }
case ${1:-} in
  make | alone | visit) "$@" ;;
  *) sed -n '4,8s/^# *//p' "$0" >&2; exit 2 ;;
esac
