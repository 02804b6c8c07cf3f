#!/usr/bin/env bash
# Stops the engine that up.sh started in a folder, with its containers. Does nothing where it started none.
set -euo pipefail
folder=${1:?folder}
[ -e "$folder/docker.pid" ] || exit 0
pid=$(cat "$folder/docker.pid")
kill "$pid" 2>/dev/null || exit 0
for _ in $(seq 60); do
  kill -0 "$pid" 2>/dev/null || exit 0
  sleep 0.5
done
kill -KILL "$pid"
