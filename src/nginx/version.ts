/** What an nginx can do, by its version. Sources: nginx.org/en/CHANGES and the module documentation. */
export interface NginxFeatures {
  /** `http2 on;` (1.25.1); before it a word of `listen`. */
  readonly http2Directive: boolean;
  /** `server … resolve` without a subscription (1.27.3): names are looked up again while nginx runs. */
  readonly resolvesUpstreams: boolean;
  /** `sticky learn` without a subscription (1.29.6): sessions stay with the server that began them. */
  readonly sticky: boolean;
}

/** Oldest version that is written for. */
export const oldestNginx = "1.22";
export const defaultNginx = "1.30";

export function nginxFeatures(version: string): NginxFeatures {
  return {
    http2Directive: isAtLeast(version, "1.25.1"),
    resolvesUpstreams: isAtLeast(version, "1.27.3"),
    sticky: isAtLeast(version, "1.29.6"),
  };
}

/** Compares dotted numbers; what is left out is 0. */
export function isAtLeast(version: string, least: string): boolean {
  const [own, other] = [version, least].map((text) => text.split(".").map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (own?.[index] ?? 0) - (other?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
