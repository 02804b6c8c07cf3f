import { setImmediate } from "node:timers/promises";
import { readInstance, readInstances } from "./instance-marker.ts";
import { type ProcessEntry, readProcess, readProcessTable } from "./process-table.ts";

/** What a unit's processes have in common. */
export interface FamilyMark {
  readonly group: number;
  readonly instance: string;
}

export interface ProcessSnapshot {
  readonly table: ReadonlyMap<number, ProcessEntry>;
  readonly instances: ReadonlyMap<number, string>;
}

let pending: Promise<ProcessSnapshot> | undefined;

/** All processes with their instances. Callers of the same turn share one look, so that fifty stops cost one. */
export function takeSnapshot(): Promise<ProcessSnapshot> {
  pending ??= setImmediate().then(() => {
    pending = undefined;
    return { table: readProcessTable(), instances: readInstances() };
  });
  return pending;
}

/** Living processes of a family: its group, its marker, and whatever descends from either. */
export function familyMembers(snapshot: ProcessSnapshot, mark: FamilyMark): ProcessEntry[] {
  const members = new Map<number, ProcessEntry>();
  const children = childrenByParent(snapshot.table);
  const add = (entry: ProcessEntry) => {
    if (members.has(entry.pid) || entry.pid === process.pid) return;
    members.set(entry.pid, entry);
    for (const child of children.get(entry.pid) ?? []) add(child);
  };
  for (const entry of snapshot.table.values()) {
    if (entry.group === mark.group || snapshot.instances.get(entry.pid) === mark.instance) add(entry);
  }
  return [...members.values()].filter((entry) => !entry.zombie);
}

function childrenByParent(table: ReadonlyMap<number, ProcessEntry>): Map<number, ProcessEntry[]> {
  const children = new Map<number, ProcessEntry[]>();
  for (const entry of table.values()) {
    const siblings = children.get(entry.parent);
    if (siblings === undefined) children.set(entry.parent, [entry]);
    else siblings.push(entry);
  }
  return children;
}

/** Those of earlier seen processes that still are the same ones: a pid may have got a new owner. */
export function stillThere(seen: readonly ProcessEntry[]): ProcessEntry[] {
  return seen.filter((entry) => readProcess(entry.pid)?.startTime === entry.startTime);
}

/** True when the group's leader is beyond doubt the one that was started as this instance. */
export function isLeaderOf(mark: FamilyMark, startTime: string | undefined): boolean {
  const leader = readProcess(mark.group);
  if (leader === undefined || (startTime !== undefined && leader.startTime !== startTime)) return false;
  return process.platform !== "linux" || readInstance(mark.group) === mark.instance;
}
