import type { Run } from "../model/run.ts";
import type { SecretSource } from "../model/secret.ts";
import type { Dependency } from "../model/server.ts";
import type { ServiceRun } from "../model/service.ts";
import { valueText } from "../model/value.ts";

/** What something waits for, in words. */
export function needsText(needs: readonly Dependency[]): string {
  return needs.map(({ address, until }) => `${address} ${until}`).join(", ");
}

/** What is run, in words. */
export function runText(run: Run | ServiceRun): string {
  if (run.kind === "npm") return `npm ${run.package}@${run.version}`;
  if (run.kind === "pypi") return `pypi ${run.package}==${run.version}`;
  if (run.kind === "command") return run.command.map(valueText).join(" ");
  if (run.kind === "image") return `image ${run.image}`;
  return `${run.kind === "url" ? valueText(run.url) : run.url} (runs elsewhere)`;
}

/** Where a secret comes from, in words. */
export function sourceText(source: SecretSource): string {
  if (source.kind === "env") return `environment variable ${source.name}`;
  if (source.kind === "file") return `file ${source.path}`;
  return source.kind === "exec" ? `output of ${source.command.join(" ")}` : source.kind;
}
