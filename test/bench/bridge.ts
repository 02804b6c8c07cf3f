import { ours, theirs, withPeers } from "./contenders.ts";
import type { Figure } from "./figure.ts";
import { errorCount, type Load, loadInTurn } from "./load.ts";
import { type Started, startListening } from "./started.ts";

const rounds = 5;
const milliseconds = 4000;

/** One stdio server behind mcpc's bridge and behind what others use, called by many at once. */
export function measureBridge(): Promise<readonly Figure[]> {
  return withPeers(async (folder) => [...(await measureShared(folder)), ...(await measureStateful(folder))]);
}

async function measureShared(folder: string): Promise<readonly Figure[]> {
  const commands = { bridge: ours.stateless, mcpProxy: theirs(folder).mcpProxy, direct: ours.direct };
  return withStarted(commands, async (urls) => {
    const { bridge, mcpProxy, direct } = await loadInTurn(urls, { sessions: 32, milliseconds }, rounds);
    return [
      atLeast("bridge --stateless against mcp-proxy, 32 sessions", bridge.perSecond / mcpProxy.perSecond, 3, speeds({ bridge, mcpProxy })),
      {
        name: "its p99 against mcp-proxy's",
        value: bridge.p99 / mcpProxy.p99,
        bound: 0.5,
        unit: "×",
        detail: `${bridge.p99.toFixed(1)} ms against ${mcpProxy.p99.toFixed(1)} ms`,
      },
      atLeast("it against the server speaking HTTP itself", bridge.perSecond / direct.perSecond, 0.6, speeds({ bridge, direct })),
      errorsOf("errors among its calls", bridge),
    ];
  });
}

async function measureStateful(folder: string): Promise<readonly Figure[]> {
  const commands = { bridge: ours.stateful, supergateway: theirs(folder).supergateway };
  return withStarted(commands, async (urls) => {
    const eight = await loadInTurn(urls, { sessions: 8, milliseconds }, rounds);
    const many = await loadInTurn(urls, { sessions: 32, milliseconds }, 1);
    const { bridge, supergateway } = eight;
    return [
      atLeast("bridge against supergateway, 8 sessions", bridge.perSecond / supergateway.perSecond, 3, speeds({ bridge, supergateway })),
      { name: "sessions it opens of 32", value: many.bridge.sessions, bound: 32, atLeast: true, unit: "sessions", detail: speeds(many) },
      errorsOf("errors among the calls of 32 sessions", many.bridge),
    ];
  });
}

async function withStarted<Name extends string, T>(
  commands: Readonly<Record<Name, readonly string[]>>,
  use: (urls: Record<Name, string>) => Promise<T>,
): Promise<T> {
  const started: [string, Started][] = [];
  try {
    for (const [name, argv] of Object.entries<readonly string[]>(commands)) started.push([name, await startListening(argv)]);
    return await use(Object.fromEntries(started.map(([name, { url }]) => [name, url])) as Record<Name, string>);
  } finally {
    await Promise.all(started.map(([, { stop }]) => stop()));
  }
}

function atLeast(name: string, value: number, bound: number, detail: string): Figure {
  return { name, value, bound, atLeast: true, unit: "×", detail };
}

function errorsOf(name: string, load: Load): Figure {
  return { name, value: errorCount(load), bound: 0, unit: "errors", detail: JSON.stringify(load.errors) };
}

function speeds(loads: Readonly<Record<string, Load>>): string {
  return Object.entries(loads)
    .map(([name, { perSecond, sessions }]) => `${name} ${perSecond.toFixed(0)}/s in ${sessions}`)
    .join(", ");
}
