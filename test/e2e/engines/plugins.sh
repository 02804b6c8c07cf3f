#!/usr/bin/env bash
# The Compose and buildx plugins of the next Debian suite, for a Docker command line that has none.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?folder}
plugins=$folder/docker-config/cli-plugins
mkdir -p "$plugins" "$folder/packages"
cd "$folder/packages"
APT_CONFIG=$folder/apt/apt.conf apt-get -qq download docker-compose/trixie docker-buildx/trixie
for package in docker-*.deb; do dpkg-deb -x "$package" "$folder/packages"; done
find . -path '*/cli-plugins/docker-*' -type f -exec cp {} "$plugins/" \;
docker compose version
docker buildx version
