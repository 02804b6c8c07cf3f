import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Applied, applyServer } from "./applied.ts";
import { children, ours } from "./contenders.ts";
import type { Figure } from "./figure.ts";
import { inspect } from "./inspected.ts";
import { busiestGenerator, errorsIn, type Load, loadInTurn, overRounds, speeds } from "./load.ts";
import { openSessions } from "./open-sessions.ts";
import { type Started, startListening } from "./started.ts";

const node = process.execPath;
const command = [resolve("dist/mcpc-runtime.mjs"), "gateway", "--port", "PORT", "--config"];
const rounds = 15;
const servers = 100;
const idleSessions = 2000;

/** What the gateway adds to a bridge, and what many servers and idle sessions cost it. */
export async function measureGateway(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-bench-"));
  try {
    return [...(await measureAdded(folder)), await measureIdle(folder)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A gateway as it stands before a bridge on another machine, and the one that `mcpc apply` starts, which is in the bridge's own process. */
async function measureAdded(folder: string): Promise<readonly Figure[]> {
  const child = children.sdk;
  const bridge = await startListening(ours.stateless(child));
  let door: Started | undefined;
  let applied: Applied | undefined;
  try {
    door = await startListening([node, ...command, configOf(folder, { measured: bridge.url })]);
    applied = applyServer(folder, child);
    const urls = { bridge: bridge.url, gateway: `http://127.0.0.1:${door.port}/measured/mcp`, applied: applied.url };
    const alone = await loadInTurn(urls, { sessions: 1, milliseconds: 1500 }, rounds);
    const many = await loadInTurn(urls, { sessions: 32, milliseconds: 1500 }, rounds);
    const errors = errorsIn([...alone, ...many].flatMap(({ gateway, applied: own }) => [gateway, own]));
    return [
      ...addedBy("gateway over bridge", "gateway", alone, many),
      ...addedBy("gateway of mcpc apply over bridge", "applied", alone, many),
      busiestGenerator(many),
      {
        name: "errors among their calls",
        value: Object.values(errors).reduce((sum, count) => sum + count, 0),
        bound: 0,
        unit: "errors",
        detail: JSON.stringify(errors),
      },
    ];
  } finally {
    applied?.destroy();
    await door?.stop();
    await bridge.stop();
  }
}

type Taken = readonly Readonly<Record<"bridge" | "gateway" | "applied", Load>>[];

function addedBy(name: string, who: "gateway" | "applied", alone: Taken, many: Taken): readonly Figure[] {
  const median = (of: "bridge" | typeof who) => overRounds(alone, (round) => round[of].median).toFixed(2);
  return [
    {
      name: `${name}, added to a call at the median`,
      value: overRounds(alone, (round) => round[who].median - round.bridge.median),
      bound: 0.3,
      unit: "ms",
      detail: `${median(who)} ms against ${median("bridge")} ms, one session`,
    },
    {
      name: `${name}, throughput it costs`,
      value: overRounds(many, (round) => (1 - round[who].perSecond / round.bridge.perSecond) * 100),
      bound: 20,
      unit: "%",
      detail: `${speeds(many, who, "bridge")}, 32 sessions`,
    },
  ];
}

/** A hundred servers, all of them one process, which is not what is measured; sessions spread over them, each on a connection it keeps. */
async function measureIdle(folder: string): Promise<Figure> {
  const upstream = await startListening(ours.direct(children.light));
  const names = Array.from({ length: servers }, (_, index) => `server-${index}`);
  const config = configOf(folder, Object.fromEntries(names.map((name) => [name, upstream.url])));
  const door = await startListening([node, "--inspect=127.0.0.1:0", ...command, config]);
  try {
    const urls = names.map((name) => `http://127.0.0.1:${door.port}/${name}/mcp`);
    const warm = await openSessions(urls, 500);
    warm.close();
    await sleep(5000);
    const before = await inspect(door.stderr());
    const open = await openSessions(urls, idleSessions);
    await sleep(5000);
    const after = await inspect(door.stderr());
    open.close();
    const kilobytes = ((after.residentMegabytes - before.residentMegabytes) * 1024) / idleSessions;
    return {
      name: `memory of an idle session, ${servers} servers behind one gateway`,
      value: kilobytes,
      bound: 50,
      unit: "KB",
      detail: `${before.residentMegabytes.toFixed(0)} MB, with ${idleSessions} sessions ${after.residentMegabytes.toFixed(0)} MB`,
    };
  } finally {
    await door.stop();
    await upstream.stop();
  }
}

function configOf(folder: string, urls: Readonly<Record<string, string>>): string {
  const file = join(folder, "gateway.json");
  writeFileSync(file, JSON.stringify({ servers: Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, { urls: [url] }])) }));
  return file;
}
