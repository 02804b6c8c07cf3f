import { readdirSync, statSync } from "node:fs";
import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { Sandbox } from "../sandbox.ts";
import { listeningAddresses } from "./listening.ts";
import { lightServer, ownServer, stackOf } from "./stacks.ts";
import { statusOf } from "./status.ts";

const stack = (version: string) =>
  stackOf(
    {
      one: [`run: ${lightServer()}`, `env: {VERSION: "${version}", SECRET: "\${secret.word}"}`],
      two: [`run: ${ownServer("answers", "tell")}`, 'env: {FROM: "${data.dir}"}', "data: {path: /data}"],
    },
    ["secrets:", "  word: {from: {env: WORD}}"],
  );

/** `0700 directory NAME` of everything below a folder, itself included. */
function modesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return [folder, ...entries.map(({ parentPath, name }) => join(parentPath, name))].map((path) => {
    const status = statSync(path);
    const kind = status.isDirectory() ? "directory" : status.isSocket() ? "socket" : "file";
    return `${(status.mode & 0o777).toString(8).padStart(4, "0")} ${kind} ${relative(folder, path)}`;
  });
}

it.concurrent.for(["000", "022", "077"])("keeps its state to its user, with umask %s", async (umask, { onTestFinished }) => {
  const sandbox = new Sandbox({ onTestFinished, env: { WORD: "canary-of-permissions" } });
  const through = ["/bin/sh", "-c", `umask ${umask}; exec "$@"`, "sh"];
  for (const version of ["1", "2"]) {
    sandbox.write({ "mcp.stack.yaml": stack(version) });
    await sandbox.done(["apply", "--yes"], { through });
  }
  await sandbox.done(["restart", "one"], { through });
  const modes = modesBelow(sandbox.state);
  expect(modes.filter((line) => !/^0700 directory |^0600 (?:file|socket) /.test(line))).toEqual([]);
  expect(modes).toContainEqual("0600 socket mcpc/e2e/dev/control.sock");
  expect(modes).toContainEqual("0700 directory mcpc/e2e/dev/data/two");
  expect(modes.filter((line) => line.endsWith(".log"))).toHaveLength(4);

  await sandbox.done(["destroy", "--yes"], { through });
  expect(modesBelow(sandbox.state).filter((line) => !/^0700 directory |^0600 file /.test(line))).toEqual([]);
});

/** Status of the front door's answer to an `initialize` with these headers. */
function knock(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const body = {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
  };
  const common = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  return new Promise((resolve, reject) => {
    request(url, { method: "POST", headers: { ...common, ...headers } }, (message) => {
      message.destroy();
      resolve(message.statusCode ?? 0);
    })
      .on("error", reject)
      .end(JSON.stringify(body));
  });
}

it.concurrent("listens on loopback only, and lets no other site's page in", async ({ onTestFinished }) => {
  const sandbox = new Sandbox({ onTestFinished, env: { WORD: "canary-of-permissions" } }).write({ "mcp.stack.yaml": stack("1") });
  await sandbox.done(["apply", "--yes"]);
  const { servers } = await statusOf(sandbox);
  const url = servers[0]?.url ?? "";
  const { host, port } = new URL(url);
  expect(listeningAddresses(sandbox)).toEqual([`127.0.0.1:${port}`]);

  expect(await knock(url, {})).toBe(200);
  expect(await knock(url, { host: `localhost:${port}` })).toBe(200);
  expect(await knock(url, { origin: `http://${host}` })).toBe(200);
  for (const forged of ["evil.example", `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, "[::2]"])
    expect([forged, await knock(url, { host: forged })]).toEqual([forged, 403]);
  for (const origin of ["https://evil.example", "null", `http://evil.example:${port}`, `http://127.0.0.1.evil.example:${port}`])
    expect([origin, await knock(url, { origin })]).toEqual([origin, 403]);
  for (const address of machineAddresses()) await expect(knock(`http://${address}:${port}/one/mcp`, {})).rejects.toThrow("ECONNREFUSED");
});

/** Where others on the network would knock. */
function machineAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((entries = []) =>
    entries.flatMap(({ internal, family, address }) => (internal || family !== "IPv4" ? [] : [address])),
  );
}
