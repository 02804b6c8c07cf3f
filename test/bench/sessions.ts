import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Figure } from "./figure.ts";
import { inspect } from "./inspected.ts";
import { openSessions } from "./open-sessions.ts";
import { holdings, startListening } from "./started.ts";

const sessions = 10_000;
/** So many are open at a time. */
const atOnce = 50;
const idleSeconds = 1;

/** Sessions that are opened and abandoned in turn, each with a process of its own: what is left of ten thousand. */
export async function measureSessions(): Promise<readonly Figure[]> {
  const limits = ["--max-sessions", String(atOnce * 4), "--idle-timeout", `${idleSeconds}s`];
  const bridge = [
    resolve("dist/mcpc-runtime.mjs"),
    "bridge",
    "--port",
    "PORT",
    ...limits,
    "--",
    "sh",
    resolve("test/bench/quick-server.sh"),
  ];
  const started = await startListening([process.execPath, "--inspect=127.0.0.1:0", ...bridge]);
  const state = async () => ({ ...holdings(started.pid), ...(await inspect(started.stderr())) });
  try {
    await abandon(started.url, 1000);
    const before = await state();
    await abandon(started.url, sessions);
    const after = await state();
    const growth = (key: "heapMegabytes" | "residentMegabytes") => (after[key] / before[key] - 1) * 100;
    const left = Object.keys({ ...before.resources, ...after.resources })
      .map((kind) => ({ kind, more: (after.resources[kind] ?? 0) - (before.resources[kind] ?? 0) }))
      .filter(({ more }) => more > 0);
    return [
      {
        name: "children left of 10,000 abandoned sessions",
        value: after.children - before.children,
        bound: 0,
        unit: "left",
        detail: `${after.children} run`,
      },
      { name: "sockets left", value: after.sockets - before.sockets, bound: 0, unit: "left", detail: `${after.sockets} open` },
      {
        name: "timers and others left",
        value: left.reduce((sum, { more }) => sum + more, 0),
        bound: 0,
        unit: "left",
        detail: JSON.stringify(after.resources),
      },
      {
        name: "memory, more than at the start",
        value: growth("residentMegabytes"),
        bound: 10,
        unit: "%",
        detail: fromTo(before, after, "residentMegabytes"),
      },
      {
        name: "heap, more than at the start",
        value: growth("heapMegabytes"),
        bound: 10,
        unit: "%",
        detail: fromTo(before, after, "heapMegabytes"),
      },
    ];
  } finally {
    await started.stop();
  }
}

/** Opens sessions in turn and lets go of their connections without a word; waits until their time is up. */
async function abandon(url: string, count: number): Promise<void> {
  for (let opened = 0; opened < count; opened += atOnce) {
    const open = await openSessions([url], atOnce);
    open.close();
    await sleep((idleSeconds * 1000) / 4);
  }
  await sleep(idleSeconds * 1000 + 5000);
}

type Key = "heapMegabytes" | "residentMegabytes";

function fromTo(before: Readonly<Record<Key, number>>, after: Readonly<Record<Key, number>>, key: Key): string {
  return `${before[key].toFixed(1)} MB, then ${after[key].toFixed(1)} MB`;
}
