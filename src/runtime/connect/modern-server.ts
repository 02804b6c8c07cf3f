import { errorCodes, isObject, type JsonObject, type JsonRpcRequest, type JsonRpcResponse } from "../../mcp/json-rpc.ts";
import { hasValidParamHeaders, paramHeaders } from "../../mcp/param-headers.ts";
import type { ToolDescription } from "../../mcp/session.ts";
import type { Caller } from "./caller.ts";
import { ownId } from "./own-id.ts";

/** A list that goes on after so many pages goes round in circles. */
const mostPages = 1000;

/** A server of 2026-07-28 over HTTP: knows which arguments of which tool are repeated in headers, which a client on pipes does not. */
export class ModernServer {
  readonly #caller: Caller;
  readonly #tools = new Map<string, ToolDescription>();
  #listed = false;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async request(message: JsonRpcRequest, signal: AbortSignal): Promise<JsonRpcResponse> {
    const answer = await this.#send(message, signal);
    if (message.method === "tools/list") return this.#learn(answer);
    if (message.method !== "tools/call" || answer.error?.code !== errorCodes.headerMismatch || this.#listed) return answer;
    // The call was refused unseen, because headers are missing that only the tool's schema tells of.
    await this.#listTools(message, signal);
    return this.#send({ ...message, id: ownId() }, signal);
  }

  close(): Promise<void> {
    return this.#caller.close();
  }

  #send(message: JsonRpcRequest, signal: AbortSignal): Promise<JsonRpcResponse> {
    const tool = this.#tools.get(String(message.params?.["name"]));
    const headers = message.method === "tools/call" && tool !== undefined ? paramHeaders([tool], message.params) : undefined;
    return this.#caller.request(message, { signal, ...(headers === undefined ? {} : { headers }) });
  }

  async #listTools(call: JsonRpcRequest, signal: AbortSignal): Promise<void> {
    this.#listed = true;
    let cursor: unknown;
    for (let page = 0; page < mostPages; page += 1) {
      const params = { _meta: call.params?.["_meta"], ...(cursor === undefined ? {} : { cursor }) };
      const { result } = this.#learn(await this.#caller.request({ ...call, id: ownId(), method: "tools/list", params }, { signal }));
      cursor = result?.["nextCursor"];
      if (typeof cursor !== "string") return;
    }
  }

  /** Keeps the schemas, and leaves out the tools that break the rules for such headers (basic/transports: a client must not show them). */
  #learn(answer: JsonRpcResponse): JsonRpcResponse {
    const tools = answer.result?.["tools"];
    if (!Array.isArray(tools)) return answer;
    const usable = tools.filter((tool): tool is JsonObject & ToolDescription => isTool(tool) && hasValidParamHeaders(tool));
    for (const tool of usable) this.#tools.set(tool.name, tool);
    return usable.length === tools.length ? answer : { ...answer, result: { ...answer.result, tools: usable } };
  }
}

function isTool(value: unknown): value is JsonObject & ToolDescription {
  return isObject(value) && typeof value["name"] === "string";
}
