import type { ReadOnlyHost } from "../../../src/host/host.ts";
import type { Container } from "../docker/container.ts";
import { type ContainerHealth, containerHealth } from "../observe/container-health.ts";
import { isOwnEngine } from "../observe/own-engine.ts";
import { containerChecks } from "./container-checks.ts";

/** Without a check a container that has only just been started may end at any moment. */
const settleMs = 1500;

export interface HealthNow extends ContainerHealth {
  /** What the last health check that passed has printed. */
  readonly passedOutput?: string;
}

/** The engine looks only every few seconds, and not at all where nothing in the image can ask: then we look ourselves. */
export async function healthNow(container: Container, host: ReadOnlyHost): Promise<HealthNow> {
  const { passedOutput } = container.state;
  const health = { ...containerHealth(container), ...(passedOutput !== undefined && { passedOutput }) };
  const { status, health: verdict, startedAt } = container.state;
  const passed = verdict === "starting" ? await containerChecks(host).pass(container) : undefined;
  if (passed !== undefined) return { status: "ready", state: "healthy", passedOutput: passed };
  if (status !== "running" || verdict !== undefined) return health;
  const age = host.now() - Date.parse(startedAt);
  if (age >= 0 && age < settleMs) return { status: "progressing", state: "starting" };
  if ((await answers(container, host)) !== false) return health;
  return { status: "progressing", state: "starting", message: `nobody answers at port ${container.spec?.mcp?.port}` };
}

/**
 * Whether something speaks HTTP where the server is to (not at its MCP path: a GET there may open a stream), seen from this machine. `undefined` where that cannot be known: engines in a virtual
 * machine have networks of their own.
 */
async function answers({ spec, networks }: Container, host: ReadOnlyHost): Promise<boolean | undefined> {
  const address = Object.values(networks).find((found) => found !== "");
  if (spec?.mcp === undefined || address === undefined || !isOwnEngine(host)) return undefined;
  const url = `http://${address.includes(":") ? `[${address}]` : address}:${spec.mcp.port}/`;
  return host.get({ url }, { timeout: 2000 }).then(
    () => true,
    () => false,
  );
}
