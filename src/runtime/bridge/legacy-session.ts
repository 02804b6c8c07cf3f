import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { ClientIdentity } from "../../mcp/connect.ts";
import {
  errorCodes,
  type JsonObject,
  JsonRpcError,
  type JsonRpcNotification,
  type JsonRpcRequest,
  type JsonRpcResponse,
  type RequestId,
} from "../../mcp/json-rpc.ts";
import { Answer } from "./answer.ts";
import { Cancelled } from "./in-flight.ts";
import { type AskClient, LegacyCall } from "./legacy-call.ts";
import type { LegacyLink } from "./legacy-link.ts";
import { type Pace, SessionPace } from "./pace.ts";
import type { Party } from "./party.ts";
import { Questions } from "./questions.ts";
import { Refusal } from "./refusal.ts";
import { SessionStreams } from "./session-streams.ts";

/** Calls that one session may have under way. */
const mostCalls = 1000;
/** First revision whose clients understand an event without a message. */
const primingSince = "2025-11-25";

/** A client of 2025-11-25 or before, from `initialize` to its end. */
export class LegacySession implements Party {
  readonly id: string;
  readonly client: ClientIdentity;
  readonly openedAt: number;
  readonly parked = false;
  /** When something last passed, in milliseconds since the epoch. An open stream alone is no sign of life. */
  usedAt: number;
  readonly pace: SessionPace;
  #link: LegacyLink | undefined;
  readonly #streams: SessionStreams;
  readonly #calls = new Map<RequestId, LegacyCall>();
  #waiting = 0;
  readonly #questions = new Questions();

  constructor(client: ClientIdentity, now: number, shared: Pace, id: string = randomUUID()) {
    this.id = id;
    this.pace = new SessionPace(shared);
    this.client = client;
    this.openedAt = now;
    this.usedAt = now;
    this.#streams = new SessionStreams({ primes: (client.protocolVersion ?? "") >= primingSince, pace: this.pace });
  }

  /** Somebody waits for the answer to a call. A call whose client has gone for good keeps no session alive. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** Ties it to the server; it is of no use before. */
  join(link: LegacyLink): void {
    this.#link = link;
  }

  /** Carries a request to the server and the answer back, then calls `over`. @throws Refusal */
  request(message: JsonRpcRequest, response: ServerResponse, options: { readonly streams: boolean; readonly over?: () => void }): void {
    const { id } = message;
    if (this.#calls.has(id))
      throw new Refusal(400, { code: errorCodes.invalidRequest, message: `Invalid Request: id ${id} is in use already` });
    if (this.#calls.size >= mostCalls)
      throw new Refusal(429, { code: errorCodes.unavailable, message: "Too Many Requests: too many calls are under way in this session" });
    const answer = new Answer(response, id, { streams: options.streams, open: this.#openStream, pace: this.pace });
    const over = () => {
      this.#calls.delete(id);
      this.usedAt = Date.now();
      options.over?.();
    };
    const call = new LegacyCall({ answer, ask: this.#ask, over });
    this.#calls.set(id, call);
    this.#waits(response);
    try {
      if (this.#link === undefined) throw new JsonRpcError(errorCodes.invalidRequest, "the session is not open yet");
      this.#link.pass(message, call);
    } catch (error) {
      call.failed(error);
    }
  }

  notified(message: JsonRpcNotification): void {
    if (message.method === "notifications/cancelled") {
      const id = message.params?.["requestId"] as RequestId;
      this.#calls.get(id)?.abort(new Cancelled(message.params?.["reason"]));
    } else this.#link?.notified(message);
  }

  answered(message: JsonRpcResponse): void {
    this.#questions.answered(message);
  }

  /** GET: what belongs to no request, or the rest of a stream that broke off. */
  openStream(response: ServerResponse, lastEventId: string | undefined): void {
    if (lastEventId !== undefined && this.#streams.resume(lastEventId, response)) {
      // The rest of an answer; the general stream may stay open for ever and says nothing.
      if (!lastEventId.startsWith("g_") && this.#calls.size > 0) this.#waits(response);
      return;
    }
    this.#streams.general.attach(response);
    this.#link?.listen();
  }

  ask(method: string, params: JsonObject | undefined, signal: AbortSignal): Promise<JsonObject> {
    return this.#ask(undefined, method, params, signal);
  }

  tell(method: string, params: JsonObject | undefined): void {
    this.#streams.general.send({ jsonrpc: "2.0", method, ...(params === undefined ? {} : { params }) }, { droppable: true });
  }

  /** Ends calls under way with `reason`, the streams, and the process where it has one. Resolves when nothing is left. */
  async end(reason: unknown): Promise<void> {
    for (const controller of this.#calls.values()) controller.abort(reason);
    this.#questions.end(new JsonRpcError(errorCodes.internal, "the session is over"));
    this.#streams.end();
    await this.#link?.end();
  }

  #waits(response: ServerResponse): void {
    this.#waiting += 1;
    response.on("close", this.#onClose);
  }

  readonly #onClose = () => {
    this.#waiting -= 1;
    this.usedAt = Date.now();
  };

  readonly #openStream = (response: ServerResponse) => this.#streams.open(response);

  readonly #ask: AskClient = (answer, method, params, signal) =>
    this.#questions.ask(method, params, signal, {
      put: (request) => {
        if (answer?.ask(request) !== true) this.#streams.general.send(request);
      },
      takeBack: (notification) => this.#streams.general.send(notification, { droppable: true }),
    });
}
