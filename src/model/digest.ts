import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";

/** `sha256:` and 64 hex digits of some bytes. */
export function digestBytes(bytes: Uint8Array): string {
  return `sha256:${bytesToHex(sha256(bytes))}`;
}

/** The same, by the machine's own means: for what is large. */
export async function digestLarge(bytes: Uint8Array): Promise<string> {
  return `sha256:${bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))))}`;
}

/** `sha256:` and 64 hex digits of a text. */
export function digestText(text: string): string {
  return digestBytes(utf8ToBytes(text));
}

/** Digest of data, the same for any order of its keys. */
export function digestData(data: unknown): string {
  return digestText(canonicalJson(data));
}

/** Tells whether a secret changed without telling the secret: keyed, so that nobody can try values against it. */
export function fingerprintSecret(key: Uint8Array, value: string): string {
  return `hmac:${bytesToHex(hmac(sha256, key, utf8ToBytes(value))).slice(0, 32)}`;
}
