import { expect, it } from "vitest";
import type { LockHolder } from "../../src/engine/lock/lock-holder.ts";
import { type Lock, type LockRequest, takeLock } from "../../src/engine/lock/take-lock.ts";
import type { Host } from "../../src/host/host.ts";
import { createMemoryHost, type MemoryHost } from "../../src/host/memory-host.ts";

const stateDirectory = "/state";
const path = "/state/lock";
const take = (host: Host, parts: Partial<LockRequest> = {}): Promise<Lock> =>
  takeLock(host, { stateDirectory, operation: "apply", timeoutMs: 0, ...parts });

const other: LockHolder = {
  id: "ab",
  operation: "apply",
  who: "eva@desk",
  host: "machine",
  pid: 99,
  startTime: "7",
  created: 1_700_000_000_000,
  tool: "mcpc 0.1.0",
};

/** Another process on the same disk: the same files, its own pid. */
function neighbour(host: MemoryHost, pid: number): Host {
  return { ...host, process: { ...host.process, pid } };
}

it("says who holds the lock, since when, and how to get past it", async () => {
  const host = createMemoryHost({ files: { [path]: JSON.stringify(other) }, processes: { 99: "7" } });
  const lock = await take(host);
  expect(lock).toEqual({
    taken: false,
    diagnostics: [
      {
        code: "MCPC6001",
        severity: "error",
        message: '"eva@desk" has been running apply on this environment since 2023-11-14T22:13:20.000Z (pid 99 on "machine")',
        hint: 'wait, or let mcpc wait with --lock-timeout 5m; if you are sure that nothing runs there any more, delete "/state/lock"',
      },
    ],
  });
  expect(host.text(path)).toBe(JSON.stringify(other));
});

it("writes down who it is, start time included where the kernel tells it", async () => {
  const stat = `4242 (a (b) c) S ${Array.from({ length: 40 }, (_, index) => index + 4).join(" ")}`;
  const host = createMemoryHost({ files: { "/proc/4242/stat": stat }, now: 5 });
  await take(host, { operation: "destroy" });
  expect(JSON.parse(host.text(path) ?? "")).toMatchObject({
    operation: "destroy",
    who: "user@machine",
    pid: 4242,
    startTime: "22",
    created: 5,
  });
});

it("takes over the lock of a process that is gone, also when its pid belongs to another one now", async () => {
  for (const start of [undefined, "a later start"]) {
    const processes: Record<number, string> = start === undefined ? {} : { 99: start };
    const host = createMemoryHost({ files: { [path]: JSON.stringify(other) }, processes });
    const lock = await take(host);
    expect(lock.taken).toBe(true);
    expect(lock.diagnostics.map(({ message }) => message)).toEqual([
      'the lock of "eva@desk" was taken over: its process (pid 99) no longer runs',
    ]);
    expect(await host.list(stateDirectory)).toEqual(["lock"]);
  }
});

it("never takes over a lock of another machine, nor one that says nothing", async () => {
  for (const content of [JSON.stringify({ ...other, host: "elsewhere" }), "", "{}"]) {
    const host = createMemoryHost({ files: { [path]: content } });
    expect((await take(host)).taken).toBe(false);
  }
});

it("waits for the lock as long as it may", async () => {
  const host = createMemoryHost({ processes: { 4242: "1", 1: "1" } });
  const first = await take(host);
  const waiting = take(neighbour(host, 1), { timeoutMs: 5000 });
  await host.sleep(3000);
  if (first.taken) await first.release();
  expect((await waiting).taken).toBe(true);
  const began = host.now();
  expect((await take(host, { timeoutMs: 2000 })).taken).toBe(false);
  expect(host.now() - began).toBe(2000);
});

it("gives up waiting when it is interrupted", async () => {
  const host = createMemoryHost({ files: { [path]: JSON.stringify(other) }, processes: { 99: "7" } });
  const controller = new AbortController();
  const waiting = take(host, { timeoutMs: 60_000, signal: controller.signal });
  await host.sleep(1000);
  controller.abort();
  expect((await waiting).taken).toBe(false);
  expect(host.now()).toBeLessThan(5000);
});

it("removes only its own lock", async () => {
  const host = createMemoryHost();
  const lock = await take(host);
  await host.writeFile(path, JSON.stringify(other));
  if (lock.taken) await lock.release();
  expect(host.text(path)).toBe(JSON.stringify(other));
});

it("lets exactly one of many win a stale lock, however their steps interleave", async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const host = createMemoryHost({ files: { [path]: JSON.stringify(other) }, processes: { 1: "1", 2: "1", 3: "1" } });
    let random = seed;
    const turns = async (): Promise<void> => {
      random = (random * 48271) % 2147483647;
      for (let turn = random % 23; turn > 0; turn--) await undefined;
    };
    const jittery = (pid: number): Host =>
      new Proxy(neighbour(host, pid), {
        get: (target, name, receiver) => {
          const value: unknown = Reflect.get(target, name, receiver);
          if (typeof value !== "function" || name === "now" || name === "random") return value;
          return async (...given: unknown[]) => {
            await turns();
            return Reflect.apply(value, target, given);
          };
        },
      });
    const locks = await Promise.all([1, 2, 3].map((pid) => take(jittery(pid))));
    expect([seed, locks.filter(({ taken }) => taken).length]).toEqual([seed, 1]);
    const holder: LockHolder = JSON.parse(host.text(path) ?? "");
    expect([1, 2, 3].filter((_, index) => locks[index]?.taken)).toEqual([holder.pid]);
  }
});

it("gets past a taker that was killed while it took over", async () => {
  const host = createMemoryHost({
    files: { [path]: JSON.stringify(other), "/state/lock.ab": JSON.stringify({ ...other, id: "cd", pid: 98 }) },
  });
  expect((await take(host)).taken).toBe(true);
  expect(await host.list(stateDirectory)).toEqual(["lock"]);
});

it("clears away what a killed writer had not finished, and leaves what others write alone", async () => {
  const left = { "/state/.state.json.41.0a1b2c.tmp": "{", "/state/revisions/.000002.json.41.ff00.tmp": "{" };
  const kept = { "/state/.state.json.99.0a1b2c.tmp": "{", "/state/revisions/000001.json": "{}" };
  const host = createMemoryHost({ files: { ...left, ...kept }, processes: { 99: "7" } });
  expect((await take(host)).taken).toBe(true);
  for (const name of Object.keys(left)) expect(await host.readFile(name)).toBeUndefined();
  for (const name of Object.keys(kept)) expect(await host.readFile(name)).toBeDefined();
});
