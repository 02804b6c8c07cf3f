import type { ResourceStatus } from "../../../src/engine/resource.ts";
import type { Container } from "../docker/container.ts";

export interface ContainerHealth {
  readonly status: ResourceStatus;
  /** As `mcpc status` calls it. */
  readonly state: string;
  readonly message?: string;
}

/** Restarts after which nobody believes that the next one helps. */
const enoughRestarts = 3;

/** What the engine's words mean for one container. */
export function containerHealth({ state, restarts, settings, spec }: Container): ContainerHealth {
  switch (state.status) {
    case "running":
      if (spec?.completes === true) return { status: "progressing", state: "running", message: "it has not completed yet" };
      return runningHealth(state);
    case "restarting": {
      const message = exitMessage(state);
      return { status: restarts >= enoughRestarts ? "failed" : "progressing", state: "backoff", message };
    }
    case "exited":
      if (state.exitCode === 0 && (settings.restart === "no" || spec?.completes === true)) return { status: "ready", state: "completed" };
      if (wasStopped(state)) return { status: "stopped", state: "stopped" };
      return { status: "stopped", state: "crashed", message: exitMessage(state) };
    case "paused":
      return { status: "stopped", state: "paused", message: "it is paused" };
    case "created":
      return { status: "stopped", state: "stopped", message: state.error === "" ? "it was never started" : state.error };
    case "removing":
      return { status: "failed", state: "crashed", message: "somebody is removing it" };
    case "dead":
      return { status: "failed", state: "crashed", message: state.error === "" ? "the engine could not remove it" : state.error };
  }
}

function runningHealth({ health, healthOutput = "" }: Container["state"]): ContainerHealth {
  if (health === "starting") return withWords({ status: "progressing", state: "starting" }, healthOutput);
  if (health === "unhealthy") return withWords({ status: "failed", state: "unhealthy" }, healthOutput);
  return { status: "ready", state: "healthy" };
}

/** What a check printed, on one line; of what `mcpc probe` prints, the sentence that says what is wrong. */
function withWords(health: ContainerHealth, output: string): ContainerHealth {
  const lines = output.split("\n").map((line) => line.trim());
  const told = lines.find((line) => /^error MCPC\d+: /.test(line))?.replace(/^error (MCPC\d+): /, "");
  const words = (told ?? lines.findLast((line) => line !== "") ?? "").slice(0, 300);
  return words === "" ? health : { ...health, message: words };
}

/** SIGTERM and SIGKILL are what `docker stop` sends; an end with 0 is what it asks for. */
function wasStopped({ exitCode, outOfMemory, error }: Container["state"]): boolean {
  return !outOfMemory && error === "" && [0, 137, 143].includes(exitCode);
}

function exitMessage({ exitCode, outOfMemory, error }: Container["state"]): string {
  if (outOfMemory) return "it used more memory than it may";
  return error === "" ? `it exited with code ${exitCode}` : error;
}
