import type { SourceRange } from "../diagnostics/source.ts";
import type { Address } from "./address.ts";
import type { Check, Health, Restart } from "./health.ts";
import type { Origin } from "./origin.ts";
import type { Build } from "./run.ts";
import type { Data, Dependency, Resources, Security } from "./server.ts";
import type { Value } from "./value.ts";

export type ServiceRun =
  | { readonly kind: "image"; readonly image: string; readonly args: readonly Value[] }
  | { readonly kind: "command"; readonly command: readonly Value[]; readonly cwd: string; readonly build?: Build }
  /** Runs elsewhere; only looked at. */
  | { readonly kind: "external"; readonly url: string; readonly check?: Check };

/** Something that servers need: a database, a cache, an API. Not an MCP server. */
export interface Service {
  readonly address: Address;
  readonly name: string;
  readonly origin: Origin;
  /** Dotted field of the language, such as `env.LOG_LEVEL` → the place in a file that set it. Not part of what it is. */
  readonly origins?: Readonly<Record<string, SourceRange>>;
  readonly run: ServiceRun;
  readonly port?: number;
  readonly env: Readonly<Record<string, Value>>;
  readonly data?: Data;
  readonly needs: readonly Dependency[];
  /** Absent: nothing tells whether it is healthy, so nothing may wait for that. */
  readonly health?: Health;
  readonly restart: Restart;
  readonly stop: { readonly graceMs: number };
  readonly resources: Resources;
  readonly security: Security;
}
