/** Compose's way to write a time: whole seconds where they are. */
export function duration(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

/** Bytes as Compose writes them: whole MiB where they are. */
export function byteSize(bytes: number): string {
  return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20}M` : `${bytes}b`;
}

/** Thousandths of a core as a fraction of cores. */
export function cores(thousandths: number): string {
  return String(thousandths / 1000);
}
