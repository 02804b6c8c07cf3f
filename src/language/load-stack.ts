import { diagnose } from "../diagnostics/diagnose.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../diagnostics/source.ts";
import type { ReadOnlyHost } from "../host/host.ts";
import { parentPath } from "../host/paths.ts";
import { digestData } from "../model/digest.ts";
import { once } from "../model/once.ts";
import { checkSchema } from "./check/check-schema.ts";
import { checkEffective } from "./check/effective.ts";
import type { CheckedStack } from "./checked-stack.ts";
import { findStackFile } from "./find-stack-file.ts";
import { readFiles } from "./resolve/read-files.ts";
import { resolveStack } from "./resolve/resolve-stack.ts";
import type { Stack } from "./schema/stack.ts";

export interface LoadRequest {
  /** File or folder; absent = the nearest `mcp.stack.yaml` from the working directory upward. */
  readonly file?: string;
  /** Absent = the only or the first one. */
  readonly environment?: string;
  /** `--set`: variables, and places with dots. */
  readonly set?: Readonly<Record<string, string>>;
  /** Told the effective stack before it is checked; one in which something could not be resolved is not told. */
  readonly onResolved?: (stack: ResolvedTree) => void;
}

/** The effective stack of one environment, not checked yet. */
export type ResolvedTree = Pick<CheckedStack, "tree" | "environment" | "root">;

export interface LoadedStack {
  /** Present exactly when no diagnostic is an error. */
  readonly stack?: CheckedStack;
  readonly diagnostics: readonly Diagnostic[];
  /** Every text that was read, also when the stack has errors. */
  readonly sources: readonly SourceFile[];
}

/** Reads, merges, resolves and checks a stack for one environment. Reports all problems of a pass at once and never throws for bad input. */
export async function loadStack(host: ReadOnlyHost, request: LoadRequest): Promise<LoadedStack> {
  const file = await findStackFile(host, request.file);
  if (file === undefined) return { diagnostics: [diagnose("MCPC1021", { folder: host.cwd })], sources: [] };
  const read = await readFiles(host, file);
  const files = [...read.sources.values()].map(({ path, text }) => ({ path, text }));
  if (read.tree === undefined) return { diagnostics: read.diagnostics, sources: files };

  const resolved = resolveStack(read.tree, read.sources, {
    environment: request.environment,
    set: request.set ?? {},
    env: (name) => host.env(name),
  });
  const { tree, environment } = resolved;
  const root = parentPath(file);
  if (request.onResolved !== undefined && !hasErrors([...read.diagnostics, ...resolved.diagnostics])) {
    request.onResolved({ tree, environment, root });
    await host.letOthersRun();
  }
  const shape = checkSchema(tree, environment, hasErrors(resolved.diagnostics));
  const effective = checkEffective(tree, environment, resolved.sources);
  const diagnostics = inOrder(
    [...read.diagnostics, ...resolved.diagnostics, ...shape.diagnostics, ...effective],
    [...resolved.sources.keys()],
  );
  const sources = [...resolved.sources.values()].map(({ path, text }) => ({ path, text }));
  if (shape.data === undefined || hasErrors(diagnostics)) return { diagnostics, sources };
  const stack = checkedStack({ data: shape.data, tree, environment, file, root, sources });
  return { stack, diagnostics, sources };
}

/** The digest is made when somebody asks: `validate` does not, and it costs as much as the whole check of a small stack. */
function checkedStack(parts: Omit<CheckedStack, "inputDigest">): CheckedStack {
  const digest = once(() => digestOf(parts.data, parts.environment));
  return {
    ...parts,
    get inputDigest() {
      return digest();
    },
  };
}

/** By file and place, without repeats: a mistake in `defaults` is one mistake, however many servers inherit it. */
function inOrder(diagnostics: readonly Diagnostic[], files: readonly string[]): readonly Diagnostic[] {
  const unique = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, range, message } = diagnostic;
    // Several keys may be missing at one place; everything else that is the same at one place is one mistake.
    const what = range === undefined || code === "MCPC2002" ? message.split(" in ")[0] : "";
    const key = `${code} ${range?.file} ${range?.start.offset} ${range?.end.offset} ${what}`;
    if (!unique.has(key)) unique.set(key, diagnostic);
  }
  const ranks = new Map(files.map((file, rank) => [file, rank]));
  const fileOf = (diagnostic: Diagnostic) => (diagnostic.range === undefined ? -1 : (ranks.get(diagnostic.range.file) ?? -1));
  const offsetOf = (diagnostic: Diagnostic) => diagnostic.range?.start.offset ?? 0;
  return [...unique.values()].sort((a, b) => fileOf(a) - fileOf(b) || offsetOf(a) - offsetOf(b));
}

/** What decides about the result in this environment: how it was written and what other environments say does not. */
function digestOf(data: Stack, environment: string): string {
  const { include: _include, variables: _variables, defaults: _defaults, environments, ...effective } = data;
  const { target, edge, options, ignore } = environments[environment] ?? {};
  return digestData({ ...effective, environment: { name: environment, target, edge, options, ignore } });
}
