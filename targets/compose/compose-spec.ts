import { digestData } from "../../src/model/digest.ts";
import type { Run } from "../../src/model/run.ts";
import type { ServiceRun } from "../../src/model/service.ts";
import type { Value } from "../../src/model/value.ts";

/**
 * The `spec` of a resource of kind "container": one Compose service, and how many containers of it. Plain JSON, no absolute path, no
 * secret. It holds everything that decides the container, so that it can be brought back from a record of an old revision alone; what is
 * not in it (order of start, `profiles`) does not make a new container. Neither does a change of nothing but `replicas`, or of nothing but
 * `files` where there is a `reload`: see `containerHash`, which a container carries as its label, and `DesiredResource.updatesInPlace`.
 *
 * Of the live part's interest:
 * - `service` becomes `services.<name>` of a Compose file. `image` is not in it but beside it; `labels` holds only who it belongs to.
 * - Texts with references (`Value`s) are written into a Compose file as Compose's own interpolation, see `composeValue`: `${env.X}` becomes
 *   `${X}`, a secret that must be a plain variable becomes `${MCPC_SECRET_PG_PASSWORD}`; whoever calls `docker compose` gives it these.
 * - Paths of the machine that belong to the stack (`{stack: "config"}`) become `${MCPC_STACK_DIR:-…}/config`.
 * - `secretFiles` and `madeSecrets` are expected at `${MCPC_SECRETS_DIR:-./secrets}/<name>`, readable by whoever the container runs as.
 * - `files` are expected at their path beside the Compose file, before the container starts; folders of them are mounted.
 */
export interface ContainerSpec {
  /** More are started beside the others, or the last ones are stopped. */
  readonly replicas: number;
  /** What is run, in the words of the stack file: for people who read a plan, and to see where a value comes from. */
  readonly run?: Run | ServiceRun;
  readonly image: ImageSpec;
  readonly service: ServiceDefinition;
  /** Path beside the Compose file → content. A change of these alone can be brought in by writing them and a signal, see `reload`. */
  readonly files: Readonly<Record<string, string>>;
  /** Names of secrets that it reads from `/run/secrets/<name>`. */
  readonly secretFiles: readonly string[];
  /** Files beside those, in the same folder, that are made of secrets. */
  readonly madeSecrets: Readonly<Record<string, MadeSecret>>;
  /** Volumes it keeps data in: name in the Compose file → its definition. */
  readonly volumes: Readonly<Record<string, VolumeDefinition>>;
  /** Networks it is on: name in the Compose file → its definition. */
  readonly networks: Readonly<Record<string, NetworkDefinition>>;
  /** Signal after which what runs reads `files` again; without it a change of them needs a new container. */
  readonly reload?: { readonly signal: "SIGHUP"; readonly test?: readonly string[] };
  /** Something waits until it has ended with exit code 0. */
  readonly completes?: true;
  /** Only of servers: where and how they are spoken to inside the stack's networks. */
  readonly mcp?: McpEndpointSpec;
  /** Host port and port inside of what is published; a host port of 0 is chosen by the engine. */
  readonly published?: readonly { readonly address: string; readonly host: number; readonly container: number }[];
}

/** Digest of what makes a container another one: all but `replicas`, and `files` where they are read again. */
export function containerHash({ replicas: _replicas, files, ...spec }: ContainerSpec): string {
  return digestData(spec.reload === undefined ? { ...spec, files } : spec);
}

/** How a file in the folder of secrets comes to be when the stack is applied. */
export type MadeSecret =
  /** `tokensFile` of src/nginx, from accepted tokens, one per line. */
  | { readonly kind: "nginx-tokens"; readonly tokens: Value }
  /** `headersFile` of src/nginx. */
  | { readonly kind: "nginx-headers"; readonly headers: readonly (readonly [name: string, value: Value])[]; readonly dollar: string }
  /** Copy of a file, relative to the stack's folder; `digest` of what it held when it was compiled. */
  | { readonly kind: "copy"; readonly path: string; readonly digest?: string };

export interface McpEndpointSpec {
  readonly port: number;
  readonly path: string;
  readonly transport: "http" | "sse";
  readonly protocol: "auto" | "legacy" | "modern" | "dual";
  readonly stateful: boolean;
  /** Path before `/mcp` at the front door. */
  readonly expose: string;
}

export type ImageSpec =
  /** `digest` comes from the lock file; what is pulled is `reference@digest` then. */
  { readonly kind: "pulled"; readonly reference: string; readonly digest?: string } | BuiltImage;

export interface BuiltImage {
  readonly kind: "built";
  /** `tasks`, or what mcpc calls it: `mcpc-runtime`. */
  readonly name: string;
  /** `<stack>-<environment>-<name>:<12 hex digits of everything that goes in>`. There already = nothing to build. */
  readonly tag: string;
  /** Relative to the build folder below. */
  readonly dockerfile: string;
  /** Files that mcpc writes into the build folder (path → content): the Dockerfile, what it copies, `.dockerignore`. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Folder relative to the stack's, whose files are copied into the build folder too (all of `FolderInput.files`). When its digest is not
   * this any more, an image of an old revision cannot be built again. `without` names files with secrets, relative to the folder.
   */
  readonly source?: { readonly folder: string; readonly digest: string; readonly without: readonly string[] };
  /** The runtime bundle goes into the build folder as `mcpc-runtime.mjs`; it must have this digest. */
  readonly runtime?: { readonly digest: string };
  /** Images of others that the Dockerfile builds upon, as they are written. */
  readonly bases: readonly string[];
  /** Images that the Dockerfile takes something from and that are built, too: first. */
  readonly from: readonly BuiltImage[];
  readonly args: Readonly<Record<string, string | null>>;
  /** Build secrets: id → file relative to the stack's folder. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly network?: string;
}

export interface VolumeDefinition {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface NetworkDefinition {
  readonly name: string;
  readonly internal?: true;
  readonly labels: Readonly<Record<string, string>>;
}

/** A Compose service, as the Compose Specification names things, without `image`, `build`, `depends_on`, `profiles` and `scale`. */
export interface ServiceDefinition {
  readonly command?: readonly Value[];
  readonly entrypoint?: readonly Value[];
  readonly environment?: Readonly<Record<string, Value>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly healthcheck?: HealthcheckDefinition;
  readonly [key: string]: unknown;
}

export interface HealthcheckDefinition {
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly start_period: string;
}
