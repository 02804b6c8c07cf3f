import type { FailurePlace } from "../../mcp/diagnose-failure.ts";
import {
  errorCodes,
  isObject,
  type JsonObject,
  JsonRpcError,
  type JsonRpcMessage,
  type JsonRpcNotification,
  type JsonRpcRequest,
  type JsonRpcResponse,
} from "../../mcp/json-rpc.ts";
import { envelopeKeys, modernVersion, withMeta } from "../../mcp/protocol.ts";
import { ClientQuestions } from "./client-questions.ts";
import type { Client, Conversation } from "./conversation.ts";
import type { ModernServer } from "./modern-server.ts";
import { ownId } from "./own-id.ts";
import { type Answer, Requests } from "./requests.ts";
import { ServerListening } from "./server-listening.ts";

const logLevelKey = "io.modelcontextprotocol/logLevel";
/** A server that still asks after so many rounds will never be content. */
const mostRounds = 50;

export interface LegacyToModernParts {
  readonly server: ModernServer;
  /** The client's params of `initialize`. */
  readonly handshake: JsonObject;
  readonly capabilities: JsonObject;
  readonly client: Client;
  readonly place: FailurePlace;
}

/** A client of 2025-11-25 or before in front of a server of 2026-07-28: the handshake becomes the envelope of each request. */
export class LegacyToModern implements Conversation {
  readonly #parts: LegacyToModernParts;
  readonly #requests: Requests;
  readonly #questions: ClientQuestions;
  readonly #listening: ServerListening;
  #logLevel: unknown;

  constructor(parts: LegacyToModernParts) {
    this.#parts = parts;
    this.#requests = new Requests(parts.client, parts.place);
    this.#questions = new ClientQuestions(parts.client);
    this.#listening = new ServerListening(parts.server, parts.capabilities, () => this.#envelope());
  }

  get idle(): Promise<void> {
    return this.#requests.idle;
  }

  request(message: JsonRpcRequest): void {
    const own = this.#answerHere(message);
    void this.#requests.serve(message, (signal) => (own === undefined ? this.#carry(message, signal) : Promise.resolve(own)));
  }

  notification({ method, params }: JsonRpcNotification): void {
    if (method === "notifications/cancelled") this.#requests.cancel(params?.["requestId"]);
    else if (method === "notifications/initialized") this.#listening.start();
  }

  response(message: JsonRpcResponse): void {
    this.#questions.answered(message);
  }

  receive(message: JsonRpcMessage): void {
    if ("method" in message && message.method === "notifications/subscriptions/acknowledged") return;
    this.#parts.client.send(message);
  }

  async close(): Promise<void> {
    this.#requests.cancelAll();
    this.#questions.close();
    this.#listening.close();
    await this.#parts.server.close();
  }

  /** What 2026-07-28 has no request for any more. */
  #answerHere({ method, params }: JsonRpcRequest): Answer | undefined {
    if (method === "ping") return { result: {} };
    if (method === "logging/setLevel") {
      this.#logLevel = params?.["level"];
      return { result: {} };
    }
    const uri = params?.["uri"];
    if (typeof uri !== "string" || !/^resources\/(?:un)?subscribe$/.test(method)) return undefined;
    if (method === "resources/subscribe") this.#listening.subscribe(uri);
    else this.#listening.unsubscribe(uri);
    return { result: {} };
  }

  async #carry(message: JsonRpcRequest, signal: AbortSignal): Promise<Answer> {
    let params = withMeta(message.params, this.#envelope());
    for (let round = 0; round < mostRounds; round += 1) {
      // Each further round is a request of its own (2026-07-28, basic/utilities/mrtr).
      const id = round === 0 ? message.id : ownId();
      const answer = await this.#parts.server.request({ ...message, id, params }, signal);
      const { resultType, inputRequests, requestState } = answer.result ?? {};
      if (resultType !== "input_required") return answer;
      const inputResponses = await this.#questions.ask(isObject(inputRequests) ? inputRequests : {}, signal);
      params = { ...params, inputResponses, ...(requestState === undefined ? {} : { requestState }) };
    }
    throw new JsonRpcError(errorCodes.internal, `the server asked back more than ${mostRounds} times`);
  }

  #envelope(): JsonObject {
    const { clientInfo, capabilities } = this.#parts.handshake;
    return {
      [envelopeKeys.protocolVersion]: modernVersion,
      [envelopeKeys.clientInfo]: isObject(clientInfo) ? clientInfo : { name: "unknown", version: "" },
      [envelopeKeys.clientCapabilities]: isObject(capabilities) ? capabilities : {},
      ...(this.#logLevel === undefined ? {} : { [logLevelKey]: this.#logLevel }),
    };
  }
}
