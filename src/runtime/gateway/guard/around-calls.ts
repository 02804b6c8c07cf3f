import type { Ending } from "../../../mcp/ending.ts";
import type { JsonObject } from "../../../mcp/json-rpc.ts";
import type { Backend, CallContext } from "../../bridge/backend.ts";
import type { AroundCall } from "../../bridge/legacy-link.ts";
import { isToolError } from "../../bridge/result-terms.ts";
import { isCacheable, type ListCache } from "../upstream/list-cache.ts";

/** A call whose result stays text; what the layers need to know of it is told beside. */
interface TextContext extends CallContext {
  readonly passOn: (signal: Ending) => Promise<string>;
  readonly text: { value: string };
}

/** The innermost layer: passes the request on and tells the others how it went. */
export const textBackend: Backend = {
  identity: () => Promise.reject(new Error("a bridge presents its server itself")),
  call: async (_method, _params, context) => {
    const { passOn, text, signal } = context as TextContext;
    text.value = await passOn(signal);
    return isToolError(text.value) ? { isError: true } : {};
  },
  onListChanged: () => () => {},
};

/** Puts the layers of a backend around calls whose results nobody reads, and answers lists from what is kept. */
export function aroundCalls(layers: Backend, cache: ListCache): AroundCall {
  return async ({ method, params, era, signal }, passOn) => {
    const keeps = era === "modern" && isCacheable(method);
    const kept = keeps ? cache.get(method, params?.["cursor"], performance.now()) : undefined;
    if (kept !== undefined) return JSON.stringify(kept);
    const context: TextContext = { era, signal, passOn, text: { value: "" } };
    await layers.call(method, params, context);
    if (keeps) cache.put(method, params?.["cursor"], JSON.parse(context.text.value) as JsonObject, performance.now());
    return context.text.value;
  };
}
