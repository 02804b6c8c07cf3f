import type { Host } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";

const ending = ".new";

interface Piece {
  readonly path: string;
  readonly former: Uint8Array | undefined;
  readonly content: string | undefined;
  readonly mode: number;
}

/** Several files that change together: written beside, put in their places one after the other, and put back together. */
export class FileSwap {
  readonly #host: Host;
  readonly #pieces: Piece[] = [];
  #swapped = false;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Where a file waits for its turn. nginx includes names that end in `.conf`. */
  static beside(path: string): string {
    return `${path}${ending}`;
  }

  /** `undefined` removes the file when its turn comes. */
  async prepare(path: string, content: string | undefined, mode = 0o644): Promise<void> {
    const former = await this.#host.readFile(path);
    if (content !== undefined) await this.#host.writeFile(FileSwap.beside(path), content, mode);
    this.#pieces.push({ path, former, content, mode });
  }

  async swap(): Promise<void> {
    this.#swapped = true;
    for (const { path, content } of this.#pieces) {
      if (content === undefined) await this.#host.remove(path);
      else await this.#host.rename(FileSwap.beside(path), path);
    }
  }

  /** @returns whether anything had changed */
  async putBack(): Promise<boolean> {
    await this.forget();
    if (!this.#swapped) return false;
    for (const { path, former, mode } of this.#pieces) {
      if (former === undefined) await this.#host.remove(path);
      else await this.#host.writeFile(path, former, mode);
    }
    return true;
  }

  /** Removes what an apply that was killed left waiting; it may hold secrets. */
  static async clear(directory: string, prefix: string, host: Host): Promise<void> {
    const left = (await host.list(directory)).filter((name) => name.startsWith(prefix) && name.endsWith(ending));
    for (const name of left) await host.remove(joinPath(directory, name));
  }

  /** Removes what still waits. */
  async forget(): Promise<void> {
    for (const { path } of this.#pieces) await this.#host.remove(FileSwap.beside(path));
  }
}
