import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { ToolCheck } from "../../../src/engine/tool-check.ts";
import { createMemoryHost, type MemoryHostOptions } from "../../../src/host/memory-host.ts";
import { createNodeHost } from "../../../src/host/node-host.ts";
import type { Model } from "../../../src/model/model.ts";
import { check } from "../../../targets/compose/check.ts";
import { lacks } from "../../e2e/requirement.ts";
import { newestNginx } from "../../nginx/programs.ts";

const file = (path: string, content: string) => ({ path, content, mediaType: "text/plain", sources: [] });
const composeFile = file("compose.yaml", "name: team\n");
const configuration = file("nginx/nginx.conf", 'upstream a {\n    server tasks-1:8080 max_fails=3;\n}\nerror_log "/dev/stderr";\n');
const model = { nginx: { version: "1.26", idleMs: 1 } } as unknown as Model;

const answers = (commands: MemoryHostOptions["commands"] = {}, artifacts = [composeFile]): Promise<readonly ToolCheck[]> =>
  check(artifacts, createMemoryHost({ commands }), { model });
const words = ({ diagnostics, skipped }: ToolCheck): unknown => skipped ?? diagnostics.map(({ code, message }) => `${code} ${message}`);

it("asks Docker Compose about the file as it will be written, without writing it", async () => {
  const asked: (string | undefined)[] = [];
  const commands: MemoryHostOptions["commands"] = {
    "docker compose version": { stdout: "2.26.1" },
    "docker compose --file - --profile * config": (command, { input }) => {
      asked.push(command.slice(6).join(" "), input);
      return { code: 15, stderr: "services.a must be a mapping\n" };
    },
  };
  const [found] = await answers(commands);
  expect(found).toMatchObject({ tool: "docker compose config", files: ["compose.yaml"] });
  expect(found?.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "MCPC6122 Docker Compose refuses what mcpc writes: services.a must be a mapping",
  ]);
  expect(asked).toEqual(["config --quiet --no-interpolate", "name: team\n"]);
});

it("says what is missing where Docker or its plugin is, and nothing where all is well", async () => {
  expect((await answers()).map(words)).toEqual([{ kind: "missing", program: "docker" }]);
  expect((await answers({ "docker compose": { code: 1 } })).map(words)).toEqual([{ kind: "missing", program: "docker compose" }]);
  expect((await answers({ "docker compose": {} })).map(words)).toEqual([[]]);
});

const nginx = (version: string, test: Exclude<MemoryHostOptions["commands"], undefined>[string] = {}) => ({
  nginx: {},
  "/usr/bin/nginx -v": { stderr: `nginx version: nginx/${version}\n` },
  sh: test,
});

it("has nginx read its configuration, with something of this machine in place of what only containers have", async () => {
  let given: string | undefined;
  const test = (_: readonly string[], { input }: { readonly input?: string }) => {
    given = input;
    return {};
  };
  expect((await answers(nginx("1.26.3", test), [configuration])).map(words)).toEqual([[]]);
  expect(given).toBe('upstream a {\n    server 127.0.0.1:8080 max_fails=3;\n}\nerror_log "/dev/null";\n');
});

it.each([
  [
    'unknown directive "sticky" in /tmp/x/nginx.conf:114',
    ['MCPC6123 nginx refuses nginx/nginx.conf: unknown directive "sticky" in line 114'],
  ],
  [
    'open() "/run/secrets/nginx-tokens" failed (2: No such file or directory)',
    { kind: "elsewhere", problem: 'open() "/run/secrets/nginx-tokens" failed (2: No such file or directory)' },
  ],
])("tells what is wrong from what only another machine can know: %s", async (problem, expected) => {
  const commands = nginx("1.30.0", { code: 1, stderr: `2026/01/01 00:00:00 [emerg] 7#7: ${problem}\n` });
  expect((await answers(commands, [configuration])).map(words)).toEqual([expected]);
});

it("does not ask an nginx that is older than what the configuration is written for, or is not there", async () => {
  const older = { kind: "older", program: "nginx", found: "1.22.1", needed: "1.26" };
  expect((await answers(nginx("1.22.1"), [configuration])).map(words)).toEqual([older]);
  expect((await answers({}, [configuration])).map(words)).toEqual([{ kind: "missing", program: "nginx" }]);
});

it.skipIf(lacks("nginx-program") ?? lacks("compose"))("passes what is written for an example by the real ones", async () => {
  const folder = "test/golden/20-compose/staging/deploy";
  const artifacts = ["compose.yaml", "nginx/nginx.conf"].map((path) => file(path, readFileSync(`${folder}/${path}`, "utf8")));
  const real = createNodeHost();
  const host = { ...real, which: async (name: string) => (name === "nginx" ? newestNginx().program : real.which(name)) };
  expect((await check(artifacts, host, { model })).map(words)).toEqual([[], []]);
  const broken = artifacts.map((artifact) => ({
    ...artifact,
    content: artifact.content.replace("services:\n", "servces:\n").replace("worker_connections", "worker_conections"),
  }));
  expect((await check(broken, host, { model })).map(words)).toEqual([
    [expect.stringContaining("MCPC6122 Docker Compose refuses what mcpc writes")],
    [expect.stringContaining('MCPC6123 nginx refuses nginx/nginx.conf: unknown directive "worker_conections" in line 10')],
  ]);
});
