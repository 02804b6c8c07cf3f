import type { core } from "zod/mini";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host, ReadOnlyHost } from "../host/host.ts";
import type { Address } from "../model/address.ts";
import type { CapabilityTable } from "../model/capability.ts";
import type { Model } from "../model/model.ts";
import type { Value } from "../model/value.ts";
import type { Artifact } from "./artifact.ts";
import type { Change } from "./change.ts";
import type { CompileInputs, WantedInputs } from "./compile-inputs.ts";
import type { Tidied } from "./events.ts";
import type { Operation } from "./operation.ts";
import type { NamedFields } from "./reconcile/field-names.ts";
import type { DesiredResource, Snapshot } from "./resource.ts";
import type { Scope } from "./scope.ts";
import type { ToolCheck } from "./tool-check.ts";

export interface CompileContext<Options> {
  readonly options: Options;
  /** Header lines for generated files: tool version and input digest; no time, no argv. Made when they are read. */
  readonly provenance: readonly string[];
  /** The folder of the artifacts seen from the stack's, and the other way round: `deploy/staging`, `../..`. Resources do not depend on it. */
  readonly folder: { readonly fromStack: string; readonly toStack: string };
  /** What `Target.inputs` asked for. */
  readonly inputs: CompileInputs;
}

export interface CheckContext<Options> {
  readonly model: Model;
  readonly options: Options;
}

export interface Compiled {
  readonly artifacts: readonly Artifact[];
  readonly resources: readonly DesiredResource[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where beside the artifacts `mcpc build` puts the runtime bundle; it is no artifact, so that records need not keep a copy of it each. */
  readonly runtimePath?: string | undefined;
  /** References of images of others, as they are written, whose digests a lock file may hold. */
  readonly images?: readonly string[];
}

/** What an operation reports while it runs. */
export type OperationEvent =
  | { readonly kind: "progress"; readonly message: string }
  /** A fact worth a line: `installed 1.9 s`. */
  | { readonly kind: "note"; readonly message: string };

export interface ExecuteContext {
  readonly scope: Scope;
  readonly revision: number;
  /** The wanted resource of the operation's address; absent for deletions. */
  readonly resource?: DesiredResource;
  readonly snapshot: Snapshot;
  /** Puts secrets and environment variables into a value; the target itself puts in what only it knows (`service`, `server`, `data`). The result must go only to where it belongs. */
  readonly resolve: (value: Value) => string;
  /** Input (see `inputsOf`) → fingerprint, to be stored with what receives it. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly emit: (event: OperationEvent) => void;
  /** Aborts when the operation has used up its time. Ctrl-C does not abort it: what is under way is finished. */
  readonly signal: AbortSignal;
}

/** Answer of a readiness question. `failed` is final: waiting longer cannot help. */
export interface Readiness {
  readonly state: "ready" | "waiting" | "failed";
  readonly message?: string;
  /** Last lines of its log, when it failed. */
  readonly logTail?: readonly string[];
  /** What the handshake told, when it was ready: negotiated revision, number of tools. */
  readonly protocol?: string;
  readonly tools?: number;
}

/** One server or service as `mcpc status` shows it. */
export interface StatusEntry {
  readonly address: Address;
  readonly name: string;
  readonly state: string;
  readonly ready: boolean;
  readonly pid?: number;
  readonly restarts: number;
  readonly protocol?: string;
  readonly tools?: number;
  readonly url?: string;
  readonly uptimeSeconds?: number;
  readonly memoryBytes?: number;
  readonly message?: string;
}

export interface EnvironmentStatus {
  /** URL of the front door. */
  readonly url?: string;
  /** Where all servers answer as one MCP server. */
  readonly endpoint?: string;
  readonly entries: readonly StatusEntry[];
  /** Why nothing can be said, when nothing runs: `the supervisor is not running`. */
  readonly message?: string;
}

export interface LogQuery {
  /** Empty = all servers and services. */
  readonly names: readonly string[];
  /** The log of the front door too; beside no names it is all that is asked for. */
  readonly frontDoor?: boolean;
  /** Lines of history per name. */
  readonly tail: number;
  /** Go on until `signal` ends it. */
  readonly follow: boolean;
  readonly signal: AbortSignal;
}

export interface LogLine {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly time?: number;
  readonly stream: "stdout" | "stderr" | "supervisor";
  readonly text: string;
}

export interface TidyContext {
  /** What each revision on record asks for, the present one among them; `undefined` where that is not known of all of them. */
  readonly kept: () => Promise<readonly (readonly DesiredResource[])[] | undefined>;
}

/** The part of a target that talks to an environment. */
export interface LiveTarget {
  status(scope: Scope, driver: ReadOnlyHost): Promise<EnvironmentStatus>;
  logs(scope: Scope, driver: ReadOnlyHost, query: LogQuery): AsyncIterable<LogLine>;
  /** Day-to-day control of things that already exist; returns when it is done. */
  control(verb: "start" | "stop" | "restart", addresses: readonly Address[], scope: Scope, driver: Host): Promise<void>;
  /** Where a server answers over HTTP; `undefined` when it does not run. */
  endpoint(
    server: string,
    scope: Scope,
    driver: ReadOnlyHost,
  ): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> } | undefined>;
  /** As few calls as there are kinds, never one per resource. */
  observe(scope: Scope, driver: ReadOnlyHost): Promise<Snapshot>;
  /**
   * Puts beside what `observe` found what only operations and removals depend on (`data`, more `facts`): nobody asks where there is nothing to
   * do. Absent where `observe` tells all of it.
   */
  lookFurther?(snapshot: Snapshot, scope: Scope, driver: ReadOnlyHost): Promise<Snapshot>;
  /** What places of its specs are called in the stack file; absent where they are called the same. Plans show these, and `ignore` takes them. */
  readonly fieldNames?: NamedFields;
  /** Pure: changes → atomic, ordered operations. `desired` holds what should exist. */
  expand(changes: readonly Change[], desired: readonly DesiredResource[], snapshot: Snapshot): readonly Operation[];
  /** Throws `DiagnosticError` when it fails. Safe to repeat: a killed apply runs it again. */
  execute(operation: Operation, driver: Host, context: ExecuteContext): Promise<void>;
  /** Asked again and again, for several resources at the same moment: a target with one daemon does well to share one answer among them. */
  probe(resource: DesiredResource, scope: Scope, driver: ReadOnlyHost): Promise<Readiness>;
  /** After a revision was seen working: removes what was made for revisions that are not on record any more, and is no resource. Only what is ours. */
  tidy?(scope: Scope, driver: Host, context: TidyContext): Promise<Tidied>;
}

/** One place where a stack can run. A folder of `targets/` exports one of these. */
export interface Target<Options = unknown> {
  readonly name: string;
  readonly summary: string;
  readonly options: core.$ZodType<Options>;
  readonly capabilities: CapabilityTable;
  /** Pure: what of the world outside the stack file `compile` has to know; nothing when it is absent. */
  inputs?(model: Model, options: Options): WantedInputs;
  /** Pure: the same model and context give the same bytes. */
  compile(model: Model, context: CompileContext<Options>): Compiled | Promise<Compiled>;
  /** Asks the platform's own tools about the artifacts of a model, where they are installed; one answer for each tool, also where it could not be asked. */
  check?(artifacts: readonly Artifact[], driver: ReadOnlyHost, context: CheckContext<Options>): Promise<readonly ToolCheck[]>;
  readonly live?: LiveTarget;
}
