import { errorCodes, isObject, type JsonObject, JsonRpcError } from "../../../mcp/json-rpc.ts";
import { mirroredIn } from "../../../mcp/param-headers.ts";
import { version } from "../../../model/version.ts";
import type { Backend, CallContext, Identity } from "../../bridge/backend.ts";
import { resultFor } from "../../bridge/eras.ts";
import { paramMismatch } from "../../bridge/param-header-check.ts";
import { Refusal } from "../../bridge/refusal.ts";
import { refuseTooLong } from "../refuse.ts";
import { promptKind, toolKind } from "./collect-lists.ts";
import { MergedResources } from "./merged-resources.ts";
import type { MergedUnit } from "./merged-unit.ts";
import { NamedItems } from "./named-items.ts";

const listChanged = { listChanged: true };

/** All servers at one endpoint. One that is down is missing from the lists; the others do not notice. */
export class MergedBackend implements Backend {
  readonly #units: () => readonly MergedUnit[];
  readonly #tools = new NamedItems(toolKind, "tool");
  readonly #prompts = new NamedItems(promptKind, "prompt");
  readonly #resources = new MergedResources();
  readonly #listeners = new Set<(method: string) => void>();
  #stopListening: (() => void)[] = [];

  constructor(units: () => readonly MergedUnit[]) {
    this.#units = units;
  }

  /** Prompts and resources are announced although there may be none: servers come and go after the handshake. */
  identity(): Promise<Identity> {
    const capabilities = { tools: listChanged, prompts: listChanged, resources: listChanged, completions: {} };
    return Promise.resolve({ serverInfo: { name: "mcpc", version }, capabilities });
  }

  async call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    if (method === "ping") return {};
    const list = await this.#list(method, context);
    if (list !== undefined) return resultFor(context.era, method, list);
    const target = await this.#target(method, params, context);
    if (target === undefined) {
      throw new JsonRpcError(errorCodes.methodNotFound, `Method not found: ${method} (not served by the merged endpoint)`);
    }
    const unit = this.#units().find(({ name }) => name === target.server);
    if (unit === undefined) throw new JsonRpcError(errorCodes.invalidParams, `${target.server} is gone`);
    const backend = unit.backend();
    requireShort(target.params, unit.bodyLimit);
    return backend.call(method, target.params, context);
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
    const servers = new Set(this.#units().map(({ name }) => name));
    for (const items of [this.#tools, this.#prompts, this.#resources]) items.keep(servers);
    if (this.#listeners.size === 0) return;
    this.#listen();
    for (const kind of ["tools", "prompts", "resources"]) this.#tell(`notifications/${kind}/list_changed`);
  }

  async #list(method: string, context: CallContext): Promise<JsonObject | undefined> {
    const units = this.#units();
    if (method === "tools/list") return this.#tools.list(units, context);
    if (method === "prompts/list") return this.#prompts.list(units, context);
    if (method === "resources/list") return this.#resources.list(units, context);
    return method === "resources/templates/list" ? this.#resources.listTemplates(units, context) : undefined;
  }

  /** Whom a request is for, and its params in terms of that server. */
  async #target(
    method: string,
    params: JsonObject = {},
    context: CallContext,
  ): Promise<{ readonly server: string; readonly params: JsonObject } | undefined> {
    const units = this.#units();
    if (method === "tools/call" || method === "prompts/get") {
      const items = method === "tools/call" ? this.#tools : this.#prompts;
      const { server, item } = await items.find(String(params["name"]), units, context);
      if (items === this.#tools) checkHeaders(items.get(server, item), params, context);
      return { server, params: { ...params, name: item } };
    }
    if (method === "resources/read") return { server: await this.#resources.find(String(params["uri"]), units, context), params };
    const ref = params["ref"];
    if (method !== "completion/complete" || !isObject(ref)) return undefined;
    if (ref["type"] === "ref/resource") return { server: await this.#resources.find(String(ref["uri"]), units, context), params };
    const { server, item } = await this.#prompts.find(String(ref["name"]), units, context);
    return { server, params: { ...params, ref: { ...ref, name: item } } };
  }

  #listen(): void {
    this.#unlisten();
    const tell = (method: string) => this.#tell(method);
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

/** Whoever decides by a header must have decided about these arguments. @throws Refusal */
function checkHeaders(tool: JsonObject | undefined, params: JsonObject, { headers }: CallContext): void {
  const mirrored = headers === undefined ? undefined : mirroredIn(tool?.["inputSchema"]);
  const fault = headers === undefined ? undefined : paramMismatch(mirrored ?? [], params, headers);
  if (fault !== undefined) throw new Refusal(400, fault.body);
}

/** The merged endpoint takes what the gateway takes; a server may take less. */
function requireShort(params: JsonObject, limit: number): void {
  if (Number.isFinite(limit) && Buffer.byteLength(JSON.stringify(params)) > limit) throw refuseTooLong(limit);
}
