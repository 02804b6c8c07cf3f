import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type RunOptions, Sandbox } from "../sandbox.ts";
import { until } from "../until.ts";
import { Canaries } from "./canaries.ts";
import { askSocket, RemoteServer } from "./remote-server.ts";
import { lightServer, ownServer, stackOf } from "./stacks.ts";

const held = ['env: {FROM_ENV: "${secret.from-env}", FROM_FILE: "${secret.from-file}", FROM_EXEC: "in ${secret.from-exec} it"}'];
const servers = (port: number) => ({
  holder: [`run: ${ownServer("answers", "tell")}`, ...held],
  remote: [
    "run:",
    `  url: "http://127.0.0.1:${port}/mcp?key=\${secret.from-file}"`,
    '  headers: {Authorization: "Bearer ${secret.from-exec}"}',
  ],
});
const broken = { broken: [`run: ${ownServer("answers", "fail")}`, ...held, "restart: {policy: never}"] };
/** An address that nobody listens at. */
const nowhere = { nowhere: ['run: {url: "http://127.0.0.1:1/mcp?key=${secret.from-env}"}'] };
const secrets = [
  "secrets:",
  "  from-env: {from: {env: CANARY}}",
  "  from-file: {from: {file: ../vault/file}}",
  "  from-exec: {from: {exec: [cat, ../vault/exec]}}",
];
const look: readonly (readonly string[])[] = [
  ["validate"],
  ["build"],
  ["plan"],
  ["diff"],
  ["drift"],
  ["history"],
  ["status"],
  ["logs", "--tail", "1000"],
  ["tools"],
  ["probe"],
  ["graph"],
  ["explain", "servers.holder.env.FROM_ENV"],
  ["explain", "servers.remote.run"],
  ["explain", "secrets"],
  ["call", "holder", "refuse"],
];

/** Everything that only looks, for people and for programs. */
async function lookAround(sandbox: Sandbox, options: RunOptions): Promise<void> {
  for (const args of look) {
    await Promise.all([sandbox.run(args, options), sandbox.run([...args, "--json"], options)]);
  }
  await Promise.all(["mermaid", "dot"].map((format) => sandbox.run(["graph", "--format", format], options)));
  await Promise.all(["sarif", "github"].map((format) => sandbox.run(["validate", "--format", format], options)));
}

it("shows and writes no secret anywhere, whatever happens to the servers that have it", { timeout: 120_000 }, async () => {
  const canaries = new Canaries();
  const remote = new RemoteServer();
  onTestFinished(() => remote.close());
  const port = await remote.listen();
  const sandbox = new Sandbox();
  const vault = join(sandbox.folder, "vault");
  mkdirSync(vault);
  writeFileSync(join(vault, "file"), canaries.plant(), { mode: 0o600 });
  writeFileSync(join(vault, "exec"), `${canaries.plant()}\n`);
  // Its own, so that everything it writes is searched.
  Object.assign(sandbox.env, { XDG_CACHE_HOME: join(sandbox.folder, "cache"), MCPC_DEBUG: "1" });
  const first = { env: { CANARY: canaries.plant(2) } };
  const second = { env: { CANARY: canaries.plant(2) } };
  canaries.watchArguments();

  sandbox.write({ "mcp.stack.yaml": stackOf({ ...servers(port), ...broken }, secrets) });
  const failed = await sandbox.run(["apply", "--yes"], first);
  expect(failed.code).toBe(1);
  expect(failed.stdout, failed.stderr).toContain("FROM_FILE is [secret]");
  await lookAround(sandbox, first);

  sandbox.write({ "mcp.stack.yaml": stackOf(servers(port), secrets) });
  await sandbox.done(["plan", "--out", "plan.json"], first);
  await sandbox.done(["apply", "plan.json", "--yes"], first);
  expect(remote.asked.some((line) => line.startsWith("POST /mcp?key=c@n"))).toBe(true);
  await lookAround(sandbox, first);

  const changed = await sandbox.run(["diff"], second);
  expect(changed.stdout).toContain("from-env");
  sandbox.write({ "mcp.stack.yaml": stackOf({ ...servers(port), extra: [`run: ${lightServer()}`] }, secrets) });
  await sandbox.done(["apply", "--yes", "--json"], second);
  await lookAround(sandbox, second);
  sandbox.write({ "mcp.stack.yaml": stackOf({ ...servers(port), ...broken, ...nowhere }, secrets) });
  const returned = await sandbox.run(["apply", "--yes"], second);
  expect(returned).toMatchObject({ code: 6, stdout: expect.stringContaining("server.nowhere") });
  await sandbox.done(["restart", "holder"], second);
  canaries.look("control socket", await askSocket(join(sandbox.stateOf(), "control.sock"), "/v1/status"));

  for (const { command, environment } of sandbox.processes()) {
    canaries.look(`arguments of ${command}`, command);
    const holds = environment.filter((line) => canaries.isIn(line)).map((line) => line.split("=", 1)[0]);
    expect([command.includes("answers.mjs"), holds.sort()]).toEqual(
      command.includes("answers.mjs") ? [true, ["FROM_ENV", "FROM_EXEC", "FROM_FILE"]] : [false, []],
    );
  }
  await sandbox.done(["rollback", "--yes"], second);
  sandbox.write({ "mcp.stack.yaml": stackOf(servers(port), secrets) });
  await followLogs(sandbox, second);
  await sandbox.done(["destroy", "--yes"], second);
  for (const folder of [sandbox.state, sandbox.stack, join(sandbox.folder, "cache")]) canaries.lookBelow(folder);
  canaries.look("output", sandbox.printed.join("\n"));
  expect(canaries.end()).toEqual([]);
});

/** `dev` shows the logs of all servers as they come. */
async function followLogs(sandbox: Sandbox, options: RunOptions): Promise<void> {
  const dev = sandbox.start(["dev"], options);
  let output = "";
  for (const stream of [dev.stdout, dev.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  await sandbox.run(["call", "holder", "refuse"], options);
  await until(() => output.includes("[secret]"));
  const ended = new Promise((resolve) => dev.once("close", resolve));
  dev.kill("SIGINT");
  await ended;
  sandbox.printed.push(output);
}

const literals = [
  "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
  "sk-proj-abcdefghijklmnop",
  "hunter2-canary",
  "swordfish-canary",
  "AKIAIOSFODNN7EXAMPLE",
  "98765432109876",
  "canary-in-a-query",
];
/** Known for what they are only by the place where they stand. */
const misplaced = [
  '  b: {run: {url: "example.com/mcp?sesame=canary-in-a-query", headers: {X-Key: 98765432109876}}}',
  "  f: {run: {command: [x]}, env: {DB_PASSWORD: {value: hunter2-canary}}}",
];
/** Known by their look, or by the name beside them. */
const mistakes = [
  '  a: {run: {url: "htps://admin:hunter2-canary@example.com/mcp", bogus: 1}}',
  "  c:",
  "    run: {command: [x]}",
  "    env: {API_TOKEN: swordfish-canary}",
  "    transport: ghp_abcdefghijklmnopqrstuvwxyz0123456789",
  "    stop: {grace: sk-proj-abcdefghijklmnop}",
  "    port: AKIAIOSFODNN7EXAMPLE",
  "  ghp_abcdefghijklmnopqrstuvwxyz0123456789: {run: {command: [x]}}",
  '  d: {run: {npm: "sk-proj-abcdefghijklmnop"}, sk-proj-abcdefghijklmnop: 1}',
  '  e: {run: {command: [x]}, env: ["API_TOKEN=swordfish-canary"], needs: {AKIAIOSFODNN7EXAMPLE: healthy}}',
];

it("quotes no secret that was written in clear, whatever is wrong with it or beside it", async () => {
  const lines = ["apiVersion: mcpc/v1", "name: e2e", "servers:", ...mistakes, "environments: {dev: {target: local}}"];
  const whole = lines.toSpliced(-1, 0, ...misplaced).join("\n");
  const syntax = lines.join("\n");
  const sandbox = new Sandbox();
  for (const text of [whole, `${syntax}\n  : [`, syntax.replace("    run", "\t run"), ...mistakes.map((line) => `servers:\n${line} {`)]) {
    sandbox.write({ "mcp.stack.yaml": text });
    const formats = text === whole ? ["text", "json", "sarif", "github"] : ["text"];
    const runs = await Promise.all(formats.map((format) => sandbox.run(["validate", "--format", format])));
    expect(runs.map(({ code }) => code)).toEqual(formats.map(() => 1));
  }
  await Promise.all(
    [
      ["apply", "--yes"],
      ["plan", "--json"],
      ["explain", "servers.c"],
    ].map((args) => sandbox.run(args)),
  );
  const setting = ["--set", "servers.a.port=ghp_abcdefghijklmnopqrstuvwxyz0123456789", "--set", "servers.a.run.url=x://y:hunter2-canary@z"];
  await sandbox.run(["validate", ...setting]);
  const printed = sandbox.printed.join("");
  expect(printed).toContain("•••");
  expect(literals.filter((literal) => printed.toLowerCase().includes(literal.toLowerCase()))).toEqual([]);
});
