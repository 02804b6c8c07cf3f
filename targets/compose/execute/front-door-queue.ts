import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import type { Container } from "../docker/container.ts";
import { readContainers } from "../docker/read-containers.ts";
import type { Peers } from "./peers.ts";
import { type Edge, runningEdges, type Settings, takeOver } from "./take-over.ts";

/** What somebody wants of the front door. */
export type Wish =
  /** Calls for a service go to these containers; with `hold` only where they do not go to containers by name already. */
  | { readonly service: string; readonly containers: readonly string[]; readonly hold: boolean }
  | { readonly files: Readonly<Record<string, string>> };

interface Waiting {
  readonly wish: Wish;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const queues = new WeakMap<Host, Waiting[]>();

/**
 * Has the front door take something over. Each time it writes down what the next begins with, so there is one at a time; what is wished for
 * meanwhile is taken over together.
 */
export function wishOfFrontDoor(wish: Wish, host: Host, context: ExecuteContext): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const waiting = queues.get(host);
  if (waiting !== undefined) waiting.push({ wish, resolve, reject });
  else {
    queues.set(host, [{ wish, resolve, reject }]);
    void work(host, context);
  }
  return promise;
}

async function work(host: Host, context: ExecuteContext): Promise<void> {
  for (let batch = queues.get(host) ?? []; batch.length > 0; batch = queues.get(host) ?? []) {
    queues.set(host, []);
    try {
      await fulfil(
        batch.map(({ wish }) => wish),
        host,
        context,
      );
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  queues.delete(host);
}

async function fulfil(wishes: readonly Wish[], host: Host, context: ExecuteContext): Promise<void> {
  const edges = await runningEdges(context, host);
  if (edges.length === 0) return;
  const { ours } = await readContainers(context.scope, host);
  for (const edge of edges) {
    const open = wishes.filter((wish) => !("service" in wish && wish.hold && edge.peers[wish.service] !== undefined));
    const drain = open.some((wish) => !("service" in wish) || !wish.hold);
    if (open.length > 0) await takeOver(edge, settingsOf(open, edge, ours), drain, host, context);
  }
}

function settingsOf(wishes: readonly Wish[], edge: Edge, ours: readonly Container[]): Settings {
  const led = wishes.flatMap((wish) => ("service" in wish ? [[wish.service, wish.containers] as const] : []));
  const files = wishes.findLast((wish) => "files" in wish)?.files ?? edge.files;
  return { files, peers: { ...stillThere(edge.peers, ours), ...Object.fromEntries(led) }, fixed: new Set(led.map(([service]) => service)) };
}

/** Others may be about to be replaced: nginx refuses a configuration with a name that nobody has any more. */
function stillThere(peers: Peers, ours: readonly Container[]): Peers {
  const reachable = new Set(ours.filter(isReachable).map(({ name }) => name));
  const entries = Object.entries(peers).map(([service, names]) => [service, names.filter((name) => reachable.has(name))] as const);
  return Object.fromEntries(entries.filter(([, names]) => names.length > 0));
}

/** It runs, and has an address on each network it should be on: its name means something there. */
export function isReachable({ state, spec, networks }: Container): boolean {
  return state.status === "running" && Object.values(spec?.networks ?? {}).every(({ name }) => (networks[name] ?? "") !== "");
}
