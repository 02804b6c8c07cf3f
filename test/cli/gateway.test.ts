import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { modernPost } from "../runtime/gateway/open-door.ts";
import { Machine, twoServers } from "./machine.ts";
import { runCli } from "./run-cli.ts";

/** Runs `mcpc gateway` until the test ends it; gives its URL as its log tells it. */
async function gateway(machine: Machine, argv: readonly string[]) {
  const ended = new AbortController();
  const { promise, resolve } = Promise.withResolvers<string>();
  let log = "";
  const finished = runCli(["gateway", "--port", "0", ...argv], {
    host: machine.host,
    signal: ended.signal,
    onOutput: (text) => {
      log += text;
      const url = /"url":"([^"]+)"/.exec(log)?.[1];
      if (url !== undefined) resolve(url);
    },
  });
  onTestFinished(() => ended.abort());
  const url = await Promise.race([promise, finished.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  const end = () => {
    ended.abort();
    return finished;
  };
  return { url, end };
}

it("serves the servers of a running stack, with the stack's authentication, and a guarded stack's own commands still work", async () => {
  const machine = new Machine();
  onTestFinished(() => machine.close());
  const secret = `secrets:\n  tokens: {from: {file: ./tokens.txt}}\ngateway:\n  auth: {bearer: {tokens: "\${secret.tokens}"}}\n`;
  writeFileSync(join(machine.folder, "tokens.txt"), "canary-one\ncanary-two\n", { mode: 0o600 });
  machine.write(twoServers().replace("servers:\n", `${secret}servers:\n`));
  expect(await machine.run(["apply", "--yes"])).toMatchObject({ code: 0 });
  expect(await machine.run(["tools", "first"])).toMatchObject({ code: 0 });

  const { url, end } = await gateway(machine, []);
  expect((await modernPost(`${url}/mcp`, 1, "tools/list")).status).toBe(401);
  const token = { authorization: "Bearer canary-two" };
  for (const path of ["/first/mcp", "/second/mcp", "/mcp"]) {
    expect([path, (await modernPost(`${url}${path}`, 1, "tools/list", {}, token)).status]).toEqual([path, 200]);
  }
  const { code, stderr } = await end();
  expect(code).toBe(0);
  expect(stderr).not.toContain("canary");
});

it("serves what a file says without a stack, and says what is wrong with a file", async () => {
  const machine = new Machine();
  onTestFinished(() => machine.close());
  const file = join(machine.folder, "gateway.json");
  writeFileSync(file, "{}");
  const wrong = await machine.run(["gateway", "--config", "gateway.json"]);
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining("error MCPC6344")]);
  writeFileSync(file, JSON.stringify({ servers: {} }));
  const { url, end } = await gateway(machine, ["--config", "gateway.json"]);
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: "ok" });
  expect((await end()).code).toBe(0);
});
