#!/usr/bin/env bash
# Unpacks packages of a Debian suite, with all they depend on, into a new tree. No script of a package is run.
#
#   tree.sh FOLDER SUITE TREE PACKAGE…      FOLDER as in up.sh
set -euo pipefail
folder=${1:?folder} suite=${2:?suite} tree=${3:?tree}
shift 3
archives=$folder/apt/archives-$(basename "$tree")
mkdir -p "$archives/partial" "$tree"
APT_CONFIG=$folder/apt/apt.conf apt-get -qq -o Dir::Cache::archives="$archives" -o APT::Default-Release="$suite" \
  install -y --no-install-recommends --download-only "$@"
for directory in bin sbin lib lib64; do
  mkdir -p "$tree/usr/$directory"
  ln -s "usr/$directory" "$tree/$directory"
done
for package in "$archives"/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$tree" --keep-directory-symlink --exclude='./usr/share/doc' --exclude='./usr/share/man' \
    --exclude='./usr/share/locale' --exclude='./usr/share/info' --exclude='*/gconv'
done
rm -rf "$archives"
mkdir -p "$tree/etc" "$tree/tmp" "$tree/run" "$tree/proc" "$tree/sys" "$tree/dev"
chmod 1777 "$tree/tmp"
# What the scripts of base-passwd would do.
if [ -e "$tree/usr/share/base-passwd/passwd.master" ]; then
  cp "$tree/usr/share/base-passwd/passwd.master" "$tree/etc/passwd"
  cp "$tree/usr/share/base-passwd/group.master" "$tree/etc/group"
fi
[ -e "$tree/bin/sh" ] || ln -s dash "$tree/bin/sh"
