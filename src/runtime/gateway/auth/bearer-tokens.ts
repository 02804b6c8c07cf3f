import { createHash, timingSafeEqual } from "node:crypto";

/** Recognises fixed tokens of which only SHA-256 digests are kept. */
export class BearerTokens {
  readonly #digests: readonly Buffer[];

  /** `hashes`: `sha256:` and 64 hexadecimal digits each. */
  constructor(hashes: readonly string[]) {
    this.#digests = hashes.map((hash) => Buffer.from(hash.slice("sha256:".length), "hex"));
  }

  /** Position of the token in the list. Looks at all of them, each in the same time, whether it fits or not. */
  find(token: string): number | undefined {
    const given = createHash("sha256").update(token).digest();
    let found: number | undefined;
    this.#digests.forEach((digest, index) => {
      if (digest.length === given.length && timingSafeEqual(digest, given)) found = index;
    });
    return found;
  }
}
