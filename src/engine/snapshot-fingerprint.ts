import { digestData } from "../model/digest.ts";
import type { Snapshot } from "./resource.ts";

/** Digest of an environment at one moment. Order does not count, nor does the wording of messages. */
export function fingerprintSnapshot(snapshot: Snapshot): string {
  const resources = snapshot.resources.map(({ address, kind, specHash, secrets, status, version }) => ({
    address,
    kind,
    specHash,
    secrets,
    status,
    version,
  }));
  const key = (resource: { readonly address: string; readonly version: string }) => `${resource.address} ${resource.version}`;
  return digestData({
    resources: resources.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)),
    foreign: snapshot.foreign.toSorted(),
    facts: snapshot.facts,
  });
}
