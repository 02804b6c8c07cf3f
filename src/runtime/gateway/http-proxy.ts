import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { pipeline } from "node:stream";
import { errorCodes, JsonRpcError } from "../../mcp/json-rpc.ts";
import { sendError } from "../bridge/answer.ts";
import { InFlight } from "../bridge/in-flight.ts";
import { BodyTooLarge, readBody } from "../bridge/read-body.ts";
import type { Refusal } from "../bridge/refusal.ts";
import type { ToolFilter } from "../bridge/tool-rules.ts";
import { requestHeaders, responseHeaders } from "./forward-headers.ts";
import { applyToolRules, HiddenTool, type RuledRequest } from "./proxied-tool-rules.ts";

/** An idle connection is given up before the server behind gives it up, whose default is 5 s with Node. */
const idleMs = 3000;

export interface ProxyOptions {
  readonly url: string;
  /** Sent with every request, over the client's own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly filter: ToolFilter;
  readonly bodyLimit: number;
  readonly refuse: (reason: string) => Refusal;
}

/** Passes requests on to a server that speaks HTTP itself, answers streamed as they come. */
export class HttpProxy {
  readonly #options: ProxyOptions;
  readonly #url: URL;
  readonly #agent: HttpAgent;
  readonly #inFlight = new InFlight();

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#url = new URL(options.url);
    const agentOptions = { keepAlive: true, timeout: idleMs };
    this.#agent = this.#url.protocol === "https:" ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = request.method === "POST" ? await readBody(request, this.#options.bodyLimit) : undefined;
      const ruled = applyToolRules(this.#options.filter, body);
      await this.#forward(request, response, ruled);
    } catch (error) {
      this.#fail(response, error);
    }
  }

  abortAll(reason: unknown): void {
    this.#inFlight.abortAll(reason);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #forward(request: IncomingMessage, response: ServerResponse, ruled: RuledRequest): Promise<void> {
    const exchange = this.#inFlight.open({});
    const gone = () => exchange.abort(new Error("the client went away"));
    response.once("close", gone);
    try {
      const answer = await this.#send(request, ruled, exchange.signal);
      if (ruled.rewriteAnswer !== undefined) await ruled.rewriteAnswer(answer, response);
      else await passOn(answer, response);
    } catch (error) {
      throw exchange.signal.aborted ? exchange.signal.reason : error;
    } finally {
      response.off("close", gone);
      exchange.done();
    }
  }

  #send(request: IncomingMessage, ruled: RuledRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const headers = { ...requestHeaders(request.headers, this.#options.headers), ...ruled.headers };
    const send = this.#url.protocol === "https:" ? httpsRequest : httpRequest;
    const outgoing = send(
      this.#url,
      {
        method: request.method,
        agent: this.#agent,
        signal,
        headers: ruled.body === undefined ? headers : { ...headers, "content-length": ruled.body.length },
      },
      resolve,
    );
    outgoing.on("error", reject);
    outgoing.end(ruled.body);
    return promise;
  }

  #fail(response: ServerResponse, error: unknown): void {
    // Too late for an answer: a stream that breaks off is the only honest sign.
    if (response.headersSent) response.destroy();
    else if (error instanceof BodyTooLarge) {
      const refusal = new JsonRpcError(errorCodes.unavailable, "Payload Too Large: the body is longer than this endpoint takes");
      sendError(response, 413, refusal, { headers: { connection: "close" } });
    } else if (error instanceof JsonRpcError) {
      const { status = 200, headers = {} } = error as Partial<Refusal>;
      sendError(response, status, error, { headers, id: error instanceof HiddenTool ? error.id : null });
    } else {
      const refusal = this.#options.refuse(reasonOf(error));
      sendError(response, refusal.status, refusal);
    }
  }
}

/** Copies an answer as it comes: the headers at once, so that an event stream opens before its first event. */
function passOn(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(answer.statusCode ?? 502, responseHeaders(answer.headers));
  response.flushHeaders();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  pipeline(answer, response, (error) => (error ? reject(error) : resolve()));
  return promise;
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ECONNREFUSED") return "connection refused";
  if (code === "ECONNRESET") return "connection reset";
  return error instanceof Error ? error.message : String(error);
}
