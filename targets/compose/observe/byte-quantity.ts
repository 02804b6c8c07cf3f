const units: Readonly<Record<string, number>> = { "": 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** Bytes of a quantity as Compose reads it: `512m`, `1gb`, `1073741824`. */
export function bytesOf(quantity: unknown): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?$/i.exec(String(quantity));
  if (found === null) return undefined;
  return Math.round(Number(found[1]) * (units[(found[2] ?? "").toLowerCase()] ?? 1));
}

/** As the compiler writes it: whole MiB where they are. */
export function bytesText(bytes: number): string {
  if (bytes === 0) return "unlimited";
  return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20}M` : `${bytes}b`;
}
