import type { ReadOnlyHost } from "../../host/host.ts";
import type { Scope } from "../scope.ts";
import { stateFiles } from "./state-files.ts";

/**
 * The target that an environment runs on by its records; `undefined` when nothing runs or they do not tell. A look that costs next to nothing:
 * what is odd about the records is told by whoever reads them.
 */
export async function readRecordedTarget(
  { stateDirectory }: Pick<Scope, "stateDirectory">,
  host: Pick<ReadOnlyHost, "readFile">,
): Promise<string | undefined> {
  const files = stateFiles(stateDirectory);
  const { revision, inventory } = await fields(files.state, host);
  if (typeof revision !== "number" || !Array.isArray(inventory) || inventory.length === 0) return undefined;
  const { target } = await fields(files.revision(revision), host);
  return typeof target === "string" ? target : undefined;
}

async function fields(path: string, host: Pick<ReadOnlyHost, "readFile">): Promise<Readonly<Record<string, unknown>>> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(await host.readFile(path)));
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
