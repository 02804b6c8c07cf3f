import { children, ours, theirs, withPeers } from "./contenders.ts";
import type { Figure } from "./figure.ts";
import { busiestGenerator, errorsIn, type Load, loadInTurn, overRounds, speeds } from "./load.ts";
import { type Started, startListening } from "./started.ts";

/** Short and many: each round gives one ratio, taken within seconds, and the median of them counts. */
const rounds = 15;
const milliseconds = 1500;

/** One stdio server behind mcpc's bridge and behind what others use, called by many at once. */
export function measureBridge(): Promise<readonly Figure[]> {
  return withPeers(async (folder) => [...(await measureShared(folder)), ...(await measureStateful(folder))]);
}

async function measureShared(folder: string): Promise<readonly Figure[]> {
  const { sdk } = children;
  const commands = { bridge: ours.stateless(sdk), mcpProxy: theirs(folder, sdk).mcpProxy, direct: ours.direct(sdk) };
  return withStarted(commands, async (urls) => {
    const taken = await loadInTurn(urls, { sessions: 32, milliseconds }, rounds);
    const p99 = (name: "bridge" | "mcpProxy") => `${overRounds(taken, (round) => round[name].p99).toFixed(1)} ms`;
    return [
      faster("bridge --stateless against mcp-proxy, 32 sessions", taken, "mcpProxy", 3),
      {
        name: "its p99 against mcp-proxy's",
        value: overRounds(taken, ({ bridge, mcpProxy }) => bridge.p99 / mcpProxy.p99),
        bound: 0.5,
        unit: "×",
        detail: `${p99("bridge")} against ${p99("mcpProxy")}`,
      },
      faster("it against the server speaking HTTP itself", taken, "direct", 0.6),
      busiestGenerator(taken),
      errorsOf("errors among its calls", taken),
    ];
  });
}

/**
 * Eight processes of a server that the official SDK makes want more than the cores that are left, whoever stands before them, and hide
 * what that costs; so the ratio is taken with a server that costs next to nothing, and told for the other one, too.
 */
async function measureStateful(folder: string): Promise<readonly Figure[]> {
  const withSdk = await withStarted(statefulBefore(folder, children.sdk), (urls) => loadInTurn(urls, { sessions: 8, milliseconds }, 5));
  return withStarted(statefulBefore(folder, children.light), async (urls) => {
    const eight = await loadInTurn(urls, { sessions: 8, milliseconds }, rounds);
    const many = await loadInTurn(urls, { sessions: 32, milliseconds }, 3);
    const opened = Math.min(...many.map(({ bridge }) => bridge.sessions));
    const detail = `${speeds(many, "bridge", "supergateway")} in 32`;
    const ratio = faster("bridge against supergateway, 8 sessions", eight, "supergateway", 3);
    const other = faster("", withSdk, "supergateway", 3);
    return [
      { ...ratio, detail: `${ratio.detail}; before the SDK's server ${other.value.toFixed(2)} ×, ${other.detail}` },
      { name: "sessions it opens of 32", value: opened, bound: 32, atLeast: true, unit: "sessions", detail },
      busiestGenerator([...eight, ...many]),
      errorsOf("errors among the calls of 8 and 32 sessions", [...withSdk, ...eight, ...many]),
    ];
  });
}

function statefulBefore(folder: string, child: readonly string[]) {
  return { bridge: ours.stateful(child), supergateway: theirs(folder, child).supergateway };
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

/** Calls per second of the bridge, as a multiple of another's in the same round. */
function faster<Other extends string>(
  name: string,
  taken: readonly Readonly<Record<Other | "bridge", Load>>[],
  other: Other,
  bound: number,
): Figure {
  const value = overRounds(taken, (round) => round.bridge.perSecond / round[other].perSecond);
  return { name, value, bound, atLeast: true, unit: "×", detail: speeds(taken, "bridge", other) };
}

function errorsOf(name: string, taken: readonly { readonly bridge: Load }[]): Figure {
  const errors = errorsIn(taken.map(({ bridge }) => bridge));
  const value = Object.values(errors).reduce((sum, count) => sum + count, 0);
  return { name, value, bound: 0, unit: "errors", detail: JSON.stringify(errors) };
}
