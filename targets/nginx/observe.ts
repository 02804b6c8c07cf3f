import type { ObservedResource, Snapshot } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { joinPath } from "../../src/host/paths.ts";
import { digestText } from "../../src/model/digest.ts";
import { problemIn } from "../../src/nginx/test-configuration.ts";
import { askNginx, nginxCommand, optionsOf } from "./nginx/commands.ts";
import { readDump } from "./nginx/dump.ts";
import { runningMaster } from "./nginx/master.ts";
import { readRecord, readText, type SiteRecord, secretFilesOf, siteFile } from "./site/files.ts";
import { runningMarker } from "./site/marker.ts";
import { ownMark } from "./site/site-spec.ts";

const notRunning = "nginx is not running";

/** How the nginx of the host is. */
export interface NginxFacts {
  readonly version?: string;
  /** Why nothing can be put before it. */
  readonly problem?: string;
}

/** One question to the program, one to what runs, and a look at our own files. */
export async function observe(scope: Scope, host: ReadOnlyHost): Promise<Snapshot> {
  const record = await readRecord(scope, host);
  const site = `${scope.stack}.${scope.environment}`;
  const path = record === undefined ? joinPath(optionsOf(scope).directory, `mcpc-${site}.conf`) : siteFile(record.spec);
  const [text, facts] = await Promise.all([readText(path, host), observeNginx(scope, host)]);
  if (text === undefined) return { resources: [], foreign: [], facts: { ...facts } };
  if (!isOwn(text, site)) return { resources: [], foreign: ["gateway"], facts: { ...facts } };
  return { resources: [await observeSite(text, record, facts, host)], foreign: [], facts: { ...facts } };
}

export function isOwn(text: string, site: string): boolean {
  return text.startsWith(`# ${ownMark(site)}\n`);
}

async function observeNginx(scope: Scope, host: ReadOnlyHost): Promise<NginxFacts> {
  const command = await nginxCommand(optionsOf(scope), host);
  if (command === undefined) return { problem: "nginx is not installed" };
  const answer = await askNginx(command, host);
  const dump = readDump(answer);
  if (answer.code !== 0) return { version: dump.version, problem: problemIn(answer) };
  const running = (await runningMaster(dump, host)) !== undefined;
  return { version: dump.version, ...(!running && { problem: notRunning }) };
}

async function observeSite(
  text: string,
  record: SiteRecord | undefined,
  { problem }: NginxFacts,
  host: ReadOnlyHost,
): Promise<ObservedResource> {
  const fileHash = digestText(text);
  const common = { address: "gateway", kind: "site", version: fileHash } as const;
  if (record === undefined)
    return { ...common, specHash: "unknown", secrets: {}, status: "unknown", message: "nobody wrote down what it was made from" };
  const { spec, revision, secrets } = record;
  const missing = await missingFile(record, host);
  const intact = fileHash === record.fileHash && missing === undefined;
  return {
    ...common,
    ...(intact ? { specHash: record.specHash, spec } : { specHash: `edited ${fileHash}`, spec: { ...spec, content: fileHash } }),
    secrets,
    revision,
    ...(missing === undefined ? await statusOf(record, problem, host) : ({ status: "failed", message: missing } as const)),
  };
}

async function missingFile({ spec }: SiteRecord, host: ReadOnlyHost): Promise<string | undefined> {
  for (const path of secretFilesOf(spec)) if ((await host.stat(path)) === undefined) return `"${path}" is gone`;
  return undefined;
}

async function statusOf(
  { spec, marker }: SiteRecord,
  problem: string | undefined,
  host: ReadOnlyHost,
): Promise<Pick<ObservedResource, "status" | "message">> {
  const found = await runningMarker(spec, host);
  // What is wrong elsewhere in its configuration keeps nginx from nothing that runs already.
  if (found === marker) return { status: "ready" };
  if (problem !== undefined) return { status: problem === notRunning ? "stopped" : "failed", message: problem };
  const message = found === undefined ? "nginx does not answer for it" : "nginx runs another configuration than its file";
  return { status: "failed", message };
}
