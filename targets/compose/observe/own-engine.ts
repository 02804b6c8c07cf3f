import type { ReadOnlyHost } from "../../../src/host/host.ts";

/** Whether the engine runs on this very machine as far as can be told: then its containers have processes and addresses here. */
export function isOwnEngine(host: Pick<ReadOnlyHost, "platform" | "env">): boolean {
  const engine = host.env("DOCKER_HOST") ?? "";
  return host.platform === "linux" && (engine === "" || engine.startsWith("unix:")) && host.env("DOCKER_CONTEXT") === undefined;
}
