import type { IncomingHttpHeaders } from "node:http";
import { errorCodes, isObject, type JsonObject, JsonRpcError, type JsonRpcNotification, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import { decodeHeaderValue } from "../../mcp/param-headers.ts";
import { envelopeKeys, modernVersion } from "../../mcp/protocol.ts";

/** Requests that name what they are about, and the param that holds the name (2026-07-28, basic/transports, "Standard headers"). */
const nameParams: Readonly<Record<string, string>> = {
  "tools/call": "name",
  "prompts/get": "name",
  "resources/read": "uri",
  "tasks/get": "taskId",
  "tasks/update": "taskId",
  "tasks/cancel": "taskId",
};

/** True when a message is of 2026-07-28 or later: its envelope says so, or else its header does. */
export function isModern(message: JsonRpcRequest | JsonRpcNotification, headers: IncomingHttpHeaders): boolean {
  if (metaOf(message.params)?.[envelopeKeys.protocolVersion] !== undefined) return true;
  const version = headerOf(headers, "mcp-protocol-version");
  return version !== undefined && version >= modernVersion && message.method !== "initialize";
}

/** The envelope of a modern request: the members of `_meta` that it is made of. */
export function envelopeOf(params: JsonObject | undefined): JsonObject {
  const keys: readonly string[] = Object.values(envelopeKeys);
  return Object.fromEntries(Object.entries(metaOf(params) ?? {}).filter(([key]) => keys.includes(key)));
}

/** What is wrong with a modern request before anybody looks at what it asks; answered with 400. */
export function faultOf(request: JsonRpcRequest, headers: IncomingHttpHeaders): JsonRpcError | undefined {
  const meta = metaOf(request.params);
  const version = meta?.[envelopeKeys.protocolVersion];
  if (typeof version !== "string") return invalid(`params._meta must hold "${envelopeKeys.protocolVersion}"`);
  const versionHeader = headerOf(headers, "mcp-protocol-version");
  if (versionHeader !== undefined && versionHeader !== version) return mismatch("MCP-Protocol-Version", versionHeader, version);
  if (version !== modernVersion) {
    const data = { supported: [modernVersion], requested: version };
    return new JsonRpcError(errorCodes.unsupportedProtocolVersion, `Unsupported protocol version: ${version}`, data);
  }
  if (!isObject(meta?.[envelopeKeys.clientCapabilities])) return invalid(`params._meta must hold "${envelopeKeys.clientCapabilities}"`);
  return (
    mismatch("MCP-Protocol-Version", versionHeader, version) ??
    mismatch("Mcp-Method", headerOf(headers, "mcp-method"), request.method) ??
    nameMismatch(request, headerOf(headers, "mcp-name"))
  );
}

function nameMismatch(request: JsonRpcRequest, header: string | undefined): JsonRpcError | undefined {
  const param = nameParams[request.method];
  const value = param === undefined ? undefined : request.params?.[param];
  if (typeof value !== "string") return undefined;
  return mismatch("Mcp-Name", header === undefined ? undefined : (decodeHeaderValue(header) ?? "(broken encoding)"), value);
}

function mismatch(name: string, header: string | undefined, body: string): JsonRpcError | undefined {
  if (header === body) return undefined;
  const found = header === undefined ? "is missing" : `says "${header}"`;
  return new JsonRpcError(errorCodes.headerMismatch, `Bad Request: header ${name} ${found}, the body says "${body}"`, {
    mismatch: { header: header ?? null, body },
  });
}

function invalid(message: string): JsonRpcError {
  return new JsonRpcError(errorCodes.invalidParams, `Invalid _meta envelope: ${message}`);
}

function metaOf(params: JsonObject | undefined): JsonObject | undefined {
  const meta = params?.["_meta"];
  return isObject(meta) ? meta : undefined;
}

/** One header; a repeated one counts as what its values joined say, which matches nothing. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(", ") : value)?.trim();
}
