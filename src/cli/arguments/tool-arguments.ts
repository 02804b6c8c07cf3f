import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { Context } from "../command.ts";
import { readNamedFile } from "./read-named-file.ts";

/**
 * The arguments of a tool from what was typed: JSON, `@FILE`, or `-` for standard input.
 *
 * @throws {DiagnosticError} when that is no JSON object.
 */
export async function readToolArguments(given: string, { host, terminal }: Context): Promise<Record<string, unknown>> {
  const text = given === "-" ? await terminal.readInput() : given.startsWith("@") ? await readNamedFile(host, given.slice(1)) : given;
  const value = parse(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw wrong(Array.isArray(value) ? "they are a list" : `they are ${value === null ? "null" : `a ${typeof value}`}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(problem: string): DiagnosticError {
  return new DiagnosticError(diagnose("MCPC6358", { problem }));
}
