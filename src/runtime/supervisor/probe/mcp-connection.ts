import type { ClientIdentity } from "../../../mcp/connect.ts";
import type { McpEndpoint, ProtocolChoice } from "../../../mcp/endpoint.ts";
import { hasTools } from "../../../mcp/has-tools.ts";
import type { McpSession } from "../../../mcp/session.ts";
import { clientForAll } from "../../bridge/client-capabilities.ts";
import { diagnosticCode } from "./failure-text.ts";
import type { ProbeCheck } from "./probe-result.ts";

/** Opens a conversation: `connectMcp` of src/mcp/connect.ts, or a stand-in in tests. */
export type ConnectMcp = (
  endpoint: McpEndpoint,
  options: {
    readonly protocol: ProtocolChoice;
    readonly timeoutMs: number;
    readonly signal?: AbortSignal;
    readonly client?: ClientIdentity;
  },
) => Promise<McpSession>;

/**
 * The one conversation that probes of a unit share. It is opened by the first check and kept: a handshake per probe would leave
 * sessions behind at legacy servers. For HTTP a broken one is opened anew; on pipes there is nothing to open twice.
 */
export class McpConnection {
  readonly #connect: ConnectMcp;
  readonly #endpoint: McpEndpoint;
  readonly #protocol: ProtocolChoice;
  #session: McpSession | undefined;
  #toolNames: readonly string[] | undefined;

  constructor(connect: ConnectMcp, endpoint: McpEndpoint, protocol: ProtocolChoice) {
    this.#connect = connect;
    this.#endpoint = endpoint;
    this.#protocol = protocol;
  }

  get session(): McpSession | undefined {
    return this.#session;
  }

  /** Tools that it had at the last handshake; absent when the server could not tell. */
  get toolNames(): readonly string[] | undefined {
    return this.#toolNames;
  }

  /** Shakes hands. Rejects when it does not succeed in `timeoutMs`. */
  async open(timeoutMs: number, signal: AbortSignal): Promise<McpSession> {
    // On pipes this is the conversation that clients share, and some of them serve what the server may ask for.
    const shared = this.#endpoint.kind === "stdio" ? { client: clientForAll } : {};
    const session = await this.#connect(this.#endpoint, { protocol: this.#protocol, timeoutMs, signal, ...shared });
    if (signal.aborted) {
      void session.close();
      throw new Error("cancelled");
    }
    this.#session = session;
    return session;
  }

  /** Asks for the tools. That a server cannot tell says nothing about its health. */
  async learnTools(signal: AbortSignal): Promise<void> {
    try {
      const session = this.#session;
      const tools = session !== undefined && hasTools(session) ? await session.listTools({ signal }) : [];
      this.#toolNames = tools.map(({ name }) => name);
    } catch {
      this.#toolNames = undefined;
    }
  }

  readonly check: ProbeCheck = async ({ timeoutMs, signal }) => {
    const started = performance.now();
    if (this.#session !== undefined) {
      try {
        return await this.#session.check({ signal, timeoutMs });
      } catch (error) {
        if (this.#endpoint.kind === "stdio" || signal.aborted) throw error;
        void this.#session.close();
        this.#session = undefined;
      }
    }
    if (this.#endpoint.kind === "stdio") throw new Error("no conversation");
    try {
      await this.open(Math.max(1, timeoutMs - (performance.now() - started)), signal);
    } catch (error) {
      if (diagnosticCode(error) === "MCPC6304") return;
      throw error;
    }
    await this.learnTools(signal);
  };

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }
}
