import { errorCodes, isObject, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import { envelopeKeys, modernVersion } from "../../mcp/protocol.ts";
import type { Era, Identity } from "./backend.ts";

/** Operations whose results carry a lifetime in 2026-07-28 (specification, server/utilities/caching). */
const cacheable = new Set([
  "server/discover",
  "tools/list",
  "prompts/list",
  "resources/list",
  "resources/templates/list",
  "resources/read",
]);

/** What one server gives to many clients at once cannot tell them apart for: subscriptions and log levels belong to one of them. */
const unshared = ["logging"];

/**
 * Puts a result into the client's terms. Nothing is taken away and nothing rewritten: a modern client gets the members its era
 * prescribes where the server left them out, a legacy client gets what the server said.
 */
export function resultFor(era: Era, method: string, result: JsonObject): JsonObject {
  if (era === "modern") {
    const complete = (result["resultType"] ?? "complete") === "complete";
    const lifetime = complete && cacheable.has(method) ? { ttlMs: 0, cacheScope: "private" } : {};
    return { resultType: "complete", ...lifetime, ...result };
  }
  if (result["resultType"] !== "input_required") return result;
  throw new JsonRpcError(errorCodes.internal, "the server asks back for input in a way that this client's protocol revision does not have");
}

/** Params for a legacy server: without the envelope, which is no metadata of theirs. */
export function withoutEnvelope(params: JsonObject | undefined): JsonObject | undefined {
  const meta = params?.["_meta"];
  if (!isObject(meta)) return params;
  const envelope: readonly string[] = Object.values(envelopeKeys);
  const kept = Object.entries(meta).filter(([key]) => !envelope.includes(key));
  const { _meta, ...rest } = params ?? {};
  return kept.length === 0 ? rest : { ...rest, _meta: Object.fromEntries(kept) };
}

/** A server's identity for clients that share one conversation with it: without what belongs to one of them. */
export function identityFrom(handshake: JsonObject): Identity {
  const identity = identityOf(handshake);
  return { ...identity, capabilities: shareable(identity.capabilities) };
}

/** Reads a server's answer to `initialize` or `server/discover`. */
export function identityOf(handshake: JsonObject): Identity {
  const { protocolVersion, supportedVersions, capabilities, serverInfo, instructions, resultType, ttlMs, cacheScope, _meta, ...rest } =
    handshake;
  const info = serverInfo ?? (isObject(_meta) ? _meta["io.modelcontextprotocol/serverInfo"] : undefined);
  return {
    serverInfo: isObject(info) ? info : { name: "unknown", version: "" },
    capabilities: isObject(capabilities) ? capabilities : {},
    ...(typeof instructions === "string" ? { instructions } : {}),
    rest,
  };
}

function shareable(capabilities: JsonObject): JsonObject {
  const kept = Object.fromEntries(Object.entries(capabilities).filter(([name]) => !unshared.includes(name)));
  const resources = kept["resources"];
  if (!isObject(resources)) return kept;
  const { subscribe: _subscribe, ...rest } = resources;
  return { ...kept, resources: rest };
}

/** The answer to a legacy client's `initialize`. */
export function initializeResult(identity: Identity, protocolVersion: string): JsonObject {
  const { rest, ...known } = identity;
  return { ...rest, protocolVersion, ...known };
}

/** The answer to a modern client's `server/discover`. */
export function discoverResult(identity: Identity): JsonObject {
  const { rest, serverInfo, ...known } = identity;
  return {
    ...rest,
    ...known,
    supportedVersions: [modernVersion],
    resultType: "complete",
    ttlMs: 0,
    cacheScope: "private",
    _meta: { "io.modelcontextprotocol/serverInfo": serverInfo },
  };
}
