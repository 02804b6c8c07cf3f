import type { IncomingHttpHeaders } from "node:http";
import type { RequestScope } from "./log/request-scope.ts";

/** A request as far as it matters where it is only passed on; one of Node's is one. */
export interface ClientRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** The body of a message: as text only where it is ASCII, so that its length is the same either way. */
export type MessageBody = Buffer | string;

/** The answer to a request as far as it matters where it is only passed on; one of Node's is one. */
export interface ClientResponse {
  /** Present where somebody logs. */
  scope: RequestScope | undefined;
  readonly statusCode: number;
  readonly headersSent: boolean;
  /** The client has gone. */
  readonly destroyed: boolean;
  /** Headers as an object, or as names and values in turn. */
  writeHead(status: number, headers: string[] | Readonly<Record<string, string>>): unknown;
  flushHeaders(): void;
  /** False: no more until it drains. */
  write(chunk: Buffer): boolean;
  end(rest: string | Buffer, encoding: "latin1" | "utf8"): unknown;
  /** Ends it half-way, which the client notices. */
  destroy(): unknown;
  /** `close`: it is over, with or without an end. */
  on(event: "close", listener: () => void): unknown;
  once(event: "close" | "drain", listener: () => void): unknown;
  off(event: "close", listener: () => void): unknown;
}

/** One JSON body, complete. Does nothing where the client has gone. */
export function answerJson(response: ClientResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  response.writeHead(status, { "content-type": "application/json", "content-length": length, ...headers });
  response.end(text, "utf8");
}
