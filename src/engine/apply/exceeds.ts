import { canonicalJson } from "../../model/canonical-json.ts";
import type { Change } from "../change.ts";
import type { Plan } from "../plan.ts";

/**
 * What a fresh plan would do beyond an approved one, in words; empty when it does the same or less. Every operation must be among the
 * approved ones, and every change must be the approved one or a part of it: from the same values to the same values.
 */
export function exceeds(fresh: Plan, approved: Plan): readonly string[] {
  const known = new Map(approved.changes.map((change) => [change.address, change]));
  const changes = fresh.changes.filter(({ action }) => action !== "no-op" && action !== "adopt");
  const beyond = changes.filter((change) => !isPartOf(change, known.get(change.address)));
  if (beyond.length > 0) return beyond.map((change) => `${change.address} would need ${needed(change, known.get(change.address))}`);

  const operations = new Set(approved.operations.map(({ type, address }) => `${type} of ${address}`));
  // What leaves a thing running is less than any update that was approved, whatever its operation is called.
  const gentle = new Set(changes.filter(({ inPlace }) => inPlace === true).map(({ address }) => address));
  const needing = fresh.operations.filter(({ address }) => !gentle.has(address));
  return [...new Set(needing.map(({ type, address }) => `${type} of ${address}`))]
    .filter((name) => !operations.has(name))
    .map((name) => `${name} has become necessary`);
}

function isPartOf(change: Change, approved: Change | undefined): boolean {
  if (approved === undefined || !lesser[approved.action].includes(change.action) || stops(change, approved)) return false;
  const fields = new Set(approved.diff.map(({ path, before, after }) => canonicalJson([path, before ?? null, after ?? null])));
  return change.diff.every(({ path, before, after }) => fields.has(canonicalJson([path, before ?? null, after ?? null])));
}

/** It would have run on. */
function stops(change: Change, approved: Change | undefined): boolean {
  return approved?.inPlace === true && change.inPlace !== true;
}

function needed(change: Change, approved: Change | undefined): string {
  const { action, reason } = change;
  return stops(change, approved) && action === "update" ? "a restart for its update" : `${words[action]} (${reason})`;
}

/** What may be done where something was approved. */
const lesser: Readonly<Record<Change["action"], readonly Change["action"][]>> = {
  "no-op": [],
  adopt: [],
  create: ["create"],
  restart: ["restart"],
  update: ["update", "restart"],
  replace: ["replace", "update", "restart"],
  delete: ["delete"],
};

const words: Readonly<Record<Change["action"], string>> = {
  "no-op": "nothing",
  adopt: "to be adopted",
  create: "to be created",
  update: "an update",
  replace: "to be replaced",
  delete: "to be deleted",
  restart: "a restart",
};
