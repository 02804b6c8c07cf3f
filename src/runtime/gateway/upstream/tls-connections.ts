import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { Agent, request } from "node:https";
import { signalOf } from "../../../mcp/ending.ts";
import { AnswerHeaders } from "./answer-headers.ts";
import { type Connections, connectTimeoutMs, idleMs, NotConnected, type OutgoingRequest, reasonOf } from "./connections.ts";
import type { BodyReader, UpstreamAnswer } from "./upstream-answer.ts";

/** Connections over TLS, which cost so much more than anything done on them that Node's own client will do. */
export class TlsConnections implements Connections {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, timeout: idleMs });

  constructor(url: URL) {
    this.#url = url;
  }

  send({ method, fields, body, signal }: OutgoingRequest): Promise<UpstreamAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<UpstreamAnswer>();
    const options = { method, agent: this.#agent, signal: signalOf(signal), headers: headersOf(fields) };
    const outgoing = request(this.#url, options, (answer) => resolve(new StreamedAnswer(answer)));
    let connected = false;
    const timer = setTimeout(() => outgoing.destroy(new NotConnected("connection timed out")), connectTimeoutMs);
    const arrived = () => {
      connected = true;
      clearTimeout(timer);
    };
    outgoing.once("socket", (socket) => {
      // A connection that was kept alive may have carried the request before it broke.
      if (socket.connecting) socket.once("secureConnect", arrived);
      else arrived();
    });
    outgoing.once("error", (error) => {
      clearTimeout(timer);
      reject(connected || signal.aborted || error instanceof NotConnected ? error : new NotConnected(reasonOf(error)));
    });
    outgoing.end(body);
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}

function headersOf(fields: readonly string[]): OutgoingHttpHeaders {
  const headers: Record<string, string[]> = {};
  for (let index = 0; index < fields.length; index += 2) {
    const [name = "", value = ""] = fields.slice(index, index + 2);
    headers[name] = [...(headers[name] ?? []), value];
  }
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

class StreamedAnswer implements UpstreamAnswer {
  readonly statusCode: number;
  readonly headers: UpstreamAnswer["headers"];
  readonly #message: IncomingMessage;

  constructor(message: IncomingMessage) {
    this.statusCode = message.statusCode ?? 502;
    this.headers = new AnswerHeaders(message.rawHeaders.map((field, index) => (index % 2 === 0 ? field.toLowerCase() : field)));
    this.#message = message;
  }

  read(reader: BodyReader): void {
    let over = false;
    const once = (tell: () => void) => {
      if (!over) tell();
      over = true;
    };
    this.#message.on("data", (chunk: Buffer) => reader.data(chunk));
    this.#message.once("end", () => once(() => reader.end()));
    this.#message.once("error", (error) => once(() => reader.failed(error)));
    this.#message.once("close", () => once(() => reader.failed(new Error("the connection ended before the answer did"))));
  }

  pause(): void {
    this.#message.pause();
  }

  resume(): void {
    this.#message.resume();
  }

  discard(): void {
    this.#message.on("error", () => {}).destroy();
  }
}
