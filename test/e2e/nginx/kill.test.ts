import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { freePort } from "../../free-port.ts";
import { Backend } from "../../nginx/backend.ts";
import { newestNginx } from "../../nginx/programs.ts";
import { send } from "../../nginx/send.ts";
import { applyAndStrike } from "../local/strike.ts";
import { kill } from "../processes.ts";
import { lacks } from "../requirement.ts";
import { finish, type Sandbox } from "../sandbox.ts";
import { machine, running, stackText } from "./stack.ts";

const env = { TOKENS: "a-token-of-mine" };

async function prepared() {
  const given = newestNginx();
  const { sandbox, nginx } = await machine(given);
  const [at, port] = [await new Backend().listen(), await freePort()];
  Object.assign(sandbox.env, env);
  const parts = {
    version: given.version,
    port,
    gateway: 'auth: {bearer: {tokens: "${secret.tokens}"}}',
    secrets: "{tokens: {from: {env: TOKENS}}}",
  };
  const write = (rate: number) =>
    sandbox.write({
      "mcp.stack.yaml": stackText(nginx, { ...parts, servers: running("a", at, `, protocol: modern, limits: {rate: ${rate}/s}`) }),
    });
  return { sandbox, nginx, port, write };
}

/** Whatever was hit, the next apply gets there, and leaves nothing lying about. */
async function expectRecovery(sandbox: Sandbox, folder: string, port: number): Promise<void> {
  const again = await sandbox.run(["apply", "--yes"]);
  expect(again, again.stdout + again.stderr).toMatchObject({ code: 0 });
  expect(readdirSync(folder)).toEqual(["mcpc-e2e.dev.conf", "mcpc-e2e.dev.tokens"]);
  expect((await send(port, { path: "/a/mcp", headers: { host: "localhost", authorization: `Bearer ${env.TOKENS}` } })).status).toBe(200);
  const planned = await sandbox.run(["plan", "--detailed-exitcode"]);
  expect(planned, planned.stdout + planned.stderr).toMatchObject({ code: 0 });
}

it.skipIf(lacks("nginx-program"))(
  "converges after SIGKILL at every moment of an apply that it tells of",
  { timeout: 300_000 },
  async () => {
    const { sandbox, nginx, port, write } = await prepared();
    for (let moment = 1; ; moment++) {
      write(100 + moment);
      const { line } = await applyAndStrike(sandbox, moment, "the command line");
      if (line === undefined) break;
      await expectRecovery(sandbox, nginx.sites, port);
    }
  },
);

it.skipIf(lacks("nginx-program"))("converges after SIGKILL at any time of an apply, and of its end", { timeout: 300_000 }, async () => {
  const { sandbox, nginx, port, write } = await prepared();
  for (let after = 150; after < 900; after += 60) {
    write(after);
    const apply = sandbox.start(["apply", "--yes"]);
    apply.stdin?.end();
    const finished = finish(apply);
    await sleep(after);
    kill(apply.pid ?? 0);
    await finished;
    await expectRecovery(sandbox, nginx.sites, port);
  }
  expect((await sandbox.run(["destroy", "--yes"])).code).toBe(0);
  expect(readdirSync(nginx.sites)).toEqual([]);
});
