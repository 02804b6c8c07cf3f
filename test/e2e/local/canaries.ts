import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Secret values that occur nowhere else, and the search for them. */
export class Canaries {
  readonly #values: string[] = [];
  readonly #found = new Set<string>();
  #watch: NodeJS.Timeout | undefined;

  /** A value with everything that is written in another way in JSON and in URLs; with several lines when asked. */
  plant(lines = 1): string {
    const line = () => `c@n"ry/${randomBytes(9).toString("base64url")}+\\&%='ü`;
    const value = Array.from({ length: lines }, line).join("\n");
    this.#values.push(value);
    return value;
  }

  /** Looks at the arguments of every process of the machine, again and again, until the search is over. */
  watchArguments(): void {
    this.#watch = setInterval(() => this.#lookAtArguments(), 40);
  }

  #lookAtArguments(): void {
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      this.look(`arguments of a process`, contentOf(`/proc/${name}/cmdline`));
    }
  }

  /** Searches a text. */
  look(where: string, content: string | Buffer): void {
    for (const [form, text] of this.#forms()) if (content.includes(text)) this.#found.add(`${where}: ${form}`);
  }

  /** Searches every file below a folder, and the files' names. */
  lookBelow(folder: string): void {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      this.look(`name of ${path}`, path);
      if (entry.isFile()) this.look(path, readFileSync(path));
    }
  }

  /** Whether a text holds a value as it is. */
  isIn(text: string): boolean {
    return this.#values.some((value) => text.includes(value));
  }

  /** Everything found so far. */
  end(): readonly string[] {
    clearInterval(this.#watch);
    return [...this.#found].sort();
  }

  *#forms(): Iterable<readonly [string, string]> {
    for (const value of this.#values) {
      for (const piece of new Set([value, ...value.split("\n")])) {
        yield ["as it is", piece];
        yield ["as in JSON", JSON.stringify(piece).slice(1, -1)];
        yield ["as in JSON twice", JSON.stringify(JSON.stringify(piece).slice(1, -1)).slice(1, -1)];
        yield ["as in a URL", encodeURIComponent(piece)];
        yield ["as in a form", new URLSearchParams({ a: piece }).toString().slice(2)];
      }
      yield ["in base64", Buffer.from(value).toString("base64").replace(/=+$/, "")];
      yield ["in base64url", Buffer.from(value).toString("base64url")];
    }
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
