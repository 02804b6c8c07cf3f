import type { ClientIdentity } from "../../mcp/connect.ts";
import { errorCodes, isObject, JsonRpcError, type JsonRpcRequest, type JsonRpcResponse } from "../../mcp/json-rpc.ts";
import type { AskedClient } from "./exchange.ts";
import { Questions } from "./questions.ts";

/** Beyond so many the one that came first is forgotten: it can call as before, but not be asked. */
const mostClients = 10_000;

/** Longest self-description that is kept for as long as a session, in characters. */
const longestIdentity = 16 * 1024;

/** A client as it presents itself in `initialize`. @throws JsonRpcError where that is too much to remember */
export function clientOf({ params }: JsonRpcRequest): ClientIdentity {
  const { clientInfo, capabilities, protocolVersion } = params ?? {};
  const client = {
    clientInfo: isObject(clientInfo) ? clientInfo : { name: "unknown", version: "" },
    capabilities: isObject(capabilities) ? capabilities : {},
    ...(typeof protocolVersion === "string" ? { protocolVersion } : {}),
  };
  if (JSON.stringify(client).length > longestIdentity)
    throw new JsonRpcError(
      errorCodes.invalidParams,
      `Invalid params: clientInfo and capabilities are longer than ${longestIdentity} characters`,
    );
  return client;
}

/** Clients of 2025-11-25 and before at an endpoint without sessions of its own: who can be asked for what, and what they were asked. */
export class LegacyClients {
  readonly #clients = new Map<string, ClientIdentity>();
  readonly #questions = new Map<string, Questions>();

  /** Only clients that a server may ask for something are worth remembering. */
  remember(session: string, client: ClientIdentity): void {
    if (Object.keys(client.capabilities).length === 0) return;
    this.#clients.set(session, client);
    const oldest = this.#clients.keys().next().value;
    if (this.#clients.size > mostClients && oldest !== undefined) this.forget(oldest);
  }

  find(session: string | undefined): AskedClient | undefined {
    const client = session === undefined ? undefined : this.#clients.get(session);
    if (session === undefined || client === undefined) return undefined;
    return {
      client,
      ask: async (answer, method, params, signal) => {
        const questions = this.#questionsOf(session);
        try {
          return await questions.ask(method, params, signal, {
            put: (request) => {
              if (!answer.ask(request)) throw unreachable();
            },
            takeBack: ({ method: told, params: about }) => answer.notify(told, about ?? {}),
          });
        } finally {
          if (questions.size === 0) this.#questions.delete(session);
        }
      },
    };
  }

  answered(session: string | undefined, message: JsonRpcResponse): void {
    if (session !== undefined) this.#questions.get(session)?.answered(message);
  }

  forget(session: string): void {
    this.#clients.delete(session);
    this.#questions.get(session)?.end(new JsonRpcError(errorCodes.internal, "the session is over"));
  }

  #questionsOf(session: string): Questions {
    const known = this.#questions.get(session) ?? new Questions();
    this.#questions.set(session, known);
    return known;
  }
}

/** The question has no other way to the client than the stream of the call. */
function unreachable(): JsonRpcError {
  return new JsonRpcError(errorCodes.internal, "this client cannot be asked: it does not accept text/event-stream");
}
