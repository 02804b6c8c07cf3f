import { diagnosticJson } from "../diagnostics/render/json.ts";
import { widthOf } from "../diagnostics/render/visible-text.ts";
import type { ApplyEvent, ApplyResult } from "../engine/events.ts";
import type { Operation } from "../engine/operation.ts";
import type { EnvironmentStatus } from "../engine/target.ts";
import { addressName } from "../model/address.ts";
import { failureLines } from "./text/failure-lines.ts";
import { lastLine } from "./text/last-line.ts";
import { count, duration } from "./text/units.ts";
import { visible } from "./text/visible.ts";
import type { ViewOptions } from "./view-options.ts";

export interface ApplyResultOptions extends ViewOptions {
  readonly environment: string;
  /** Where things answer now; their URLs are shown after a success. */
  readonly status?: EnvironmentStatus;
  /** Failures to be told here; absent where the progress of the apply has shown them already. */
  readonly failures?: readonly Extract<ApplyEvent, { readonly kind: "operation-failed" }>[];
  /** What was done: `apply` unless said otherwise. */
  readonly verb?: "apply" | "destroy" | "rollback";
  /** The command to type next; an empty text shows none. */
  readonly next?: string;
}

/** How an apply ended, for people: what failed, what it came to, and where to go from here. */
export function applyResultText(result: ApplyResult, options: ApplyResultOptions): string {
  const failures = (options.failures ?? []).flatMap(({ operation, diagnostics, logTail }) => [
    `  ${options.paint.red("✖")} ${visible(operation.address)}   ${visible(diagnostics[0]?.message ?? "failed")}`,
    ...failureLines(diagnostics, logTail, options),
  ]);
  const before = failures.length === 0 ? "" : `${failures.join("\n")}\n\n`;
  const urls = urlLines(result, options);
  const end = lastLine(sentence(result, options), options.next ?? nextCommand(result, options), options);
  return before + end + (urls.length === 0 ? "" : `${urls.join("\n")}\n`);
}

/** The same as data. */
export function applyResultJson(result: ApplyResult): unknown {
  const { outcome, revision, returnedTo = null, stable, milliseconds } = result;
  const operations = { done: result.done.map(brief), failed: result.failed.map(brief), skipped: result.skipped.map(brief) };
  return {
    formatVersion: "1.0",
    outcome,
    revision,
    returnedTo,
    stable,
    milliseconds,
    operations,
    diagnostics: result.diagnostics.map(diagnosticJson),
  };
}

function brief({ id, type, address }: Operation): unknown {
  return { id, type, address };
}

function sentence(result: ApplyResult, { verb = "apply" }: ApplyResultOptions): string {
  const { revision, returnedTo = revision, done, failed, skipped } = result;
  const work = `${count(done.length, "operation")} in ${duration(result.milliseconds)}.`;
  const broken = new Set(failed.map(({ address }) => address));
  const others = skipped.filter(({ address }) => !broken.has(address));
  const untried = others.length === 0 ? "" : ` Not tried: ${namesOf(others)}.`;
  switch (result.outcome) {
    case "applied":
      if (verb === "destroy") return `Everything is removed. ${work}`;
      return result.stable ? `Revision ${revision} is stable. ${work}` : `Revision ${revision} is applied, but not verified. ${work}`;
    case "no-change":
      return revision === 0 ? "Nothing to do." : `Nothing to do; revision ${revision} stands.`;
    case "failed":
      if (done.length === 0 && failed.length === 0) return "Nothing had to be changed, but not everything works.";
      if (done.length === 0) return `Failed: ${namesOf(failed)}. Nothing else was changed.${untried}`;
      return `Failed: ${namesOf(failed)}, after ${work}${untried} What was done stays.`;
    case "rolled-back":
      return `Failed: ${namesOf(failed)}; returned to revision ${returnedTo}.${untried} ${alsoPutBack(result)}`;
    case "stale":
      return "The plan is stale: the environment moved on after it was made. Nothing was changed.";
    case "locked":
      return "Somebody else changes this environment at the moment. Nothing was changed.";
    case "interrupted":
      return `Interrupted after ${work}${untried} What was done stays.`;
  }
}

/** What had worked by itself and went back all the same. */
function alsoPutBack({ done, failed }: ApplyResult): string {
  const broken = new Set(failed.map(({ address }) => address));
  const others = done.filter(({ address }) => !broken.has(address));
  return others.length === 0 ? "Nothing else was touched." : `Put back with it: ${namesOf(others)}.`;
}

function namesOf(operations: readonly Operation[]): string {
  return [...new Set(operations.map(({ address }) => visible(address)))].join(", ") || "before the first operation";
}

function nextCommand({ outcome, failed }: ApplyResult, { environment, verb = "apply" }: ApplyResultOptions): string {
  const [first] = failed;
  switch (outcome) {
    case "applied":
    case "no-change":
      return "";
    case "failed":
    case "rolled-back":
      // Why the front door does not come up is not in its log of requests.
      if (first === undefined || first.address === "gateway") return `mcpc status -e ${environment}`;
      return `mcpc logs ${addressName(first.address)} -e ${environment}`;
    case "stale":
      return `mcpc plan -e ${environment}`;
    case "locked":
      return `mcpc status -e ${environment}`;
    case "interrupted":
      return `mcpc ${verb} -e ${environment}`;
  }
}

/** More servers than that are not listed one by one, where each is at a path of the same front door. */
const mostListed = 3;

/** After a success the URLs come last: they are what it was done for. First the one that offers everything. */
function urlLines({ outcome }: ApplyResult, { status, paint, verb }: ApplyResultOptions): readonly string[] {
  if (status === undefined || verb === "destroy" || (outcome !== "applied" && outcome !== "no-change")) return [];
  const servers = status.entries.flatMap(({ address, name, url }) =>
    address.startsWith("server.") && url !== undefined ? [{ name: visible(name), url: visible(url) }] : [],
  );
  const listed =
    servers.length <= mostListed || status.url === undefined
      ? servers
      : servers.slice(0, 1).map(({ name, url }) => ({ name: `one of them, ${name}`, url }));
  const merged =
    status.endpoint === undefined || servers.length === 0
      ? []
      : [{ name: servers.length === 1 ? "the front door" : `all ${servers.length} servers`, url: visible(status.endpoint) }];
  const urls = [...merged, ...listed];
  const width = Math.max(0, ...urls.map(({ url }) => widthOf(url)));
  return urls.map(({ name, url }) => `  ${paint.cyan(url)}${" ".repeat(width - widthOf(url) + 3)}${name}`);
}
