import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { RequestScope } from "./request-scope.ts";

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** A response that shows the id of its request. The id joins the other headers when they are written, which spares sorting them in one by one. */
export class TracedResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Present where somebody logs. */
  scope: RequestScope | undefined;

  override writeHead(status: number, reasonOrHeaders?: string | Headers, headers?: Headers): this {
    const requestId = this.scope?.id;
    if (requestId === undefined) {
      return typeof reasonOrHeaders === "string"
        ? super.writeHead(status, reasonOrHeaders, headers)
        : super.writeHead(status, reasonOrHeaders);
    }
    if (typeof reasonOrHeaders === "object" && !Array.isArray(reasonOrHeaders)) {
      return super.writeHead(status, { ...reasonOrHeaders, "x-request-id": requestId });
    }
    if (Array.isArray(reasonOrHeaders)) return super.writeHead(status, [...reasonOrHeaders, "x-request-id", requestId]);
    this.setHeader("x-request-id", requestId);
    return typeof reasonOrHeaders === "string"
      ? super.writeHead(status, reasonOrHeaders, headers)
      : super.writeHead(status, reasonOrHeaders);
  }
}
