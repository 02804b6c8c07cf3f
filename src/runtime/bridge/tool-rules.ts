import { errorCodes, isObject, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import type { ToolRules } from "../../model/server.ts";
import { lookAlikeKey } from "./look-alike-key.ts";

/** `allow`, `deny` and `rename` of a server's tools, both ways. Allow and deny name tools as the server does. */
export interface ToolFilter {
  /** False: every tool passes under its own name, so nothing has to be looked into. */
  readonly active: boolean;
  /** A `tools/list` result without hidden tools, shown under their new names. Everything else in it stays. */
  list(result: JsonObject): JsonObject;
  /**
   * Params of `tools/call` under the server's own name.
   * @throws JsonRpcError for a tool that is hidden: like one that does not exist.
   */
  call(params: JsonObject | undefined): JsonObject | undefined;
}

export function toolFilter(rules: ToolRules): ToolFilter {
  const passes = toolPasses(rules);
  const shown = new Map(Object.entries(rules.rename));
  const original = new Map([...shown].map(([name, alias]) => [alias, name]));

  function serverName(name: unknown): string {
    const own = typeof name === "string" ? (original.get(name) ?? name) : "";
    // A renamed tool answers to its new name only.
    const reachable = typeof name === "string" && passes(own) && (original.has(name) || !shown.has(name));
    if (!reachable) throw new JsonRpcError(errorCodes.invalidParams, `Unknown tool: ${String(name)}`);
    return own;
  }

  /** Under another spelling of `name` a hidden tool could be called behind the name of one that is not. */
  function clear(params: JsonObject | undefined): JsonObject {
    const other = lookAlikeKey(params ?? {}, ["name"]);
    if (other !== undefined) throw new JsonRpcError(errorCodes.invalidParams, `Invalid params: "${other}" is no member of tools/call`);
    return params ?? {};
  }

  return {
    active: rules.allow !== undefined || rules.deny.length > 0 || shown.size > 0,
    list(result) {
      const tools = result["tools"];
      if (!Array.isArray(tools)) return result;
      const visible = tools.filter((tool) => isObject(tool) && typeof tool["name"] === "string" && passes(tool["name"]));
      return { ...result, tools: visible.map((tool: JsonObject) => ({ ...tool, name: shown.get(String(tool["name"])) ?? tool["name"] })) };
    },
    call: (params) => ({ ...clear(params), name: serverName(params?.["name"]) }),
  };
}

/** Is a tool, by its name at the server, shown? A pattern may end in `*`, which stands for anything. */
export function toolPasses({ allow, deny }: Pick<ToolRules, "allow" | "deny">): (name: string) => boolean {
  const denied = matcher(deny);
  const allowed = allow === undefined ? () => true : matcher(allow);
  return (name) => !denied(name) && allowed(name);
}

function matcher(patterns: readonly string[]): (name: string) => boolean {
  const exact = new Set(patterns.filter((pattern) => !pattern.endsWith("*")));
  const starts = patterns.filter((pattern) => pattern.endsWith("*")).map((pattern) => pattern.slice(0, -1));
  return (name) => exact.has(name) || starts.some((start) => name.startsWith(start));
}
