import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { type Finished, finish } from "../sandbox.ts";
import { until } from "../until.ts";
import { EngineSandbox, type FoundContainer, lacksEngine } from "./engine-sandbox.ts";
import { composeStack, echo } from "./stacks.ts";

const patience = { timeout: 600_000 };
const on = ["-e", "staging"];
const text = ({ stdout, stderr }: Finished) => stdout + stderr;

/** `docker` that answers as an engine would whose disk is full, for commands with these words in them; the others reach the engine. */
function engineThatSays(sandbox: EngineSandbox, words: string, pattern: string): { readonly env: Readonly<Record<string, string>> } {
  const real = execFileSync("sh", ["-c", "command -v docker"], { encoding: "utf8" }).trim();
  const folder = `${words.length}-${pattern.length}`;
  sandbox.write({
    [`${folder}/docker`]: `#!/bin/sh\ncase " $* " in\n  *${pattern}*) cat >&2 <<'END'\n${words}\nEND\n  exit 1 ;;\nesac\nexec '${real}' "$@"\n`,
  });
  chmodSync(join(sandbox.stack, folder, "docker"), 0o755);
  return { env: { PATH: [join(sandbox.stack, folder), process.env["PATH"]].join(delimiter) } };
}

// What docker 20.10, buildx 0.13 and Compose 2.26 print.
const failures: readonly (readonly [what: string, words: string, command: string, says: RegExp])[] = [
  [
    "the disk is full when an image is built",
    "ERROR: failed to solve: failed to copy files: failed to copy file: write /var/lib/docker/overlay2/x/merged/app/answers.mjs: no space left on device",
    '" build "',
    /MCPC6404|the Docker engine's disk is full/,
  ],
  [
    "the disk is full when a container is made",
    "Error response from daemon: mkdir /var/lib/docker/overlay2/7b1d-init/merged: no space left on device",
    '" up "',
    /the Docker engine's disk is full/,
  ],
  [
    "an engine speaks no API that is new enough",
    "Error response from daemon: client version 1.41 is too new. Maximum supported API version is 1.38",
    '" "',
    /the API of the Docker engine is version 1\.38, and 1\.41 is the oldest that will do/,
  ],
];

it.skipIf(lacksEngine)("says so, and ends nothing, when an engine cannot do what it is asked", patience, async () => {
  const sandbox = new EngineSandbox();
  const stack = (level: string) =>
    composeStack({
      name: sandbox.name,
      servers: { one: echo(`env: {LEVEL: ${level}}`), keeps: echo("data: {path: /data}", `env: {LEVEL: ${level}}`) },
      edge: "nginx",
    });
  sandbox.write({ "mcp.stack.yaml": stack("first") });
  await sandbox.done(["apply", "--yes", ...on]);
  const before = sandbox.containers();
  sandbox.write({ "mcp.stack.yaml": stack("second"), "echo/more.mjs": "" });
  for (const [what, words, command, says] of failures) {
    const failed = await sandbox.run(["apply", "--yes", ...on], engineThatSays(sandbox, words, command));
    expect(failed.code, what + text(failed)).not.toBe(0);
    expect(text(failed), what).toMatch(says);
    expect(text(failed), what).not.toMatch(/MCPC6366|^ {4}at /m);
    expect(sandbox.containers(), what).toEqual(before);
    expect(await sandbox.done(["call", "keeps", "self", "{}", ...on])).toContain('"LEVEL":"first"');
  }
  await sandbox.done(["apply", "--yes", ...on]);
  expect(await sandbox.done(["plan", "--detailed-exitcode", ...on])).toContain("Nothing to do");
  expect(await sandbox.done(["call", "keeps", "self", "{}", ...on])).toContain('"LEVEL":"second"');
});

const strikes: Readonly<Record<string, (found: FoundContainer, sandbox: EngineSandbox) => void>> = {
  "is killed": ({ id }, sandbox) => void sandbox.docker("kill", id),
  "is removed": ({ id }, sandbox) => void sandbox.docker("rm", "--force", id),
};

it.skipIf(lacksEngine).for(Object.keys(strikes))(
  "works, or says what does not, when a new container %s in the middle of an apply",
  patience,
  async (way) => {
    const sandbox = new EngineSandbox();
    const stack = (level: string) =>
      composeStack({
        name: sandbox.name,
        servers: {
          one: echo(`env: {LEVEL: ${level}}`, "scale: {replicas: 2}"),
          keeps: echo(`env: {LEVEL: ${level}}`, "data: {path: /data}"),
        },
        edge: "nginx",
      });
    sandbox.write({ "mcp.stack.yaml": stack("zero") });
    await sandbox.done(["apply", "--yes", ...on]);
    for (const address of ["server.one", "server.keeps"]) {
      const level = address.replace("server.", "");
      const known = new Set(sandbox.containers().map(({ id }) => id));
      sandbox.write({ "mcp.stack.yaml": stack(level) });
      const apply = sandbox.start(["apply", "--yes", ...on]);
      apply.stdin?.end();
      const finished = finish(apply);
      const isNew = ({ id, state }: FoundContainer) => !known.has(id) && state === "running";
      expect(await until(() => sandbox.of(address).some(isNew), { timeoutMs: 60_000 }), address).toBe(true);
      for (const found of sandbox.of(address).filter(isNew).slice(0, 1)) strikes[way]?.(found, sandbox);
      const end = await finished;
      expect(text(end)).not.toMatch(/MCPC6366|^ {4}at /m);
      // What was asked for, or what was there before: nothing between.
      if (end.code !== 0) expect(text(end)).toMatch(/returned to revision \d+/);
      await sandbox.done(["apply", "--yes", ...on]);
      expect(await sandbox.done(["plan", "--detailed-exitcode", ...on])).toContain("Nothing to do");
      for (const server of ["one", "keeps"])
        expect(await sandbox.done(["call", server, "self", "{}", ...on])).toContain(`"LEVEL":"${level}"`);
      const states = sandbox.containers().map((container) => `${container.address} ${container.state}`);
      expect(states.sort()).toEqual(["gateway running", "server.keeps running", "server.one running", "server.one running"]);
    }
  },
);
