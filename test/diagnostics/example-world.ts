import * as z from "zod/mini";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { someFolder } from "../../src/engine/compile-inputs.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { CheckedStack } from "../../src/language/checked-stack.ts";
import { loadStack } from "../../src/language/load-stack.ts";
import { checkStack } from "../../src/language/rules/index.ts";
import { checkCapabilities } from "../../src/lower/check-capabilities.ts";
import { lower } from "../../src/lower/lower.ts";
import { readInputs } from "../../src/read-inputs.ts";
import { targetByName } from "../../targets/index.ts";

const smallStack = "servers: {tasks: {run: {command: [node, tasks.js]}}}\nenvironments: {staging: {target: local}}\n";
const targetsOfExamples = ["local", "compose", "nginx", "kubernetes", "my-own-target"];

/**
 * Codes that an example of a page provokes, with their severities. An example is a complete stack, or a part of one that is completed by
 * the two lines every stack starts with; `# NAME.yaml` starts a file, and `$ mcpc VERB -f FILE -e ENVIRONMENT --set K=V` says how it is
 * read. `withTarget` asks the target too; the examples' own target says nothing about any field.
 */
export async function codesOf(example: string, withTarget = false): Promise<ReadonlySet<string>> {
  const commands = example.split("\n").filter((line) => line.startsWith("$ "));
  const yaml = example
    .split("\n")
    .filter((line) => !line.startsWith("$ "))
    .join("\n");
  const host = createMemoryHost({
    files: filesOf(yaml),
    cwd: commands.some((line) => line.includes("cd /tmp")) ? "/tmp" : "/work",
    home: "/work",
  });
  const loaded = await loadStack(host, readCommand(commands[0] ?? ""));
  const diagnostics = [...loaded.diagnostics, ...(loaded.stack === undefined ? [] : await judge(loaded.stack, withTarget, host))];
  return new Set(diagnostics.map(({ severity, code }) => `${severity} ${code}`));
}

async function judge(stack: CheckedStack, withTarget: boolean, host: ReadOnlyHost): Promise<readonly Diagnostic[]> {
  const found = checkStack(stack, targetsOfExamples);
  if (!withTarget) return found;
  const model = lower(stack);
  const target = targetByName(model.target);
  if (target === undefined) return [...found, ...checkCapabilities(stack, {}, model.target)];
  const options = z.parse(target.options, stack.data.environments[stack.environment]?.options ?? {});
  const inputs = await readInputs(target.inputs?.(model, options) ?? {}, stack.root, host);
  const { diagnostics } = await target.compile(model, { options, provenance: [], inputs, folder: someFolder });
  return [...found, ...checkCapabilities(stack, target.capabilities, target.name), ...diagnostics];
}

/** Whether the page shows all of the stack, so that nothing else may be wrong with it. */
export function isComplete(example: string): boolean {
  return example.startsWith("apiVersion:") && !example.includes("\n$ ");
}

function filesOf(yaml: string): Record<string, string> {
  const [main = "", ...others] = yaml.split(/^# (\S+\.yaml)\n/m);
  const named = main.trim() === "" && others.length > 0 ? others.splice(0, 2) : ["mcp.stack.yaml", main];
  const files: Record<string, string> = { "/work/mcp.stack.yaml": completed(named[1] ?? "") };
  for (let index = 0; index < others.length; index += 2) files[`/work/${others[index]}`] = others[index + 1] ?? "";
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replaceAll(named[0] ?? "", "mcp.stack.yaml").replaceAll("␀", "\0")]),
  );
}

function completed(text: string): string {
  if (text.startsWith("apiVersion:") || !/^["\w-]+:/m.test(text))
    return text.trim() === "" ? `apiVersion: mcpc/v1\nname: team\n${smallStack}` : text;
  return `apiVersion: mcpc/v1\n${/^name:/m.test(text) ? "" : "name: team\n"}${text}`;
}

function readCommand(command: string) {
  const option = (name: string) => new RegExp(` ${name} (\\S+)`).exec(command)?.[1];
  const [name, value] = (option("--set") ?? "").split("=");
  return {
    file: option("-f")?.replace("~/team", "/work"),
    environment: option("-e"),
    set: name === undefined || value === undefined ? {} : { [name]: value },
  };
}
