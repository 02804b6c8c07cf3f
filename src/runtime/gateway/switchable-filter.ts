import type { ToolRules } from "../../model/server.ts";
import { type ToolFilter, toolFilter } from "../bridge/tool-rules.ts";

/** Tool rules that can be replaced while calls are under way: each call is judged by those that held when it came. */
export class SwitchableFilter implements ToolFilter {
  #current: ToolFilter;
  #names: ReadonlyMap<string, string>;

  constructor(rules: ToolRules) {
    this.#current = toolFilter(rules);
    this.#names = ownNames(rules);
  }

  set(rules: ToolRules): void {
    this.#current = toolFilter(rules);
    this.#names = ownNames(rules);
  }

  get active(): boolean {
    return this.#current.active;
  }

  list(...given: Parameters<ToolFilter["list"]>): ReturnType<ToolFilter["list"]> {
    return this.#current.list(...given);
  }

  call(...given: Parameters<ToolFilter["call"]>): ReturnType<ToolFilter["call"]> {
    return this.#current.call(...given);
  }

  /** A tool's name at the server. */
  ownName(shown: string): string {
    return this.#names.get(shown) ?? shown;
  }
}

function ownNames({ rename }: ToolRules): ReadonlyMap<string, string> {
  return new Map(Object.entries(rename).map(([own, shown]) => [shown, own]));
}
