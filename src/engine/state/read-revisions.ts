import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import type { Revision } from "../revision.ts";
import { revisionSchema } from "../schema/revision-schema.ts";
import { readDocument } from "./read-document.ts";
import { revisionNumber, stateFiles } from "./state-files.ts";

export interface ReadRevision {
  readonly revision?: Revision;
  /** Says why there is none, where the file is damaged. */
  readonly diagnostics: readonly Diagnostic[];
}

export async function readRevision(host: ReadOnlyHost, stateDirectory: string, number: number): Promise<ReadRevision> {
  const path = stateFiles(stateDirectory).revision(number);
  const document = await readDocument(host, path, revisionSchema);
  if (document.kind === "good") return { revision: document.data, diagnostics: [] };
  if (document.kind === "missing") return { diagnostics: [] };
  return { diagnostics: [diagnose("MCPC6007", { path, revision: number, problem: document.problem })] };
}

/** Numbers of the revisions that are kept, oldest first. */
export async function listRevisions(host: ReadOnlyHost, stateDirectory: string): Promise<readonly number[]> {
  const names = await host.list(stateFiles(stateDirectory).revisions);
  return names.flatMap((name) => revisionNumber(name) ?? []).sort((a, b) => a - b);
}
