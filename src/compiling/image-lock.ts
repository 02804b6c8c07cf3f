import { isRecord } from "../model/record.ts";

/** Beside the stack file; written by `mcpc build --lock-images`, to be committed. */
export const lockFile = "mcpc.images.lock";

/** Image reference as it is written → digest of what it meant when it was locked. */
export type ImageLock = Readonly<Record<string, string>>;

/** What a lock file says; nothing when there is none. What is no digest counts for nothing. */
export function readImageLock(text: string | undefined): ImageLock {
  if (text === undefined) return {};
  try {
    const document: unknown = JSON.parse(text);
    const images = isRecord(document) && isRecord(document["images"]) ? document["images"] : {};
    const entries = Object.entries(images);
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => isDigest(entry[1])));
  } catch {
    return {};
  }
}

/** The text of a lock file: sorted, so that a change of one image is a change of one line. */
export function imageLockText(lock: ImageLock): string {
  const images = Object.fromEntries(Object.entries(lock).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ formatVersion: "1.0", images }, undefined, 2)}\n`;
}

/** `name:tag` as it was locked: `name:tag@sha256:…`. */
export function lockedReference(reference: string, lock: ImageLock): string {
  const digest = reference.includes("@") ? undefined : lock[reference];
  return digest === undefined ? reference : `${reference}@${digest}`;
}

export function isDigest(text: unknown): text is string {
  return typeof text === "string" && /^sha256:[0-9a-f]{64}$/.test(text);
}
