import type { ReadOnlyHost } from "../../../src/host/host.ts";
import type { Container } from "../docker/container.ts";
import { type ContainerHealth, containerHealth } from "../observe/container-health.ts";
import { containerChecks } from "./container-checks.ts";

/** Without a check a container that has only just been started may end at any moment. */
const settleMs = 1500;

/** The engine looks only every few seconds; as long as it has not, we look ourselves. */
export async function healthNow(container: Container, host: ReadOnlyHost): Promise<ContainerHealth> {
  const health = containerHealth(container);
  const { status, health: verdict, startedAt } = container.state;
  if (verdict === "starting" && (await containerChecks(host).passes(container)) === true) return { status: "ready", state: "healthy" };
  const age = host.now() - Date.parse(startedAt);
  if (status === "running" && verdict === undefined && age >= 0 && age < settleMs) return { status: "progressing", state: "starting" };
  return health;
}
