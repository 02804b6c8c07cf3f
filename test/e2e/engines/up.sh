#!/usr/bin/env bash
# Brings up what the tests below test/e2e need, without any image registry: a Docker engine, the Compose and buildx plugins, base images made from
# Debian packages and from this machine's Node.js, and the linters of what is generated. What answers already is used as it is.
#
#   . <(test/e2e/engines/up.sh FOLDER)      everything is kept in FOLDER; prints what a shell has to export
#   test/e2e/engines/down.sh FOLDER         stops the engine that this started
#
# Needs root where it has to start the engine, Debian's apt, and `npm ci` for the Node.js of the images. Takes about a minute.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?which folder may be used}
mkdir -p "$folder/bin" "$folder/log"
folder=$(cd "$folder" && pwd)
environment=$folder/environment.sh
: >"$environment"
set_variable() {
  export "$1=$2"
  printf 'export %s=%q\n' "$1" "$2" >>"$environment"
}
export PATH="$folder/bin:$PATH"
printf 'export PATH=%q:"$PATH"\n' "$folder/bin" >>"$environment"

# Runs a part with its output in a file that is shown when it fails.
part() {
  local name=$1
  shift
  "$@" >"$folder/log/$name" 2>&1 || {
    echo "$name failed:" >&2
    tail -30 "$folder/log/$name" >&2
    return 1
  }
}

"$here/apt-lists.sh" "$folder/apt" >"$folder/log/apt-lists" 2>&1 &
lists=$!
part linters "$here/linters.sh" "$folder" &
linters=$!

if ! docker info >/dev/null 2>&1; then
  set_variable DOCKER_HOST "unix://$folder/docker.sock"
  part engine "$here/engine.sh" "$folder"
fi
wait "$lists" || { cat "$folder/log/apt-lists" >&2; exit 1; }

if ! docker compose version >/dev/null 2>&1 || ! docker buildx version >/dev/null 2>&1; then
  set_variable DOCKER_CONFIG "$folder/docker-config"
  part plugins "$here/plugins.sh" "$folder" &
fi
plugins=${!}
part images "$here/images.sh" "$folder" &
images=$!
if [ -z "${MCPC_NGINX:-}" ]; then
  set_variable MCPC_NGINX "$folder/bin/nginx-1.22:$folder/bin/nginx-1.26:$folder/bin/nginx-1.30"
  part nginx "$here/nginx.sh" "$folder" &
fi
programs=${!}

for running in "$linters" "$plugins" "$images" "$programs"; do wait "$running"; done
cat "$environment"
