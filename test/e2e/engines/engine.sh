#!/usr/bin/env bash
# A Docker engine of our own, with everything it has in the folder. DOCKER_HOST says where it has to listen.
set -euo pipefail
folder=${1:?folder}
docker info >/dev/null 2>&1 && exit 0
setsid dockerd --data-root "$folder/docker" --exec-root "$folder/docker-exec" --pidfile "$folder/docker.pid" --host "$DOCKER_HOST" \
  >"$folder/log/dockerd" 2>&1 </dev/null &
for _ in $(seq 120); do
  docker info >/dev/null 2>&1 && exit 0
  sleep 0.5
done
echo "the Docker engine did not start:"
tail -20 "$folder/log/dockerd"
exit 1
