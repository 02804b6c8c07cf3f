import { targetByName, targets } from "../targets/index.ts";
import { checkDestination, type Destination, type DestinationCheck } from "./destination.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { hasErrors } from "./diagnostics/diagnostic.ts";
import type { SourceFile } from "./diagnostics/source.ts";
import type { Artifact } from "./engine/artifact.ts";
import { digestArtifacts } from "./engine/desired-digest.ts";
import type { DesiredResource } from "./engine/resource.ts";
import type { Scope } from "./engine/scope.ts";
import type { CompileContext, Compiled, Target } from "./engine/target.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import { baseName, joinPath, relativePath } from "./host/paths.ts";
import type { CheckedStack } from "./language/checked-stack.ts";
import { concealSecrets } from "./language/conceal-secrets.ts";
import { loadStack } from "./language/load-stack.ts";
import { checkStack } from "./language/rules/index.ts";
import { checkCapabilities } from "./lower/check-capabilities.ts";
import { lower } from "./lower/lower.ts";
import type { Model } from "./model/model.ts";
import { once } from "./model/once.ts";
import { spreadLazily } from "./model/spread-lazily.ts";
import { version } from "./model/version.ts";
import { readInputs } from "./read-inputs.ts";

export interface CompileOptions {
  /** Stack file, or a folder that holds `mcp.stack.yaml`; default: the nearest one upward from the working directory. */
  readonly file?: string;
  /** Default: the only environment, or the first. */
  readonly environment?: string;
  /** Folder for the generated files of all environments, relative to the stack's or absolute; default `deploy`. Some files name others by it. */
  readonly out?: string;
  /** Variables by name, or dotted paths into the stack; the last layer of all. */
  readonly set?: Readonly<Record<string, string>>;
  /** The world to read from; default: this machine. */
  readonly host?: ReadOnlyHost;
  /** Told where the stack goes while the rest is still compiled, so that whoever will look there need not wait. An error may follow. */
  readonly onDestination?: (destination: Destination) => void;
}

/** A checked stack and what it compiles to. With an error among the diagnostics the parts after the failing pass are absent or empty. */
export interface Compilation {
  readonly stack?: CheckedStack;
  readonly model?: Model;
  readonly target?: Target;
  readonly scope?: Scope;
  readonly artifacts: readonly Artifact[];
  /** Where beside the artifacts the runtime bundle goes, for targets whose artifacts carry it. */
  readonly runtimePath?: string | undefined;
  /** References of images of others, as they are written; see `lockImages`. */
  readonly images?: readonly string[] | undefined;
  readonly resources: readonly DesiredResource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
  /** Digest of the effective stack. */
  readonly inputDigest: string;
  /** Digest of all artifacts. */
  readonly artifactDigest: string;
}

/**
 * Text → checked stack → model → artifacts and desired resources. Reads files and environment variables, writes nothing, and
 * reports every problem as a diagnostic instead of throwing.
 */
export async function compile(options: CompileOptions = {}): Promise<Compilation> {
  const compilation = await compileOpenly(options);
  return compilation.diagnostics.length === 0 ? compilation : spreadLazily(compilation, concealSecrets(compilation));
}

async function compileOpenly(options: CompileOptions): Promise<Compilation> {
  const host = options.host ?? createNodeHost();
  let found: DestinationCheck = { diagnostics: [] };
  const loaded = await loadStack(host, {
    ...options,
    onResolved: (resolved) => {
      found = checkDestination(resolved, host);
      if (found.destination !== undefined) options.onDestination?.(found.destination);
    },
  });
  const nothing = { artifacts: [], resources: [], sources: loaded.sources, inputDigest: "", artifactDigest: "" };
  if (loaded.stack === undefined) return { ...nothing, diagnostics: loaded.diagnostics };

  const { stack } = loaded;
  const targetNames = targets.map(({ name }) => name);
  const model = lower(stack);
  const target = targetByName(model.target);
  const diagnostics = [...loaded.diagnostics, ...checkStack(stack, targetNames)];
  const failed = () => ({ ...nothing, stack, model, inputDigest: stack.inputDigest, diagnostics });
  if (target === undefined) return failed();

  diagnostics.push(...found.diagnostics, ...checkCapabilities(stack, target.capabilities, target.name));
  if (found.destination === undefined || hasErrors(diagnostics)) return { ...failed(), target };

  const { scope } = found.destination;
  const targetOptions = scope.options;
  await host.letOthersRun();
  const inputs = await readInputs(target.inputs?.(model, targetOptions) ?? {}, stack.root, host);
  const compiled = await target.compile(model, {
    options: targetOptions,
    inputs,
    folder: outputFolder(stack, options.out ?? "deploy"),
    get provenance() {
      return provenanceOf(stack);
    },
  });
  const judged = [...diagnostics, ...compiled.diagnostics];
  const checked = { stack, model, target, scope, diagnostics: judged, sources: loaded.sources };
  return withOutput(checked, compiled);
}

/** What is written and what is digested is made when somebody asks: `validate` does not, and it would cost a good part of its time. */
function withOutput(checked: Checked, compiled: Compiled): Compilation {
  const artifactDigest = once(() => digestArtifacts(compiled.artifacts));
  return {
    ...checked,
    get artifacts() {
      return compiled.artifacts;
    },
    get resources() {
      return compiled.resources;
    },
    get runtimePath() {
      return compiled.runtimePath;
    },
    get images() {
      return compiled.images;
    },
    get inputDigest() {
      return checked.stack.inputDigest;
    },
    get artifactDigest() {
      return artifactDigest();
    },
  };
}

type Checked = Omit<Compilation, "artifacts" | "resources" | "runtimePath" | "images" | "inputDigest" | "artifactDigest"> & {
  readonly stack: CheckedStack;
};

function outputFolder({ root, environment }: CheckedStack, out: string): CompileContext<unknown>["folder"] {
  const folder = joinPath(root, out, environment);
  return { fromStack: relativePath(root, folder), toStack: relativePath(folder, root) };
}

/** Names what a generated file comes from. */
function provenanceOf({ file, inputDigest, environment }: CheckedStack): readonly string[] {
  return [
    `Generated by mcpc ${version} from ${baseName(file)} (${inputDigest}), environment ${environment}.`,
    "Do not edit: change the stack file and run mcpc build.",
  ];
}
