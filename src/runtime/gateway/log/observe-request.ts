import { pathIn } from "../../bridge/path-in.ts";
import type { ClientRequest, ClientResponse } from "../client-exchange.ts";
import type { GatewayLog } from "./gateway-log.ts";
import { type RequestScope, requestIdOf } from "./request-scope.ts";

/** Gives a request an id that the client, the log and the server behind see, and logs how it ended. */
export function observe(request: ClientRequest, response: ClientResponse, log: GatewayLog): void {
  // All fields at once: one that comes later would make it another kind of object for the engine.
  const scope: RequestScope = { id: requestIdOf(request), caller: undefined, server: undefined, call: undefined, outcome: undefined };
  const started = performance.now();
  // Passed on with the request's other headers.
  request.headers["x-request-id"] = scope.id;
  response.scope = scope;
  const tell = () => tellOf(request, response, scope, log, performance.now() - started);
  // Where the client left first, what serves the request hears of that in the same turn, and tells then how it went.
  response.on("close", () => (scope.call !== undefined && scope.outcome === undefined ? setImmediate(tell) : tell()));
}

function tellOf(request: ClientRequest, response: ClientResponse, scope: RequestScope, log: GatewayLog, ms: number): void {
  const { id, caller, server, call, outcome } = scope;
  log.request({
    requestId: id,
    httpMethod: request.method ?? "",
    path: pathIn(request.url ?? "/"),
    // Where nothing was answered the client had gone (nginx's number for it).
    status: response.headersSent ? response.statusCode : 499,
    ms: Math.round(ms * 10) / 10,
    caller,
    server,
    method: call?.method,
    tool: call?.tool,
    outcome,
  });
}
