import { randomUUID } from "node:crypto";
import {
  errorCodes,
  isObject,
  type JsonObject,
  JsonRpcError,
  type JsonRpcNotification,
  type JsonRpcRequest,
  type RequestId,
} from "../../mcp/json-rpc.ts";
import { withMeta } from "../../mcp/protocol.ts";
import { withoutEnvelope } from "../bridge/eras.ts";
import { HeldCall } from "./held-call.ts";
import type { LegacySession } from "./legacy-session.ts";
import { ownId } from "./own-id.ts";
import type { Answer } from "./requests.ts";

/** How long a call waits for a client that went to find answers; people are asked, and people take their time. */
const patienceMs = 10 * 60_000;

/** The calls of one modern client at one legacy server. */
export class HeldCalls {
  readonly #session: LegacySession;
  readonly #running = new Map<RequestId, HeldCall>();
  /** By `requestState`. */
  readonly #held = new Map<string, HeldCall>();

  constructor(session: LegacySession) {
    this.#session = session;
  }

  /** Begins a call, or goes on with one that the server asked back in, until it is answered or asks back. */
  async carry(message: JsonRpcRequest, signal: AbortSignal): Promise<Answer> {
    const call = this.#resume(message.params) ?? this.#begin(message);
    const meta = message.params?.["_meta"];
    call.progressToken = isObject(meta) ? meta["progressToken"] : undefined;
    const onAbort = () => this.#drop(call);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      const answer = await call.next();
      if (answer.result?.["resultType"] === "input_required") this.#hold(call);
      return answer;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** The server asks back. Which of several calls it means the transport does not tell; all of them are this one client's. */
  ask(question: JsonRpcRequest): boolean {
    const call = [...this.#running.values()].find((candidate) => !this.#held.has(candidate.state)) ?? this.#running.values().next().value;
    call?.ask(question, (response) => void this.#session.send(response).catch(() => {}));
    return call !== undefined;
  }

  /** The notification under the token that the client knows; nothing where it asked for none. */
  progress(message: JsonRpcNotification): JsonRpcNotification | undefined {
    const token = this.#running.get(message.params?.["progressToken"] as RequestId)?.progressToken;
    return token === undefined ? undefined : { ...message, params: { ...message.params, progressToken: token } };
  }

  close(): void {
    for (const call of this.#running.values()) call.abort();
  }

  #begin(message: JsonRpcRequest): HeldCall {
    const id = ownId();
    const params = withoutEnvelope(message.params);
    const meta = params?.["_meta"];
    const asked = isObject(meta) && meta["progressToken"] !== undefined ? withMeta(params, { progressToken: id }) : params;
    const request: JsonRpcRequest = { jsonrpc: "2.0", id, method: message.method, ...(asked === undefined ? {} : { params: asked }) };
    const call: HeldCall = new HeldCall(randomUUID(), (signal) =>
      this.#session.request(request, signal).finally(() => {
        this.#running.delete(id);
        if (this.#held.get(call.state) === call) call.timer?.refresh();
      }),
    );
    this.#running.set(id, call);
    return call;
  }

  #resume(params: JsonObject | undefined): HeldCall | undefined {
    const state = params?.["requestState"];
    if (state === undefined && params?.["inputResponses"] === undefined) return undefined;
    const call = this.#held.get(String(state));
    if (call === undefined)
      throw new JsonRpcError(errorCodes.invalidParams, "Invalid params: requestState names no call that waits for input");
    this.#held.delete(call.state);
    clearTimeout(call.timer);
    call.questions.answer(params?.["inputResponses"]);
    return call;
  }

  #hold(call: HeldCall): void {
    this.#held.set(call.state, call);
    call.timer = setTimeout(() => this.#drop(call), patienceMs).unref();
  }

  /** Nobody waits for it any more: the server is told to stop. */
  #drop(call: HeldCall): void {
    this.#held.delete(call.state);
    call.abort();
    for (const [id, candidate] of this.#running) {
      if (candidate !== call) continue;
      this.#running.delete(id);
      this.#session.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } }).catch(() => {});
    }
  }
}
