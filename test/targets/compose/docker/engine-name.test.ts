import { expect, it } from "vitest";
import { createMemoryHost } from "../../../../src/host/memory-host.ts";
import { engineName } from "../../../../targets/compose/docker/engine-name.ts";

const named = (env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) =>
  engineName(createMemoryHost({ home: "/home/user", env, files }));
const config = JSON.stringify({ auths: {}, currentContext: "production" });

it("names the engine that docker asks, in docker's own order", async () => {
  const inFile = { "/home/user/.docker/config.json": config };
  expect(await named({ DOCKER_HOST: "ssh://me@build.example.com", DOCKER_CONTEXT: "laptop" }, inFile)).toBe(
    "docker at ssh://me@build.example.com",
  );
  expect(await named({ DOCKER_CONTEXT: "laptop" }, inFile)).toBe('docker "laptop"');
  expect(await named({}, inFile)).toBe('docker "production"');
  expect(await named({ DOCKER_CONFIG: "/etc/docker-client", DOCKER_HOST: "" }, { "/etc/docker-client/config.json": config })).toBe(
    'docker "production"',
  );
  expect(await named({})).toBe('docker "default"');
});

it("shows no password, and takes a file that cannot be read for none", async () => {
  expect(await named({ DOCKER_HOST: "tcp://me:secret@10.0.0.7:2376" })).toBe("docker at tcp://me@10.0.0.7:2376");
  expect(await named({}, { "/home/user/.docker/config.json": "{" })).toBe('docker "default"');
});
