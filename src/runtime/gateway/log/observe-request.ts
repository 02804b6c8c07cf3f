import type { IncomingMessage } from "node:http";
import type { GatewayLog } from "./gateway-log.ts";
import { type RequestScope, requestIdOf, requestScope } from "./request-scope.ts";
import type { TracedResponse } from "./traced-response.ts";

/** Serves a request under an id that the client, the log and the server behind see, and logs how it ended. */
export function observe(request: IncomingMessage, response: TracedResponse, log: GatewayLog, serve: () => Promise<void>): void {
  const scope: RequestScope = { id: requestIdOf(request) };
  const started = performance.now();
  // Passed on with the request's other headers.
  request.headers["x-request-id"] = scope.id;
  response.requestId = scope.id;
  const tell = () => {
    const { id, caller, server, call, outcome } = scope;
    log.request({
      requestId: id,
      httpMethod: request.method ?? "",
      path: (request.url ?? "/").split("?", 1)[0] ?? "/",
      // Where nothing was answered the client had gone (nginx's number for it).
      status: response.headersSent ? response.statusCode : 499,
      ms: Math.round((performance.now() - started) * 10) / 10,
      ...(caller === undefined ? {} : { caller }),
      ...(server === undefined ? {} : { server }),
      ...(call === undefined ? {} : { method: call.method, ...(call.tool === undefined ? {} : { tool: call.tool }) }),
      ...(outcome === undefined ? {} : { outcome }),
    });
  };
  // Where the client left first, what serves the request hears of that in the same turn, and tells then how it went.
  response.once("close", () => (scope.call !== undefined && scope.outcome === undefined ? setImmediate(tell) : tell()));
  void requestScope.run(scope, serve);
}
