import type { Address } from "../../model/address.ts";
import { FieldNames } from "./field-names.ts";
import { covers } from "./json-pointer.ts";

/** Which places of which resource may differ without anybody minding. */
export class IgnoreRules {
  readonly #pointers = new Map<string, string[]>();

  readonly #names: FieldNames;

  /**
   * Takes JSON pointers that start with an address and go on as the stack file or the spec does: `/server.tasks/scale/replicas`; an address
   * alone means all of it.
   */
  constructor(pointers: readonly string[], names = new FieldNames()) {
    this.#names = names;
    for (const pointer of pointers) {
      const [, first = ""] = pointer.split("/");
      const address = first.replaceAll("~1", "/").replaceAll("~0", "~");
      const known = this.#pointers.get(address) ?? [];
      this.#pointers.set(address, [...known, pointer.slice(first.length + 1)]);
    }
  }

  /** `place` is a JSON pointer into the spec; empty for the resource itself. */
  ignores(address: Address, place: string): boolean {
    return this.#pointers.get(address)?.some((pointer) => covers(pointer, place) || covers(pointer, this.#names.pointer(place))) ?? false;
  }
}
