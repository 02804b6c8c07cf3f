#!/usr/bin/env bash
# Imports the images that the tests run and build upon. The ones for programs hold what the images of their makers hold, as far as the tests use it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?folder}
project=$(cd "$here/../../.." && pwd)
base=(base-files base-passwd dash coreutils sed grep findutils tar gzip mawk libc-bin)

has() { docker image inspect "$1" >/dev/null 2>&1; }
tree() { "$here/tree.sh" "$folder" "$@"; }
# import TREE IMAGE [CHANGE…]: makes the image and removes the tree.
import() {
  local tree=$1 image=$2 changes=()
  shift 2
  for change in "$@"; do changes+=(--change "$change"); done
  # Whom this machine trusts, builds on this machine have to trust.
  mkdir -p "$tree/etc/ssl/certs"
  [ ! -e /etc/ssl/certs/ca-certificates.crt ] || cp -L /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"
  tar -C "$tree" --numeric-owner --owner=0 --group=0 -c . | docker import "${changes[@]}" - "$image"
  rm -rf "$tree"
}
user() {
  echo "$2:x:$3:$3:$2:/home/$2:/bin/sh" >>"$1/etc/passwd"
  echo "$2:x:$3:" >>"$1/etc/group"
  mkdir -p "$1/home/$2"
}

debian() {
  tree trixie "$folder/tree-debian" "${base[@]}"
  import "$folder/tree-debian" mcpc-test/debian:13 'CMD ["sh"]'
}

node() {
  local tree=$folder/tree-node npm
  npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
  tree trixie "$tree" "${base[@]}" libstdc++6 libatomic1
  mkdir -p "$tree/usr/local/bin" "$tree/usr/local/lib/node_modules"
  cp "$project/node_modules/node/bin/node" "$tree/usr/local/bin/node"
  cp -r "$npm" "$tree/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$tree/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$tree/usr/local/bin/npx"
  user "$tree" node 1000
  import "$tree" mcpc-test/node:24 'CMD ["node"]'
}

python() {
  local tree=$folder/tree-python
  tree trixie "$tree" "${base[@]}" python3 python3-venv python3-pip
  # As in the image of the Python project: `python` is there, and pip installs into it.
  mkdir -p "$tree/usr/local/bin"
  ln -s ../../bin/python3 "$tree/usr/local/bin/python"
  rm -f "$tree"/usr/lib/python3*/EXTERNALLY-MANAGED
  import "$tree" mcpc-test/python:3 'CMD ["python3"]'
}

nginx() {
  local version=$1 suite=$2 tree=$folder/tree-nginx-$1
  tree "$suite" "$tree" nginx "${base[@]}"
  user "$tree" nginx 101
  mkdir -p "$tree/var/log/nginx" "$tree/var/lib/nginx" "$tree/var/cache/nginx"
  import "$tree" "mcpc-test/nginx:$version" 'EXPOSE 80' 'CMD ["nginx", "-g", "daemon off;"]'
}

running=()
has mcpc-test/debian:13 || { debian & running+=($!); }
has mcpc-test/node:24 || { node & running+=($!); }
has mcpc-test/python:3 || { python & running+=($!); }
has mcpc-test/nginx:1.22 || { nginx 1.22 bookworm & running+=($!); }
has mcpc-test/nginx:1.26 || { nginx 1.26 trixie & running+=($!); }
has mcpc-test/nginx:1.30 || { nginx 1.30 sid & running+=($!); }
for part in "${running[@]}"; do wait "$part"; done
