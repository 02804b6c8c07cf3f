import { errorCodes, type JsonObject, JsonRpcError } from "../../../mcp/json-rpc.ts";
import type { CallContext } from "../../bridge/backend.ts";
import { refuseAmbiguous } from "../refuse.ts";
import { CollectedLists, type ListKind, resourceKind, templateKind } from "./collect-lists.ts";
import type { MergedUnit } from "./merged-unit.ts";

/**
 * Resources of all servers. A URI is a name that its server relies on, so it is never changed: one that several servers have is left out
 * of the lists, and reading it is refused with the names of those who have it.
 */
export class MergedResources {
  readonly #resources = new CollectedLists(resourceKind);
  readonly #templates = new CollectedLists(templateKind);

  keep(servers: ReadonlySet<string>): void {
    this.#resources.keep(servers);
    this.#templates.keep(servers);
  }

  list(units: readonly MergedUnit[], context: CallContext): Promise<JsonObject> {
    return listUnambiguous(this.#resources, resourceKind, units, context);
  }

  listTemplates(units: readonly MergedUnit[], context: CallContext): Promise<JsonObject> {
    return listUnambiguous(this.#templates, templateKind, units, context);
  }

  /**
   * Name of the server that has a resource, or a template of that very text.
   *
   * @throws JsonRpcError when none has, Refusal when several have.
   */
  async find(uri: string, units: readonly MergedUnit[], context: CallContext): Promise<string> {
    let owners = this.#owners(uri);
    if (owners.length === 0) {
      await Promise.all([this.#resources.refresh(units, context), this.#templates.refresh(units, context)]);
      owners = this.#owners(uri);
    }
    const [owner] = owners;
    if (owner === undefined) throw new JsonRpcError(errorCodes.invalidParams, `Unknown resource: ${uri}`, { uri });
    if (owners.length > 1) throw refuseAmbiguous(uri, owners);
    return owner;
  }

  /** What is listed counts before what a template allows. */
  #owners(uri: string): readonly string[] {
    const listed = having(this.#resources, (own) => own === uri);
    return listed.length > 0 ? listed : having(this.#templates, (template) => template === uri || matches(template, uri));
  }
}

function having(lists: CollectedLists, test: (name: string) => boolean): readonly string[] {
  return [...lists.names()].filter(([, names]) => names.some(test)).map(([server]) => server);
}

async function listUnambiguous(lists: CollectedLists, kind: ListKind, units: readonly MergedUnit[], context: CallContext) {
  const collected = await lists.refresh(units, context);
  const owners = new Map<string, number>();
  for (const [, names] of lists.names()) for (const name of new Set(names)) owners.set(name, (owners.get(name) ?? 0) + 1);
  return { [kind.member]: collected.flatMap(({ items }) => items.filter((item) => owners.get(String(item[kind.name])) === 1)) };
}

/** Could a URI be an expansion of a template (RFC 6570)? Literal text has to be there; an expression stands for anything. */
function matches(template: string, uri: string): boolean {
  const literals = template.split(/\{[^{}]*\}/);
  const [first = "", ...rest] = literals;
  if (rest.length === 0 || !uri.startsWith(first)) return false;
  const last = rest.at(-1) ?? "";
  let at = first.length;
  for (const literal of rest.slice(0, -1)) {
    const found = uri.indexOf(literal, at);
    if (found < 0) return false;
    at = found + literal.length;
  }
  return uri.length - last.length >= at && uri.endsWith(last);
}
