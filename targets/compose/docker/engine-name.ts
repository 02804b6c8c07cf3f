import type { ReadOnlyHost } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";

/**
 * Which engine docker asks, in the order in which it decides that itself, and without asking anybody. Source: docs.docker.com, "Docker contexts".
 */
export async function engineName(host: Pick<ReadOnlyHost, "env" | "home" | "readFile">): Promise<string> {
  const address = host.env("DOCKER_HOST");
  if (address) return `docker at ${withoutPassword(address)}`;
  return `docker "${host.env("DOCKER_CONTEXT") || (await currentContext(host)) || "default"}"`;
}

function withoutPassword(address: string): string {
  return address.replace(/^(\w+:\/\/[^:@/]*):[^@/]*@/, "$1@");
}

async function currentContext(host: Pick<ReadOnlyHost, "env" | "home" | "readFile">): Promise<string | undefined> {
  const folder = host.env("DOCKER_CONFIG") || joinPath(host.home, ".docker");
  try {
    const config: unknown = JSON.parse(new TextDecoder().decode(await host.readFile(joinPath(folder, "config.json"))));
    const context = typeof config === "object" && config !== null && "currentContext" in config ? config.currentContext : undefined;
    return typeof context === "string" ? context : undefined;
  } catch {
    // No such file is the usual case, and one that cannot be read docker complains of itself.
    return undefined;
  }
}
