import type { SourceFile } from "../../diagnostics/source.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import { joinPath } from "../../host/paths.ts";
import { watchFiles } from "./watch-files.ts";

export interface SourceChanges {
  /** Resolves when one of the texts is no longer what it was when it was read; rejects with the reason of `signal`. */
  next(sources: readonly SourceFile[], signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Tells when the files of a stack were saved with another content. */
export function createSourceChanges(host: ReadOnlyHost): SourceChanges {
  let wake: (() => void) | undefined;
  const watching = watchFiles(() => wake?.());
  return {
    async next(sources, signal) {
      watching.update(sources.map(({ path }) => joinPath(host.cwd, path)));
      // Asked once before any event: a save while the last round was busy must not be missed.
      while (!(await isAnyChanged(host, sources))) {
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

async function isAnyChanged(host: ReadOnlyHost, sources: readonly SourceFile[]): Promise<boolean> {
  for (const { path, text } of sources) {
    const bytes = await host.readFile(joinPath(host.cwd, path)).catch(() => undefined);
    // A file that is gone for a moment is being replaced; the next look finds the new one.
    if (bytes !== undefined && new TextDecoder().decode(bytes) !== text) return true;
  }
  return false;
}
