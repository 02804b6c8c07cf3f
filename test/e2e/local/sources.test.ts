import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { pathWithUv } from "../../targets/local/python-tools.ts";
import { nodeImage } from "../node-image.ts";
import { lacks } from "../requirement.ts";
import { Sandbox } from "../sandbox.ts";
import { until } from "../until.ts";
import { remainingProcesses } from "./orphans.ts";
import { stackOf } from "./stacks.ts";
import { readyServers, statusOf } from "./status.ts";
import { killSupervisor } from "./strike.ts";

const path = pathWithUv();
const noDocker = lacks("docker");
for (const reason of [path === undefined ? "no uv and no python3 to install it with" : undefined, noDocker])
  if (reason !== undefined) process.stderr.write(`skipped: ${reason}\n`);

it.skipIf(path === undefined)("runs a server from PyPI and answers a call", { timeout: 180_000 }, async () => {
  const sandbox = new Sandbox({ env: { PATH: path ?? "" } });
  sandbox.write({
    "mcp.stack.yaml": stackOf({ clock: ['run: {pypi: "mcp-server-time==2026.8.18", args: [--local-timezone, Europe/Berlin]}'] }),
  });
  await sandbox.done(["apply", "--yes"]);
  expect(await readyServers(sandbox)).toEqual(["clock"]);
  expect(await sandbox.done(["call", "clock", "get_current_time", '{"timezone": "Asia/Tokyo"}'])).toContain("Asia/Tokyo");
  expect((await sandbox.run(["plan", "--detailed-exitcode"])).code).toBe(0);
  await sandbox.done(["destroy", "--yes"]);
  expect(await remainingProcesses(sandbox)).toEqual([]);
});

it("says what is missing where there is no uv", async () => {
  const sandbox = new Sandbox({ env: { PATH: "/nowhere" } });
  Object.assign(sandbox.env, { XDG_CACHE_HOME: join(sandbox.folder, "cache") });
  sandbox.write({ "mcp.stack.yaml": stackOf({ clock: ['run: {pypi: "mcp-server-time==2026.8.18"}'] }) });
  const refused = await sandbox.run(["apply", "--yes"]);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain('server.clock   ✖ "uv" is not on PATH, and mcp-server-time==2026.8.18 is installed with it');
  expect(refused.stdout).toContain("hint: install it: pip install uv");
});

const docker = (...args: string[]) => execFileSync("docker", args, { encoding: "utf8" }).trim();
const containersOf = (stack: string) =>
  docker("ps", "--all", "--quiet", "--filter", `label=dev.mcpc.stack=${stack}`).split("\n").filter(Boolean);

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const program =
  "require('fs').appendFileSync('/keep/starts', process.env.PASSWORD.length + ' ');" +
  "require('http').createServer((q, s) => s.end('hello')).listen(process.env.PORT); process.on('SIGTERM', () => process.exit())";

it.skipIf(noDocker)("runs a service as a container, gives it its secret, and leaves none behind", { timeout: 240_000 }, async (context) => {
  const name = `e2e-${process.pid}`;
  const image = nodeImage();
  const port = await freePort();
  const sandbox = new Sandbox({ env: { PASSWORD: "canary-of-a-container" } });
  context.onTestFinished(() => {
    for (const id of containersOf(name)) docker("rm", "--force", id);
  });
  const check = `fetch('http://127.0.0.1:${port}')`;
  const services = [
    "services:",
    "  db:",
    `    image: "${image}"`,
    `    args: [/bin/node, -e, ${JSON.stringify(program)}]`,
    `    port: ${port}`,
    `    env: {PORT: "${port}", PASSWORD: "\${secret.password}"}`,
    "    data: {path: /keep}",
    "    stop: {grace: 2s}",
    `    health: {readiness: {exec: [/bin/node, -e, ${JSON.stringify(check)}], interval: 1s, timeout: 20s}}`,
    "secrets:",
    "  password: {from: {env: PASSWORD}}",
  ];
  const server = [`run: {command: [${process.execPath}, ${join(process.cwd(), "test/e2e/fixtures/answers.mjs")}]}`, "needs: {db: healthy}"];
  const stack = stackOf({ asks: [...server, 'env: {DB: "http://${service.db.address}"}'] }, services).replace("name: e2e", `name: ${name}`);
  sandbox.write({ "mcp.stack.yaml": stack });
  await sandbox.done(["apply", "--yes"]);
  expect(await readyServers(sandbox)).toEqual(["asks"]);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("hello");
  const answer = await sandbox.json<{ content: { text: string }[] }>(["call", "asks", "self"]);
  expect(JSON.parse(answer.content[0]?.text ?? "")).toMatchObject({ env: { DB: `http://127.0.0.1:${port}` } });
  expect(readFileSync(join(sandbox.stateOf(name), "data/db/starts"), "utf8")).toBe("21 ");
  expect(sandbox.processes().filter(({ command }) => command.includes("canary-of-a-container"))).toEqual([]);
  expect((await sandbox.run(["plan", "--detailed-exitcode"])).code).toBe(0);

  // Nobody ends a container whose client was killed, but whoever comes next.
  killSupervisor(sandbox, "with its guard", name);
  for (const { pid, command } of sandbox.processes()) if (command.includes("docker run")) process.kill(pid, "SIGKILL");
  expect(containersOf(name)).toHaveLength(1);
  await sandbox.done(["destroy", "--yes", "--data"]);
  expect(await until(() => containersOf(name).length === 0)).toBe(true);
  expect(await remainingProcesses(sandbox)).toEqual([]);
  expect((await statusOf(sandbox)).servers).toEqual([]);
});
