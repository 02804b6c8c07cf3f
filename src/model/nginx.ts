/** nginx as the edge. */
export interface NginxEdge {
  /** Version that has to read the configuration, such as `1.26` or `1.29.6`. */
  readonly version: string;
  /** How long a stream may be silent before it is ended. */
  readonly idleMs: number;
  /** Everything goes through mcpc's gateway behind it. */
  readonly gateway?: true;
}

export const defaultNginx = "1.30";
/** Oldest version that is written for. */
export const oldestNginx = "1.22";
/** From here on sessions stay with the server that began them (`sticky learn` without a subscription). */
export const stickyNginx = "1.29.6";
export const defaultIdleMs = 3_600_000;

/** Compares dotted versions; what is left out is 0. */
export function isAtLeast(version: string, least: string): boolean {
  const [own, other] = [version, least].map((text) => text.split(".").map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (own?.[index] ?? 0) - (other?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
