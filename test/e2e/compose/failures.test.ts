import { createServer } from "node:net";
import { expect, it } from "vitest";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack, echo } from "./stacks.ts";

const patience = { timeout: 300_000 };
const on = ["-e", "staging"];

it.skipIf(lacksEngine)("returns to the last stable revision when an update never gets healthy, with the log's end", patience, async () => {
  const sandbox = new EngineSandbox();
  const { name } = sandbox;
  const stack = (...lines: readonly string[]) => composeStack({ name, servers: { one: lines, two: echo() }, edge: "nginx" });
  sandbox.write({ "mcp.stack.yaml": stack(...echo("env: {LEVEL: info}")) });
  await sandbox.done(["apply", "--yes", ...on]);
  const before = sandbox.containers();

  const ways = { "exits-at-once": "exited with code 3", "hangs-on-handshake": "was not ready after" };
  for (const [way, words] of Object.entries(ways)) {
    const lines = [
      `run: {command: [node, misbehaves.mjs, ${way}], cwd: ./echo}`,
      "health: {startup: {timeout: 4s}}",
      "restart: {policy: never}",
    ];
    sandbox.write({ "mcp.stack.yaml": stack(...lines) });
    const failed = await sandbox.run(["apply", "--yes", ...on]);
    expect(failed.code, failed.stdout + failed.stderr).toBe(6);
    expect(failed.stdout + failed.stderr).toMatch(/returned to revision \d+\. /);
    expect(failed.stdout + failed.stderr).toMatch(way === "exits-at-once" ? /does not work|was not ready/ : new RegExp(words));
    expect(sandbox.containers().map(({ id, state }) => [id, state])).toEqual(before.map(({ id }) => [id, "running"]));
  }
  expect(await sandbox.done(["call", "one", "self", "{}", ...on])).toContain('"LEVEL":"info"');
});

it.skipIf(lacksEngine)("says what is in the way: a port, an image, an engine, a command", patience, async () => {
  const sandbox = new EngineSandbox();
  const { name } = sandbox;
  const { port, close } = await taken();
  const failing = async (stack: string, code: string, env: Readonly<Record<string, string>> = {}) => {
    sandbox.write({ "mcp.stack.yaml": stack });
    const failed = await sandbox.run(["apply", "--yes", ...on], { env });
    expect(failed.code, failed.stdout + failed.stderr).not.toBe(0);
    expect(failed.stdout + failed.stderr).toContain(code);
    expect(failed.stdout + failed.stderr).not.toMatch(/MCPC6366|^ {4}at /m);
  };
  try {
    const servers = { one: echo() };
    await failing(composeStack({ name, servers }).replace("port: 0", `port: ${port}`), `cannot have port ${port} of the host`);
    const image = ["run: {image: mcpc-test/nowhere:1.2.3}", "transport: http", "port: 8000"];
    await failing(composeStack({ name, servers: { one: image } }), 'image "mcpc-test/nowhere:1.2.3" is not on the engine');
    const plain = composeStack({ name, servers });
    const running = sandbox.containers();
    await failing(plain, "the Docker engine does not answer", { DOCKER_HOST: `unix://${sandbox.folder}/nobody.sock` });
    await failing(plain, '"docker" is not on PATH', { PATH: sandbox.folder });
    await failing(plain, '"docker compose" does not work here', { DOCKER_CONFIG: sandbox.folder });
    // What cannot be made anew is not ended either.
    expect(running.length).toBeGreaterThan(0);
    expect(sandbox.containers()).toEqual(running);
  } finally {
    await close();
  }
});

/** A port of this machine that somebody listens on. */
async function taken(): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
