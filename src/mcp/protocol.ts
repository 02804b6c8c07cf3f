import type { JsonObject } from "./json-rpc.ts";

/** The stateless revision: no handshake, no session, an envelope in every request. */
export const modernVersion = "2026-07-28";
/** Revisions with the `initialize` handshake, newest first. */
export const legacyVersions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "2024-10-07"] as const;

/** Members of `_meta` that make up the envelope of 2026-07-28 (specification, basic/index, "Request metadata"). */
export const envelopeKeys = {
  protocolVersion: "io.modelcontextprotocol/protocolVersion",
  clientInfo: "io.modelcontextprotocol/clientInfo",
  clientCapabilities: "io.modelcontextprotocol/clientCapabilities",
} as const;

/** Member of `_meta` that ties a notification to the `subscriptions/listen` it belongs to (2026-07-28, basic/utilities/subscriptions). */
export const subscriptionIdKey = "io.modelcontextprotocol/subscriptionId";
/** Member of `_meta` with which a request asks for log messages of a level and above. */
export const logLevelKey = "io.modelcontextprotocol/logLevel";

/** The envelope with which mcpc speaks for itself: it offers nothing a server could ask back for. */
export function ownEnvelope(client: { readonly name: string; readonly version: string }): JsonObject {
  return {
    [envelopeKeys.protocolVersion]: modernVersion,
    [envelopeKeys.clientInfo]: client,
    [envelopeKeys.clientCapabilities]: {},
  };
}

/** Puts members into `params._meta`, over those already there. */
export function withMeta(params: JsonObject | undefined, meta: JsonObject): JsonObject {
  const present = params?.["_meta"];
  return { ...params, _meta: { ...(typeof present === "object" ? present : {}), ...meta } };
}
