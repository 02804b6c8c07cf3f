import { type Ending, signalOf } from "../../../mcp/ending.ts";
import { isObject, type JsonObject } from "../../../mcp/json-rpc.ts";
import type { CallContext } from "../../bridge/backend.ts";
import type { MergedUnit } from "./merged-unit.ts";

/** One server that is slow must not make the list of all slow. */
const listTimeoutMs = 5_000;
const mostPages = 1000;

/** A kind of thing that servers list. */
export interface ListKind {
  readonly capability: "tools" | "prompts" | "resources";
  readonly method: string;
  /** Member of the result that holds the list. */
  readonly member: string;
  /** Member of an item that names it. */
  readonly name: "name" | "uri" | "uriTemplate";
}

export const toolKind: ListKind = { capability: "tools", method: "tools/list", member: "tools", name: "name" };
export const promptKind: ListKind = { capability: "prompts", method: "prompts/list", member: "prompts", name: "name" };
export const resourceKind: ListKind = { capability: "resources", method: "resources/list", member: "resources", name: "uri" };
export const templateKind: ListKind = {
  capability: "resources",
  method: "resources/templates/list",
  member: "resourceTemplates",
  name: "uriTemplate",
};

/** The lists of several servers, as each gave its own last: one that is down keeps its part in clashes, so that names stay what they are. */
export class CollectedLists {
  readonly #kind: ListKind;
  readonly #lists = new Map<string, readonly JsonObject[]>();

  constructor(kind: ListKind) {
    this.#kind = kind;
  }

  /** Server name → names of its items, servers that are down included. */
  names(): ReadonlyMap<string, readonly string[]> {
    return new Map([...this.#lists].map(([server, items]) => [server, items.map((item) => String(item[this.#kind.name]))]));
  }

  /** What a server listed last. */
  of(server: string): readonly JsonObject[] {
    return this.#lists.get(server) ?? [];
  }

  /** Forgets servers that are gone for good. */
  keep(servers: ReadonlySet<string>): void {
    for (const name of this.#lists.keys()) if (!servers.has(name)) this.#lists.delete(name);
  }

  /** Asks all servers that are ready, at the same time. One that is only slow is shown as it was last seen; one that fails is left out. */
  async refresh(units: readonly MergedUnit[], context: CallContext): Promise<readonly { server: string; items: readonly JsonObject[] }[]> {
    const asked = units.filter((unit) => unit.ready).map((unit) => this.#ask(unit, context));
    return (await Promise.all(asked)).flatMap((answered) => answered ?? []);
  }

  async #ask(unit: MergedUnit, context: CallContext) {
    const slow = AbortSignal.timeout(listTimeoutMs);
    try {
      const items = await listOf(unit, this.#kind, { ...context, signal: AbortSignal.any([signalOf(context.signal), slow]) });
      this.#lists.set(unit.name, items);
      return { server: unit.name, items };
    } catch {
      const items = slow.aborted ? this.#lists.get(unit.name) : undefined;
      return items && { server: unit.name, items };
    }
  }
}

/** All pages of one server's list, in its own order; nothing is asked of a server that has no such list. */
async function listOf(unit: MergedUnit, kind: ListKind, context: CallContext): Promise<readonly JsonObject[]> {
  const backend = unit.backend();
  const { signal } = context;
  const { capabilities } = await endedBy(signal, backend.identity(signal));
  if (!isObject(capabilities[kind.capability])) return [];
  const { party: _party, ...quiet } = context;
  const items: JsonObject[] = [];
  let cursor: unknown;
  for (let page = 0; page < mostPages; page += 1) {
    const call = backend.call(kind.method, cursor === undefined ? {} : { cursor }, quiet);
    const result = await endedBy(signal, call);
    const list = result[kind.member];
    if (Array.isArray(list)) items.push(...list.filter((item) => isObject(item) && typeof item[kind.name] === "string"));
    const next = result["nextCursor"];
    if (next === undefined || next === null || next === cursor) break;
    cursor = next;
  }
  return items;
}

/** Not everything that is waited for looks at a signal. */
async function endedBy<T>(signal: Ending, promise: Promise<T>): Promise<T> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = () => reject(signal.reason);
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}
