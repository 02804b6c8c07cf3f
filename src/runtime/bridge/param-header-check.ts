import type { IncomingHttpHeaders } from "node:http";
import { errorCodes, isObject, type JsonObject, JsonRpcError, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import { decodeHeaderValue, type Mirrored, mirroredIn } from "../../mcp/param-headers.ts";
import type { Child } from "./child.ts";
import type { ChildSource } from "./child-source.ts";
import { headerOf } from "./modern-request.ts";
import type { ToolFilter } from "./tool-rules.ts";

type Declarations = ReadonlyMap<string, readonly Mirrored[]>;

/** Read once per process and change of its tools, and only where somebody calls. */
const known = new WeakMap<Child, Promise<Declarations>>();
const watched = new WeakSet<Child>();
const listTimeoutMs = 10_000;

/**
 * Compares the `Mcp-Param-*` headers of a call with its arguments, for those that the tool's schema wants mirrored (2026-07-28,
 * basic/transports, "Custom headers"). A server that does not say what it has is not in the way.
 */
export async function checkParamHeaders(
  parts: { readonly source: ChildSource; readonly filter: ToolFilter },
  { method, params }: JsonRpcRequest,
  headers: IncomingHttpHeaders,
): Promise<JsonRpcError | undefined> {
  if (method !== "tools/call") return undefined;
  const name = parts.filter.active ? parts.filter.call(params)?.["name"] : params?.["name"];
  const declarations = await declarationsOf(parts.source.primary());
  return paramMismatch(declarations.get(String(name)) ?? [], params, headers);
}

/** The first of the mirrored arguments of a call that a header does not repeat as it should. */
export function paramMismatch(
  mirrored: readonly Mirrored[],
  params: JsonObject | undefined,
  headers: IncomingHttpHeaders,
): JsonRpcError | undefined {
  for (const { path, header } of mirrored) {
    const value = path.reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), params?.["arguments"]);
    const expected = ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
    const raw = headerOf(headers, `mcp-param-${header.toLowerCase()}`);
    const found = raw === undefined ? undefined : (decodeHeaderValue(raw) ?? "(broken encoding)");
    if (!isSame(found, expected, value)) return mismatch(`Mcp-Param-${header}`, raw, expected);
  }
  return undefined;
}

/** Numbers may be written in more than one way. */
function isSame(found: string | undefined, expected: string | undefined, value: unknown): boolean {
  return found === expected || (typeof value === "number" && found !== undefined && found.trim() !== "" && Number(found) === value);
}

function declarationsOf(child: Child): Promise<Declarations> {
  const present = known.get(child);
  if (present !== undefined) return present;
  const fresh = readDeclarations(child).catch(() => new Map());
  known.set(child, fresh);
  if (watched.has(child)) return fresh;
  watched.add(child);
  child.session.onNotification((method) => {
    if (method === "notifications/tools/list_changed") known.delete(child);
  });
  return fresh;
}

async function readDeclarations(child: Child): Promise<Declarations> {
  if (child.capabilities["tools"] === undefined) return new Map();
  const tools = await child.session.listTools({ signal: AbortSignal.timeout(listTimeoutMs) });
  const declared = tools.map((tool) => [tool.name, mirroredIn(tool.inputSchema) ?? []] as const);
  return new Map(declared.filter(([, mirrored]) => mirrored.length > 0));
}

function mismatch(name: string, header: string | undefined, body: string | undefined): JsonRpcError {
  const found = header === undefined ? "is missing" : `says "${header}"`;
  const wanted = body === undefined ? "has no such argument" : `says "${body}"`;
  return new JsonRpcError(errorCodes.headerMismatch, `Bad Request: header ${name} ${found}, the body ${wanted}`, {
    mismatch: { header: header ?? null, body: body ?? null },
  });
}
