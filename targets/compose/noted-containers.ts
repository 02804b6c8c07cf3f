import type { Scope } from "../../src/engine/scope.ts";
import type { Host, ReadOnlyHost } from "../../src/host/host.ts";
import { joinPath } from "../../src/host/paths.ts";
import { openFolder, releasesFolder, serviceFolder } from "./release-folder.ts";

/** Beside the releases of a service. */
export const noteFile = "containers.json";

/**
 * Writes down which containers a service has now, as far as that can be told without asking. Nobody relies on it: whoever looks next may
 * begin with these while the engine still lists what there is.
 */
export async function noteContainers(service: string, names: readonly string[], scope: Scope, host: Host): Promise<void> {
  const folder = serviceFolder(scope, service);
  await host.makeDirectory(releasesFolder(scope));
  await host.makeDirectory(folder, openFolder);
  await host.writeFile(joinPath(folder, noteFile), `${JSON.stringify(names)}\n`);
}

/** Names of containers that were written down, of all services; some may be gone, and others may have come. */
export async function notedContainers(scope: Scope, host: ReadOnlyHost): Promise<readonly string[]> {
  const services = await host.list(releasesFolder(scope));
  const notes = await Promise.all(services.map((service) => host.readFile(joinPath(serviceFolder(scope, service), noteFile))));
  return notes.flatMap(namesIn);
}

/** What is no list of names is as if it were not there. */
function namesIn(note: Uint8Array | undefined): readonly string[] {
  if (note === undefined) return [];
  try {
    const names: unknown = JSON.parse(new TextDecoder().decode(note));
    return Array.isArray(names)
      ? names.filter((name): name is string => typeof name === "string" && /^[a-zA-Z0-9][\w.-]*$/.test(name))
      : [];
  } catch {
    return [];
  }
}

/** The names Compose gives next: it counts the containers of a service upward. */
export function nextNames(project: string, service: string, present: readonly string[], count: number): readonly string[] {
  const last = Math.max(0, ...present.map(numberOf));
  return Array.from({ length: Math.max(0, count) }, (_, index) => `${project}-${service}-${last + 1 + index}`);
}

/** Which of a service's containers it is, by its name; the newest has the highest number. */
export function numberOf(name: string): number {
  return Number(/(\d+)$/.exec(name)?.[1] ?? 0);
}
