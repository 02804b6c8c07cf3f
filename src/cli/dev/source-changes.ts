import type { SourceFile } from "../../diagnostics/source.ts";
import type { Host, ReadOnlyHost } from "../../host/host.ts";
import { joinPath } from "../../host/paths.ts";
import { watchFiles } from "./watch-files.ts";

export interface SourceChanges {
  /** Resolves when one of the files is no longer what it was when it was read; rejects with the reason of `signal`. */
  next(sources: readonly SourceFile[], signal: AbortSignal): Promise<void>;
  close(): void;
}

/** An editor that replaces a file may be between removing and renaming. */
const replacingMs = 300;

/** Tells when the files of a stack were saved with another content. */
export function createSourceChanges(host: Host): SourceChanges {
  let wake: (() => void) | undefined;
  const watching = watchFiles(() => wake?.());
  const seen = new Map<string, string | undefined>();

  /** True once for each new content, so that a file which cannot be compared is not read over and over. */
  const isChanged = async ({ path, text }: SourceFile, first: boolean): Promise<boolean> => {
    const file = joinPath(host.cwd, path);
    let now = await textOf(host, file);
    if (now === undefined && seen.get(path) !== undefined) {
      await host.sleep(replacingMs);
      now = await textOf(host, file);
    }
    const before = seen.get(path);
    seen.set(path, now);
    return now !== before && !(first && now === text);
  };
  const isAnyChanged = async (sources: readonly SourceFile[], first: boolean): Promise<boolean> => {
    const changes = await Promise.all(sources.map((source) => isChanged(source, first)));
    return changes.includes(true);
  };

  return {
    async next(sources, signal) {
      watching.update(sources.map(({ path }) => joinPath(host.cwd, path)));
      // Asked once before any event: a save while the last round was busy must not be missed.
      for (let first = true; !(await isAnyChanged(sources, first)); first = false) {
        signal.throwIfAborted();
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        const stop = (): void => reject(signal.reason);
        wake = resolve;
        signal.addEventListener("abort", stop, { once: true });
        await promise.finally(() => signal.removeEventListener("abort", stop));
      }
    },
    close: () => watching.close(),
  };
}

async function textOf(host: ReadOnlyHost, file: string): Promise<string | undefined> {
  const bytes = await host.readFile(file).catch(() => undefined);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
