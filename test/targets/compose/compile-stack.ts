import { type Compilation, compile } from "../../../src/compile.ts";
import { createMemoryHost, type MemoryHost } from "../../../src/host/memory-host.ts";
import type { ContainerSpec } from "../../../targets/compose/compose-spec.ts";

/** Compiles a stack for Compose in memory; `lines` follow the two that every stack starts with. */
export async function compileStack(lines: string, files: Readonly<Record<string, string>> = {}): Promise<Compilation> {
  return compile({ host: hostWith(lines, files) });
}

export function hostWith(lines: string, files: Readonly<Record<string, string>> = {}): MemoryHost {
  const environments = lines.includes("environments:") ? "" : "environments: {staging: {target: compose}}\n";
  const stack = `apiVersion: mcpc/v1\nname: team\n${lines.trim()}\n${environments}`;
  const placed = Object.entries({ "mcp.stack.yaml": stack, ...files }).map(([path, content]) => [`/work/${path}`, content]);
  return createMemoryHost({ cwd: "/work", files: Object.fromEntries(placed) });
}

export function containerOf({ resources }: Compilation, address: string): ContainerSpec {
  const found = resources.find((resource) => resource.address === address);
  if (found === undefined) throw new Error(`no resource ${address}, only ${resources.map((one) => one.address).join()}`);
  return found.spec as ContainerSpec;
}

export function fileOf({ artifacts }: Compilation, path: string): string {
  const found = artifacts.find((artifact) => artifact.path === path);
  if (found === undefined) throw new Error(`no file ${path}, only ${artifacts.map((one) => one.path).join()}`);
  return found.content;
}

/** Code, place and message of each diagnostic. */
export function problemsOf({ diagnostics }: Compilation): readonly string[] {
  return diagnostics.map(({ severity, code, message }) => `${severity} ${code} ${message}`);
}
