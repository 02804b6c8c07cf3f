import { bytesToHex } from "@noble/hashes/utils.js";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Host } from "../../host/host.ts";
import { joinPath } from "../../host/paths.ts";
import { version } from "../../model/version.ts";
import { stateFiles } from "../state/state-files.ts";
import { writing } from "../state/writing.ts";
import { isStale, type LockHolder, ownStartTime, readHolder } from "./lock-holder.ts";
import { removeStaleLock } from "./remove-stale-lock.ts";

export interface LockRequest {
  readonly stateDirectory: string;
  /** What it is taken for: `apply`, `destroy`, `rollback`. */
  readonly operation: string;
  /** How long to wait for somebody else; 0 = not at all. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export type Lock =
  | { readonly taken: true; readonly diagnostics: readonly Diagnostic[]; readonly release: () => Promise<void> }
  /** Somebody else has it; the diagnostic says who. */
  | { readonly taken: false; readonly diagnostics: readonly Diagnostic[] };

const firstPauseMs = 50;
const longestPauseMs = 1000;

/**
 * Takes the lock of an environment, over a dead process if need be. The state directory is made where it is missing, so this also tells
 * early whether the state can be written.
 *
 * @throws {DiagnosticError} when the state directory cannot be written.
 */
export async function takeLock(host: Host, request: LockRequest): Promise<Lock> {
  const path = stateFiles(request.stateDirectory).lock;
  const self = await describeSelf(host, request.operation);
  await writing(request.stateDirectory, host.makeDirectory(request.stateDirectory));
  const deadline = host.now() + request.timeoutMs;
  const diagnostics: Diagnostic[] = [];
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    if (await writing(path, host.createFile(path, `${JSON.stringify(self)}\n`))) {
      await removeLeftovers(host, request.stateDirectory).catch(() => undefined);
      return { taken: true, diagnostics, release: () => releaseLock(host, path, self) };
    }
    const holder = await readHolder(host, path);
    if (holder === undefined) continue;
    if (await isStale(host, holder)) {
      await writing(path, removeStaleLock(host, path, holder, self));
      if (diagnostics.length === 0) diagnostics.push(diagnose("MCPC6009", { who: holder.who, pid: holder.pid }));
    } else if (host.now() >= deadline || request.signal?.aborted === true) {
      return { taken: false, diagnostics: [heldBy(holder, path)] };
    }
    await host.sleep(Math.max(1, Math.min(pause, deadline - host.now())), request.signal).catch(() => undefined);
  }
}

async function describeSelf(host: Host, operation: string): Promise<LockHolder> {
  const { pid, user, hostname } = host.process;
  const startTime = await ownStartTime(host);
  return {
    id: bytesToHex(host.random(8)),
    operation,
    who: `${user}@${hostname}`,
    host: hostname,
    pid,
    ...(startTime !== undefined && { startTime }),
    created: host.now(),
    tool: `mcpc ${version}`,
  };
}

/** Second locks of takers that were killed. Who holds the lock may remove them: the locks they are named after will never come back. */
async function removeLeftovers(host: Host, stateDirectory: string): Promise<void> {
  const names = await host.list(stateDirectory);
  for (const name of names.filter((each) => each.startsWith("lock."))) await host.remove(joinPath(stateDirectory, name));
}

async function releaseLock(host: Host, path: string, self: LockHolder): Promise<void> {
  if ((await readHolder(host, path))?.id === self.id) await host.remove(path);
}

function heldBy({ who, operation, host, pid, created }: LockHolder, path: string): Diagnostic {
  return diagnose("MCPC6001", { who, operation, host, pid, path, since: new Date(created).toISOString() });
}
