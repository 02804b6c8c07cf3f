import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { SourceFile } from "../../src/diagnostics/source.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { CheckedStack } from "../../src/language/checked-stack.ts";
import { loadStack } from "../../src/language/load-stack.ts";
import { checkStack } from "../../src/language/rules/index.ts";

export interface DiagnosedStack {
  readonly stack: CheckedStack | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
}

/** Reads and checks one stack from memory, as `mcpc validate` does. */
export async function diagnoseStack(text: string, targets: readonly string[] = ["local", "compose"]): Promise<DiagnosedStack> {
  const host = createMemoryHost({ files: { "/work/mcp.stack.yaml": text }, cwd: "/work" });
  const loaded = await loadStack(host, { file: "mcp.stack.yaml" });
  const { stack, sources } = loaded;
  return { stack, sources, diagnostics: [...loaded.diagnostics, ...(stack === undefined ? [] : checkStack(stack, targets))] };
}
