#!/usr/bin/env bash
# The nginx of three Debian suites as programs of this machine: FOLDER/bin/nginx-1.22 and so on, each run with its suite's own libraries. Nothing is installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?folder}

unpack() {
  local version=$1 suite=$2 tree=$folder/nginx-$1 program=$folder/bin/nginx-$1 libraries loader
  [ ! -x "$program" ] || return 0
  "$here/tree.sh" "$folder" "$suite" "$tree" nginx
  libraries=$(find "$tree/usr/lib" -name 'libpcre2-8.so.0' -o -name 'libc.so.6' | xargs -n1 dirname | sort -u | paste -sd:)
  loader=$(find "$tree/usr/" -name 'ld-linux*.so.*' | head -1)
  printf '#!/bin/sh\nexec %q --library-path %q %q "$@"\n' "$loader" "$libraries" "$tree/usr/sbin/nginx" >"$program.new"
  chmod +x "$program.new"
  mv "$program.new" "$program"
}

running=()
for each in 1.22:bookworm 1.26:trixie 1.30:sid; do
  unpack "${each%%:*}" "${each#*:}" &
  running+=($!)
done
for part in "${running[@]}"; do wait "$part"; done
