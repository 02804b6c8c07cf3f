import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import type { Container } from "../docker/container.ts";
import { runDocker } from "../docker/docker-command.ts";
import type { Attempt } from "../docker/docker-failure.ts";
import { graceOf } from "../expand/workload-steps.ts";
import { isChangedElsewhere } from "./own-containers.ts";

/** Stops containers as they want to be stopped, all at once, and removes them with the volumes that have no name. */
export async function stopAndRemove(
  containers: readonly Container[],
  host: Host,
  { signal }: Pick<ExecuteContext, "signal">,
): Promise<void> {
  const [first] = containers;
  if (first === undefined) return;
  const ids = containers.map(({ id }) => id);
  const seconds = Math.ceil(Math.max(...containers.map(({ spec }) => graceOf(spec))) / 1000);
  const attempt: Attempt = { what: `remove the containers of ${first.address}`, thing: first.address };
  for (const words of [
    ["stop", "--time", String(seconds)],
    ["rm", "--force", "--volumes"],
  ]) {
    try {
      await runDocker([...words, ...ids], attempt, host, { signal });
    } catch (error) {
      // Somebody else has removed some of them: so they are gone.
      if (!isChangedElsewhere(error)) throw error;
    }
  }
}
