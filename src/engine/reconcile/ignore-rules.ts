import type { Address } from "../../model/address.ts";
import { covers } from "./json-pointer.ts";

/** Which places of which resource may differ without anybody minding. */
export class IgnoreRules {
  readonly #pointers = new Map<string, string[]>();

  /** Takes JSON pointers that start with an address: `/server.tasks/scale/replicas`; an address alone means all of it. */
  constructor(pointers: readonly string[]) {
    for (const pointer of pointers) {
      const [, first = ""] = pointer.split("/");
      const address = first.replaceAll("~1", "/").replaceAll("~0", "~");
      const known = this.#pointers.get(address) ?? [];
      this.#pointers.set(address, [...known, pointer.slice(first.length + 1)]);
    }
  }

  /** `place` is a JSON pointer into the spec; empty for the resource itself. */
  ignores(address: Address, place: string): boolean {
    return this.#pointers.get(address)?.some((pointer) => covers(pointer, place)) ?? false;
  }
}
