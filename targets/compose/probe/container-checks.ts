import type { CommandResult, ReadOnlyHost } from "../../../src/host/host.ts";
import type { Container } from "../docker/container.ts";
import { runtimeFile } from "../image/launch.ts";

/** What a handshake inside a container found. */
export interface Handshake {
  readonly ready: boolean;
  readonly protocol?: string;
  readonly tools?: number;
  readonly message?: string;
}

/** A check starts a program in the container: not more often than this, and not more of them at a time. */
const leastPauseMs = 1000;
const mostAtOnce = 4;
const checkTimeoutMs = 30_000;

interface Asked {
  readonly at: number;
  readonly answer: Promise<CommandResult | undefined>;
}

/**
 * Runs the checks of containers when we want to know, and not when the engine next does, which may be many seconds later. An answer is
 * good for a second.
 */
export class ContainerChecks {
  readonly #host: ReadOnlyHost;
  readonly #asked = new Map<string, Asked>();
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(host: ReadOnlyHost) {
    this.#host = host;
  }

  /** What the container's own health check prints when it passes; `undefined` when it does not, or cannot be run. */
  async pass({ id, spec }: Container): Promise<string | undefined> {
    const [kind, ...command] = spec?.service.healthcheck?.test ?? [];
    if (kind !== "CMD" || command.length === 0) return undefined;
    const result = await this.#exec(id, "health", command);
    return result?.code === 0 ? result.stdout : undefined;
  }

  /** Shakes hands with the server; `undefined` where nothing in the image can. */
  async handshake({ id, spec }: Container): Promise<Handshake | undefined> {
    const command = handshakeCommand(spec);
    if (command === undefined) return undefined;
    const result = await this.#exec(id, "handshake", command);
    return result === undefined ? undefined : readHandshake(result.stdout);
  }

  async #exec(id: string, kind: string, command: readonly string[]): Promise<CommandResult | undefined> {
    const key = `${kind} ${id}`;
    const known = this.#asked.get(key);
    if (known !== undefined && this.#host.now() - known.at < leastPauseMs) return known.answer;
    const answer = this.#inTurn(async () => {
      const docker = (await this.#host.which("docker")) ?? "docker";
      return this.#host.query([docker, "exec", id, ...command], { timeout: checkTimeoutMs });
    }).catch(() => undefined);
    this.#asked.set(key, { at: this.#host.now(), answer });
    return answer;
  }

  async #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    if (this.#running >= mostAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      return await act();
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }
}

/** With the runtime that images of ours hold; how it is started there is how the container itself is started. */
function handshakeCommand(spec: Container["spec"]): readonly string[] | undefined {
  const { mcp, service } = spec ?? {};
  const entrypoint = service?.entrypoint?.filter((word) => typeof word === "string") ?? [];
  const at = entrypoint.indexOf(runtimeFile);
  if (mcp === undefined || at === -1) return undefined;
  const era = mcp.protocol === "legacy" || mcp.protocol === "modern" ? ["--protocol", mcp.protocol] : [];
  const transport = mcp.transport === "sse" ? ["--transport", "sse"] : [];
  return [...entrypoint.slice(0, at + 1), "probe", `http://127.0.0.1:${mcp.port}${mcp.path}`, "--json", ...era, ...transport];
}

function readHandshake(output: string): Handshake | undefined {
  try {
    const { servers } = JSON.parse(output) as {
      servers: readonly { state: string; protocol: string | null; tools: number | null; message: string }[];
    };
    const [server] = servers;
    if (server === undefined) return undefined;
    const { state, protocol, tools, message } = server;
    if (state === "failed") return { ready: false, message };
    return { ready: true, ...(protocol !== null && { protocol }), ...(tools !== null && { tools }) };
  } catch {
    return undefined;
  }
}

const known = new WeakMap<ReadOnlyHost, ContainerChecks>();

/** One for all who look through the same host. */
export function containerChecks(host: ReadOnlyHost): ContainerChecks {
  const checks = known.get(host) ?? new ContainerChecks(host);
  known.set(host, checks);
  return checks;
}
