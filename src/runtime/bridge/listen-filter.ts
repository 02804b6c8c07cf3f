import { isObject, type JsonObject } from "../../mcp/json-rpc.ts";

/** What a listener wants to hear, in the terms of `subscriptions/listen` (2026-07-28, `SubscriptionFilter`). */
export interface ListenFilter {
  readonly toolsListChanged?: true;
  readonly promptsListChanged?: true;
  readonly resourcesListChanged?: true;
  readonly resourceSubscriptions?: readonly string[];
}

const kinds = { tools: "toolsListChanged", prompts: "promptsListChanged", resources: "resourcesListChanged" } as const;

/** Everything that changes in lists. */
export const allLists: ListenFilter = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true };

/** The part of `wanted` that a server with these capabilities ever tells. */
export function honoredFilter(wanted: JsonObject, capabilities: JsonObject): ListenFilter {
  const lists = Object.entries(kinds).filter(([name, kind]) => wanted[kind] === true && has(capabilities, name, "listChanged"));
  const uris = wanted["resourceSubscriptions"];
  const watches = Array.isArray(uris) && has(capabilities, "resources", "subscribe");
  return {
    ...Object.fromEntries(lists.map(([, kind]) => [kind, true])),
    ...(watches ? { resourceSubscriptions: uris.filter((uri) => typeof uri === "string") } : {}),
  };
}

/** Is a notification of the server one that the filter lets through? */
export function passesFilter(filter: ListenFilter, method: string, params: JsonObject | undefined): boolean {
  const list = /^notifications\/(tools|prompts|resources)\/list_changed$/.exec(method)?.[1];
  if (list !== undefined) return filter[kinds[list as keyof typeof kinds]] === true;
  const uri = params?.["uri"];
  if (method !== "notifications/resources/updated" || typeof uri !== "string") return false;
  // A server may tell of a part of what is watched.
  return filter.resourceSubscriptions?.some((watched) => uri === watched || uri.startsWith(`${watched}/`)) ?? false;
}

function has(capabilities: JsonObject, name: string, member: string): boolean {
  const capability = capabilities[name];
  return isObject(capability) && capability[member] === true;
}
