import type { ServerResponse } from "node:http";
import { errorCodes, isObject, type JsonObject, JsonRpcError, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import type { Backend, Identity } from "./backend.ts";
import { EventStream } from "./event-stream.ts";
import type { Exchange } from "./in-flight.ts";

const kinds = { tools: "toolsListChanged", prompts: "promptsListChanged", resources: "resourcesListChanged" } as const;

/** A legacy client's GET stream: what the server tells of itself. Lives until either side ends it. */
export function openLegacyStream(
  backend: Backend,
  response: ServerResponse,
  exchange: Exchange,
  headers: Readonly<Record<string, string>>,
): void {
  const stream = new EventStream(response, headers);
  const off = backend.onListChanged((method) => stream.send({ jsonrpc: "2.0", method }));
  endWith(exchange, response, off, () => stream.end());
}

/** `subscriptions/listen` of 2026-07-28: acknowledged first, then only what was asked for, each marked with the subscription. */
export function openSubscription(
  request: JsonRpcRequest,
  identity: Identity,
  backend: Backend,
  response: ServerResponse,
  exchange: Exchange,
): void {
  const filter = request.params?.["notifications"];
  if (!isObject(filter)) throw new JsonRpcError(errorCodes.invalidParams, "Invalid params: notifications is required");
  const honored = honoredOf(filter, identity.capabilities);
  const meta = { "io.modelcontextprotocol/subscriptionId": request.id };
  const stream = new EventStream(response);
  const finish = () => {
    stream.send({ jsonrpc: "2.0", id: request.id, result: { resultType: "complete", _meta: meta } });
    stream.end();
  };
  stream.send({ jsonrpc: "2.0", method: "notifications/subscriptions/acknowledged", params: { notifications: honored, _meta: meta } });
  // Nothing can ever come: done at once instead of an open stream.
  if (Object.keys(honored).length === 0) {
    exchange.done();
    finish();
    return;
  }
  const off = backend.onListChanged((method) => {
    const kind = kinds[method.split("/")[1] as keyof typeof kinds];
    if (honored[kind] === true) stream.send({ jsonrpc: "2.0", method, params: { _meta: meta } });
  });
  endWith(exchange, response, off, finish);
}

function honoredOf(filter: JsonObject, capabilities: JsonObject): JsonObject {
  const honored = Object.entries(kinds).filter(([name, kind]) => {
    const capability = capabilities[name];
    return filter[kind] === true && isObject(capability) && capability["listChanged"] === true;
  });
  return Object.fromEntries(honored.map(([, kind]) => [kind, true]));
}

/** Ends a stream when its exchange is ended from within, and the exchange when the client has gone. */
function endWith(exchange: Exchange, response: ServerResponse, off: () => void, finish: () => void): void {
  exchange.signal.addEventListener("abort", finish, { once: true });
  response.once("close", () => {
    off();
    exchange.done();
  });
}
