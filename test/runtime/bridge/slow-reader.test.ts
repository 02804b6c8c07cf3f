import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { startBundle } from "../../cli/runtime/bundle.ts";
import { freePort } from "../../free-port.ts";
import { type BridgeUnderTest, residentMegabytes, smallHeap, startBridge } from "./bridge-under-test.ts";
import { startBystanders } from "./bystanders.ts";
import { HttpSession } from "./http-session.ts";

/** A call whose answer is not read; gives the answer, which stands still. */
function unread(session: HttpSession, url: string, id: number, name: string, args: object): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const outgoing = request(url, { method: "POST", agent: false, headers: session.headers }, (response) => resolve(response.pause()));
  onTestFinished(() => void outgoing.destroy());
  outgoing.on("error", reject);
  outgoing.end(
    JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args, _meta: { progressToken: id } } }),
  );
  return promise;
}

/** Bytes a process has written so far. */
const written = (pid: number) => Number(/^wchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, "utf8"))?.[1]);

/** Resolves with what a process has written once it writes no more. */
async function standstill(pid: number): Promise<number> {
  let last = -1;
  await vi.waitUntil(
    () => {
      const before = last;
      last = written(pid);
      return last === before;
    },
    { timeout: 20_000, interval: 500 },
  );
  return last;
}

async function openSession(bridge: BridgeUnderTest, url = bridge.url): Promise<{ session: HttpSession; pid: number }> {
  const others = bridge.servers();
  const session = await HttpSession.open(url);
  const [pid = 0] = bridge.servers().filter((candidate) => !others.includes(candidate));
  return { session, pid };
}

it("makes a server wait whose client does not read, and gives every message to the client that goes on", { timeout: 90_000 }, async () => {
  const bridge = await startBridge();
  const others = await startBystanders(bridge.url);
  const before = bridge.memory();
  const { session, pid } = await openSession(bridge);
  const messages = 100_000;
  const answer = await unread(session, bridge.url, 1, "flood", { messages });

  // A hundred megabytes are to be told; the process is stopped long before, with what is in pipes and sockets.
  expect(await standstill(pid)).toBeLessThan(40 * 2 ** 20);
  expect(bridge.memory() - before).toBeLessThan(60);
  expect((await others.stop()).errors).toEqual([]);

  let [events, rest, most] = [0, "", 0];
  for await (const chunk of answer.setEncoding("utf8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    events += lines.filter((line) => line.startsWith('data: {"jsonrpc"')).length;
    most = Math.max(most, bridge.memory());
  }
  expect(events).toBe(messages + 1);
  expect(most - before).toBeLessThan(120);
  await session.delete();
  await bridge.quiet();
  await bridge.stop();
});

it("makes a server wait whose client does not read at the gateway before the bridge", { timeout: 90_000 }, async () => {
  const bridge = await startBridge();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "mcpc-slow-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "gateway.json"), JSON.stringify({ servers: { it: { urls: [bridge.url] } } }));
  const gateway = startBundle(["gateway", "--config", join(folder, "gateway.json"), "--port", String(port), "--log-level", "error"], {
    NODE_OPTIONS: smallHeap(128),
  });
  const url = `http://127.0.0.1:${port}/it/mcp`;
  await vi.waitUntil(
    () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    { timeout: 15_000 },
  );
  const before = residentMegabytes(gateway.pid ?? 0);
  const others = await startBystanders(url);
  const { session, pid } = await openSession(bridge, url);
  const messages = 100_000;
  const answer = await unread(session, url, 1, "flood", { messages });
  expect(await standstill(pid)).toBeLessThan(60 * 2 ** 20);
  expect(residentMegabytes(gateway.pid ?? 0) - before).toBeLessThan(80);
  expect((await others.stop()).errors).toEqual([]);
  let bytes = 0;
  for await (const chunk of answer) bytes += (chunk as Buffer).length;
  expect(bytes).toBeGreaterThan(messages * 1000);
  await session.delete();
  await bridge.stop();
});

it("keeps few of many long answers that a client asks for and does not read", { timeout: 90_000 }, async () => {
  const bridge = await startBridge();
  const others = await startBystanders(bridge.url);
  const before = bridge.memory();
  const { session, pid } = await openSession(bridge);
  const answers = Array.from({ length: 16 }, (_, id) => unread(session, bridge.url, id, "big", { megabytes: 20 }).catch(() => undefined));
  await Promise.race(answers);
  expect(await standstill(pid)).toBeLessThan(160 * 2 ** 20);
  expect(bridge.memory() - before).toBeLessThan(240);
  expect((await others.stop()).errors).toEqual([]);
  await session.delete();
  await bridge.quiet();
  await bridge.stop();
});

it("gives up the clients of a shared process that leave most unread, and no other", { timeout: 90_000 }, async () => {
  const bridge = await startBridge(["--stateless"], [], smallHeap(128));
  const others = await startBystanders(bridge.url);
  const before = bridge.memory();
  const session = await HttpSession.open(bridge.url);
  let most = 0;
  for (let id = 1; id <= 32; id += 1) {
    const answer = await unread(session, bridge.url, id, "big", { megabytes: 24 });
    answer.on("error", () => {});
    most = Math.max(most, bridge.memory() - before);
  }
  // Of 768 megabytes that were answered.
  expect(most).toBeLessThan(500);
  expect((await others.stop()).errors).toEqual([]);
  await bridge.stop();
});

it("ends a session whose server waits", { timeout: 60_000 }, async () => {
  const bridge = await startBridge();
  const { session, pid } = await openSession(bridge);
  await unread(session, bridge.url, 1, "flood", { messages: 100_000 });
  await standstill(pid);
  await session.delete();
  await bridge.quiet();
  await bridge.stop();
});
