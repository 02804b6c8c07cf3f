import { expect, it } from "vitest";
import { dockerFailure } from "../../../../targets/compose/docker/docker-failure.ts";

const attempt = { what: "start the containers of server.tasks", thing: "server.tasks", image: "example/tasks:1.0.0" } as const;

it("tells a user who may not use the engine what to do about that, and not to start it", () => {
  const { diagnostics } = dockerFailure(
    "permission denied while trying to connect to the Docker daemon socket at unix:///run/docker.sock",
    attempt,
  );
  expect(diagnostics[0]?.hint).toBe(
    "let this user into the group docker, or choose an engine of its own with DOCKER_HOST or docker context use",
  );
});

// What docker 20.10 and 28 and Compose 2.26 really print.
it.for<[code: string, output: string, words: RegExp]>([
  ["MCPC6402", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?", /docker\.sock/],
  ["MCPC6402", 'error during connect: Get "http://x/v1.24/containers/json": dial tcp: lookup x: no such host', /no such host/],
  ["MCPC6402", "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock", /may not talk/],
  ["MCPC6403", "Error response from daemon: client version 1.47 is too new. Maximum supported API version is 1.39", /1\.39.*1\.41/],
  ["MCPC6403", "Error response from daemon: client version 1.24 is too old. Minimum supported API version is 1.44", /1\.44/],
  ["MCPC6404", "failed to register layer: write /usr/lib/x: no space left on device", /disk is full/],
  [
    "MCPC6405",
    " Container a-1  Starting\nError response from daemon: driver failed programming external connectivity on endpoint a-1 (3f): Bind for 127.0.0.1:7420 failed: port is already allocated",
    /server\.tasks cannot have port 7420/,
  ],
  [
    "MCPC6405",
    "Error response from daemon: driver failed programming external connectivity on endpoint a (b): Error starting userland proxy: listen tcp4 127.0.0.1:8080: bind: address already in use",
    /port 8080/,
  ],
  [
    "MCPC6406",
    "Error response from daemon: pull access denied for example/tasks, repository does not exist or may require 'docker login'",
    /tasks:1\.0\.0/,
  ],
  [
    "MCPC6406",
    "Error response from daemon: manifest for example/tasks:1.0.0 not found: manifest unknown: manifest unknown",
    /could not be pulled/,
  ],
  ["MCPC6406", "Error response from daemon: No such image: example/tasks:1.0.0", /not on the engine/],
  ["MCPC6407", "docker: 'compose' is not a docker command.\nSee 'docker --help'", /"docker compose"/],
  ["MCPC6407", "unknown flag: --project-name\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]", /"docker compose"/],
  ["MCPC6407", "ERROR: BuildKit is enabled but the buildx component is missing or broken.", /"docker buildx"/],
  ["MCPC6411", "3f\nError response from daemon: No such container: 8752bb7acae4", /somebody else is changing them/],
  ["MCPC6411", "Error response from daemon: removal of container e17c is already in progress", /somebody else/],
  ["MCPC6410", "Error response from daemon: No such container: a\nError response from daemon: cannot stop container: b", /cannot stop/],
  ["MCPC6410", "Error response from daemon: something new", /could not start the containers of server\.tasks: something new/],
])("says %s of what docker prints: %s", ([code, output, words]) => {
  const [diagnostic] = dockerFailure(output, attempt).diagnostics;
  expect(diagnostic).toMatchObject({ code });
  expect(diagnostic?.message).toMatch(words);
});

it("leaves credentials and progress out of what it passes on", () => {
  const output = "#7 [install 3/4] RUN npm ci\n Container a-1  Creating\nERROR: fetch https://me:s3cret@registry.example.com/x failed\n";
  const [diagnostic] = dockerFailure(output, attempt).diagnostics;
  expect(diagnostic?.message).toContain("fetch https://registry.example.com/x failed");
  expect(diagnostic?.message).not.toContain("s3cret");
  expect(diagnostic?.message).not.toContain("Creating");
});
