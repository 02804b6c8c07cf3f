import type { Server } from "../../model/server.ts";
import type { Service } from "../../model/service.ts";
import type { Completes } from "../arguments/option.ts";
import type { Context } from "../command.ts";

/** One thing the shell may offer. */
export interface Candidate {
  readonly value: string;
  readonly summary?: string;
}

/** Names of the stack that the words so far point at; none when it cannot be read, for a shell is no place for diagnostics. */
export async function namesFor(kind: Completes, stack: Readonly<Record<string, unknown>>, context: Context): Promise<readonly Candidate[]> {
  if (kind === "file") return [];
  if (kind === "command") return context.verbs.map(({ name, summary }) => ({ value: name, summary }));
  try {
    return await stackNames(kind, stack, context);
  } catch {
    return [];
  }
}

async function stackNames(kind: Completes, given: Readonly<Record<string, unknown>>, context: Context): Promise<readonly Candidate[]> {
  const { compileAsAsked } = await import("../stack/compile-stack.ts");
  const text = (key: string): string | undefined => (typeof given[key] === "string" ? given[key] : undefined);
  const { file, env } = { file: text("file"), env: kind === "environment" ? undefined : text("env") };
  const compilation = await compileAsAsked(context, { options: { file, env, set: [] }, words: [] });
  if (kind === "environment") return Object.keys(compilation.stack?.data.environments ?? {}).map((value) => ({ value }));
  if (kind === "revision") {
    const { history } = await import("../../history.ts");
    return (await history(compilation, { host: context.host })).map(({ revision, result }) => ({
      value: String(revision),
      summary: result,
    }));
  }
  const { model } = compilation;
  if (model === undefined) return [];
  const units = (kind === "server" ? model.servers : [...model.servers, ...model.services]).map(unitCandidate);
  // What has a log besides; a server of that name is offered as what it is.
  const hasFrontDoor = kind === "log" && model.edge !== "none" && !units.some(({ value }) => value === "gateway");
  return hasFrontDoor ? [...units, { value: "gateway", summary: "the front door" }] : units;
}

function unitCandidate(unit: Server | Service): Candidate {
  return "description" in unit && unit.description !== undefined ? { value: unit.name, summary: unit.description } : { value: unit.name };
}
