import { errorCodes, isObject, type JsonObject, JsonRpcError, type JsonRpcNotification, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import type { Client } from "./conversation.ts";
import type { LegacySession } from "./legacy-session.ts";
import type { Answer } from "./requests.ts";

const lists = { tools: "toolsListChanged", prompts: "promptsListChanged", resources: "resourcesListChanged" } as const;

interface Subscription {
  readonly meta: JsonObject;
  readonly methods: ReadonlySet<string>;
  readonly uris: ReadonlySet<string>;
}

/** `subscriptions/listen` of a modern client at a legacy server, which tells some things unasked and others when subscribed to. */
export class ClientSubscriptions {
  readonly #session: LegacySession;
  readonly #capabilities: JsonObject;
  readonly #client: Client;
  readonly #open = new Set<Subscription>();

  constructor(session: LegacySession, capabilities: JsonObject, client: Client) {
    this.#session = session;
    this.#capabilities = capabilities;
    this.#client = client;
  }

  /** Acknowledges, then stays open until the client takes it back; ends at once where there is nothing to wait for. */
  async serve(message: JsonRpcRequest, signal: AbortSignal): Promise<Answer> {
    const wanted = message.params?.["notifications"];
    if (!isObject(wanted)) throw new JsonRpcError(errorCodes.invalidParams, "Invalid params: notifications is required");
    const meta = { "io.modelcontextprotocol/subscriptionId": message.id };
    const kinds = Object.entries(lists).filter(([name, kind]) => wanted[kind] === true && this.#can(name, "listChanged"));
    const uris = this.#can("resources", "subscribe") ? urisIn(wanted) : [];
    const honored = {
      ...Object.fromEntries(kinds.map(([, kind]) => [kind, true])),
      ...(uris.length === 0 ? {} : { resourceSubscriptions: uris }),
    };
    this.#tell("notifications/subscriptions/acknowledged", { notifications: honored, _meta: meta });
    if (Object.keys(honored).length === 0) return { result: { resultType: "complete", _meta: meta } };
    const methods = new Set(kinds.map(([name]) => `notifications/${name}/list_changed`));
    const subscription = { meta, methods, uris: new Set(uris) };
    this.#open.add(subscription);
    try {
      for (const uri of uris) await this.#session.ask("resources/subscribe", { uri });
      return await new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
    } finally {
      this.#open.delete(subscription);
      await this.#unsubscribe(uris);
    }
  }

  /** Passes a notification of the server on to those who asked for it, each marked with the subscription. */
  receive({ method, params }: JsonRpcNotification): void {
    const uri = String(params?.["uri"]);
    for (const { meta, methods, uris } of this.#open) {
      const asked = method === "notifications/resources/updated" ? uris.has(uri) : methods.has(method);
      if (asked) this.#tell(method, { ...params, _meta: meta });
    }
  }

  async #unsubscribe(uris: readonly string[]): Promise<void> {
    const wanted = new Set([...this.#open].flatMap((subscription) => [...subscription.uris]));
    for (const uri of uris) {
      if (!wanted.has(uri)) await this.#session.ask("resources/unsubscribe", { uri }).catch(() => {});
    }
  }

  #can(name: string, feature: string): boolean {
    const capability = this.#capabilities[name];
    return isObject(capability) && capability[feature] === true;
  }

  #tell(method: string, params: JsonObject): void {
    this.#client.send({ jsonrpc: "2.0", method, params });
  }
}

function urisIn(wanted: JsonObject): readonly string[] {
  const uris = wanted["resourceSubscriptions"];
  return Array.isArray(uris) ? [...new Set(uris.filter((uri) => typeof uri === "string"))] : [];
}
