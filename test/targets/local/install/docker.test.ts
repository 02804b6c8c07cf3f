import { expect, it } from "vitest";
import type { DiagnosticError } from "../../../../src/diagnostics/diagnostic-error.ts";
import { createMemoryHost, type MemoryHostOptions } from "../../../../src/host/memory-host.ts";
import { pullImage, removeContainers, requireDocker } from "../../../../targets/local/install/docker.ts";

const forever = new AbortController().signal;
const engine = { docker: {}, "/usr/bin/docker version": { stdout: "28.0.0\n" } };
const hostWith = (commands: MemoryHostOptions["commands"] = {}) => createMemoryHost({ commands: { ...engine, ...commands } });

async function failureOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return (error as DiagnosticError).diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n");
}

it("pulls an image once", async () => {
  const present = hostWith({ "/usr/bin/docker image inspect": { stdout: "sha256:1" } });
  expect(await pullImage("postgres:16.10", "service.db", present, forever)).toBe(false);
  expect(present.writes).toEqual([]);

  const absent = hostWith({ "/usr/bin/docker image inspect": { code: 1 }, "/usr/bin/docker pull": {} });
  expect(await pullImage("postgres:16.10", "service.db", absent, forever)).toBe(true);
  expect(absent.writes).toMatchObject([{ method: "run", subject: "/usr/bin/docker pull --quiet postgres:16.10" }]);
});

it("says which thing needs an engine, and why there is none", async () => {
  expect(await failureOf(requireDocker(createMemoryHost(), "service.db"))).toBe(
    'MCPC6107: service.db is an image, and no Docker engine answers: "docker" is not on PATH',
  );
  const stopped = { code: 1, stderr: "Cannot connect to the Docker daemon at unix:///run/docker.sock. Is it running?\n" };
  expect(await failureOf(requireDocker(hostWith({ "/usr/bin/docker version": stopped }), "service.db"))).toContain(
    "Cannot connect to the Docker daemon",
  );
  expect(
    await failureOf(requireDocker(hostWith({ "/usr/bin/docker version": { code: undefined, timedOut: true } }), "service.db")),
  ).toContain("it did not answer within 10 s");
});

it("says why an image cannot be had, without the password of a registry", async () => {
  const inspect = { "/usr/bin/docker image inspect": { code: 1 } };
  const denied = { code: 1, stderr: "Error response from daemon: Get https://me:hunter2@registry.example.com/v2/: denied\n" };
  const failure = await failureOf(pullImage("x:1", "server.x", hostWith({ ...inspect, "/usr/bin/docker pull": denied }), forever));
  expect(failure).toMatch(/^MCPC6108: /);
  expect(failure).toContain("denied");
  expect(failure).not.toContain("hunter2");
  const slow = hostWith({ ...inspect, "/usr/bin/docker pull": { code: undefined, timedOut: true } });
  expect(await failureOf(pullImage("x:1", "server.x", slow, forever))).toBe("MCPC6104: installing image x:1 was given up after 900 s");
});

it("removes the containers with our labels and no others", async () => {
  const host = hostWith({ "/usr/bin/docker ps": { stdout: "abc\ndef\n" }, "/usr/bin/docker rm": {} });
  await removeContainers(["dev.mcpc.stack=team", "dev.mcpc.address=service.db"], "service.db", host);
  expect(host.writes.map(({ subject }) => subject)).toEqual(["/usr/bin/docker rm --force abc def"]);
  const none = hostWith({ "/usr/bin/docker ps": { stdout: "" } });
  await removeContainers(["dev.mcpc.stack=team"], "service.db", none);
  expect(none.writes).toEqual([]);
});
