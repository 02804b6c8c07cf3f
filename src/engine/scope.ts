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
