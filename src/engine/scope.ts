import type { ReadOnlyHost } from "../host/host.ts";
import { joinPath } from "../host/paths.ts";

/** Which environment of which stack, and where things of it live on this machine. Absolute paths. */
export interface Scope {
  readonly stack: string;
  readonly environment: string;
  readonly target: string;
  /** Folder of the stack file; relative paths of the stack are seen from here. */
  readonly root: string;
  /** State of this environment, 0700: `$XDG_STATE_HOME/mcpc/<stack>/<environment>`. */
  readonly stateDirectory: string;
  /** Shared, content-addressed, safe to delete: `$XDG_CACHE_HOME/mcpc`. */
  readonly cacheDirectory: string;
  /** The target's own options, as its zod schema gave them. */
  readonly options: unknown;
}

/** Finds the folders of an environment by the XDG Base Directory Specification, which says to ignore relative paths in its variables. */
export function scopeFor(
  host: Pick<ReadOnlyHost, "env" | "home">,
  parts: Pick<Scope, "stack" | "environment" | "target" | "root" | "options">,
): Scope {
  return {
    ...parts,
    stateDirectory: joinPath(baseDirectory(host, "XDG_STATE_HOME", ".local/state"), "mcpc", parts.stack, parts.environment),
    cacheDirectory: joinPath(baseDirectory(host, "XDG_CACHE_HOME", ".cache"), "mcpc"),
  };
}

/** Names of the environments of a stack that have state on this machine. */
export function environmentsOf(stack: string, host: Pick<ReadOnlyHost, "env" | "home" | "list">): Promise<readonly string[]> {
  return host.list(joinPath(baseDirectory(host, "XDG_STATE_HOME", ".local/state"), "mcpc", stack));
}

function baseDirectory(host: Pick<ReadOnlyHost, "env" | "home">, variable: string, fallback: string): string {
  const given = host.env(variable);
  return given?.startsWith("/") ? given : joinPath(host.home, fallback);
}
