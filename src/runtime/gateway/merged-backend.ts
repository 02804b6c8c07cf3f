import { errorCodes, isObject, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import { version } from "../../model/version.ts";
import type { Backend, CallContext, Identity } from "../bridge/backend.ts";
import { resultFor } from "../bridge/eras.ts";
import { mergedNames } from "./merged-names.ts";

/** One server among those that are merged. */
export interface MergedUnit {
  readonly name: string;
  readonly ready: boolean;
  /** @throws Refusal while it is not ready. */
  backend(): Backend;
}

/** One server that is slow must not make the list of all slow. */
const listTimeoutMs = 10_000;
const mostPages = 1000;

/** The tools of all servers at one endpoint. A server that is down is missing from the list; the others do not notice. */
export class MergedBackend implements Backend {
  readonly #units: () => readonly MergedUnit[];
  /** Tool names per server as last seen: they keep their part in clashes while it is down, so that names stay what they are. */
  readonly #known = new Map<string, readonly string[]>();
  readonly #listeners = new Set<(method: string) => void>();
  #stopListening: (() => void)[] = [];

  constructor(units: () => readonly MergedUnit[]) {
    this.#units = units;
  }

  identity(): Promise<Identity> {
    return Promise.resolve({ serverInfo: { name: "mcpc", version }, capabilities: { tools: { listChanged: true } } });
  }

  call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    if (method === "tools/list") return this.#list(context);
    if (method === "tools/call") return this.#call(params, context);
    if (method === "ping") return Promise.resolve({});
    return Promise.reject(new JsonRpcError(errorCodes.methodNotFound, `Method not found: ${method} (the merged endpoint serves tools)`));
  }

  onListChanged(listener: (method: string) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#listen();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#unlisten();
    };
  }

  /** To be called when a server came, went, or was replaced. */
  unitsChanged(): void {
    for (const name of this.#known.keys()) if (!this.#units().some((unit) => unit.name === name)) this.#known.delete(name);
    if (this.#listeners.size === 0) return;
    this.#listen();
    this.#tell("notifications/tools/list_changed");
  }

  async #list(context: CallContext): Promise<JsonObject> {
    const lists = await this.#refresh(context);
    const names = mergedNames(this.#known);
    const tools = lists.flatMap(({ unit, tools: own }) =>
      own.map((tool) => ({ ...tool, name: names.shown(unit.name, String(tool["name"])) })),
    );
    return resultFor(context.era, "tools/list", { tools });
  }

  async #call(params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    const name = String(params?.["name"]);
    let target = mergedNames(this.#known).resolve(name);
    if (target === undefined) {
      await this.#refresh(context);
      target = mergedNames(this.#known).resolve(name);
    }
    const unit = this.#units().find((candidate) => candidate.name === target?.server);
    if (target === undefined || unit === undefined) throw new JsonRpcError(errorCodes.invalidParams, `Unknown tool: ${name}`);
    return unit.backend().call("tools/call", { ...params, name: target.tool }, context);
  }

  /** Reads the lists of all servers that are ready, at the same time. */
  async #refresh(context: CallContext): Promise<readonly { unit: MergedUnit; tools: readonly JsonObject[] }[]> {
    const ready = this.#units().filter((unit) => unit.ready);
    const lists = await Promise.all(ready.map(async (unit) => ({ unit, tools: await listOf(unit, context).catch(() => undefined) })));
    const answered = lists.flatMap(({ unit, tools }) => (tools === undefined ? [] : [{ unit, tools }]));
    for (const { unit, tools } of answered) {
      this.#known.set(
        unit.name,
        tools.map((tool) => String(tool["name"])),
      );
    }
    return answered;
  }

  #listen(): void {
    this.#unlisten();
    const tell = (method: string) => {
      if (method === "notifications/tools/list_changed") this.#tell(method);
    };
    this.#stopListening = this.#units()
      .filter((unit) => unit.ready)
      .map((unit) => unit.backend().onListChanged(tell));
  }

  #unlisten(): void {
    for (const stop of this.#stopListening) stop();
    this.#stopListening = [];
  }

  #tell(method: string): void {
    for (const listener of this.#listeners) listener(method);
  }
}

/** All pages of one server's tools, in its own order. */
async function listOf(unit: MergedUnit, context: CallContext): Promise<readonly JsonObject[]> {
  const backend = unit.backend();
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(listTimeoutMs)]);
  const { onProgress: _onProgress, ...quiet } = context;
  const tools: JsonObject[] = [];
  let cursor: unknown;
  for (let page = 0; page < mostPages; page += 1) {
    const result = await backend.call("tools/list", cursor === undefined ? {} : { cursor }, { ...quiet, signal });
    if (Array.isArray(result["tools"])) tools.push(...result["tools"].filter((tool) => isObject(tool) && typeof tool["name"] === "string"));
    const next = result["nextCursor"];
    if (next === undefined || next === null || next === cursor) break;
    cursor = next;
  }
  return tools;
}
