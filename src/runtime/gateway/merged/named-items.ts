import { errorCodes, type JsonObject, JsonRpcError } from "../../../mcp/json-rpc.ts";
import type { CallContext } from "../../bridge/backend.ts";
import { CollectedLists, type ListKind } from "./collect-lists.ts";
import { type MergedItem, type MergedNames, mergedNames } from "./merged-names.ts";
import type { MergedUnit } from "./merged-unit.ts";

/** Tools or prompts of all servers, under names that are theirs alone. */
export class NamedItems {
  readonly #kind: ListKind;
  readonly #word: string;
  readonly #lists: CollectedLists;
  #names: MergedNames | undefined;

  /** `word` names one of them in messages. */
  constructor(kind: ListKind, word: string) {
    this.#kind = kind;
    this.#word = word;
    this.#lists = new CollectedLists(kind);
  }

  keep(servers: ReadonlySet<string>): void {
    this.#lists.keep(servers);
    this.#names = undefined;
  }

  async list(units: readonly MergedUnit[], context: CallContext): Promise<JsonObject> {
    const lists = await this.#refresh(units, context);
    const names = this.#current();
    const items = lists.flatMap(({ server, items: own }) =>
      own.map((item) => ({ ...item, name: names.shown(server, String(item["name"])) })),
    );
    return { [this.#kind.member]: items };
  }

  /** The item as its server lists it. */
  get(server: string, item: string): JsonObject | undefined {
    return this.#lists.of(server).find(({ name }) => name === item);
  }

  /** @throws JsonRpcError for a name that nobody has. */
  async find(name: string, units: readonly MergedUnit[], context: CallContext): Promise<MergedItem> {
    let found = this.#current().resolve(name);
    if (found === undefined) {
      await this.#refresh(units, context);
      found = this.#current().resolve(name);
    }
    if (found === undefined) throw new JsonRpcError(errorCodes.invalidParams, `Unknown ${this.#word}: ${name}`);
    return found;
  }

  async #refresh(units: readonly MergedUnit[], context: CallContext) {
    const lists = await this.#lists.refresh(units, context);
    this.#names = undefined;
    return lists;
  }

  #current(): MergedNames {
    this.#names ??= mergedNames(this.#lists.names());
    return this.#names;
  }
}
