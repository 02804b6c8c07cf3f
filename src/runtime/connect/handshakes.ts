import { isObject, type JsonObject } from "../../mcp/json-rpc.ts";
import { legacyVersions, modernVersion } from "../../mcp/protocol.ts";

const serverInfoKey = "io.modelcontextprotocol/serverInfo";

/** A modern server's answer to `server/discover` as the answer to a legacy client's `initialize`. */
export function initializeAnswer(discovered: JsonObject, wanted: unknown): JsonObject {
  const { supportedVersions: _versions, resultType: _type, ttlMs: _ttl, cacheScope: _scope, _meta, serverInfo, ...rest } = discovered;
  const info = serverInfo ?? (isObject(_meta) ? _meta[serverInfoKey] : undefined);
  return {
    ...rest,
    protocolVersion: legacyVersions.find((known) => known === wanted) ?? legacyVersions[0],
    capabilities: isObject(discovered["capabilities"]) ? discovered["capabilities"] : {},
    serverInfo: isObject(info) ? info : { name: "unknown", version: "" },
  };
}

/** A legacy server's answer to `initialize` as the answer to a modern client's `server/discover`. */
export function discoverAnswer(initialized: JsonObject): JsonObject {
  const { protocolVersion: _version, serverInfo, _meta, ...rest } = initialized;
  return {
    ...rest,
    supportedVersions: [modernVersion],
    resultType: "complete",
    ttlMs: 0,
    cacheScope: "private",
    _meta: { ...(isObject(_meta) ? _meta : {}), [serverInfoKey]: isObject(serverInfo) ? serverInfo : { name: "unknown", version: "" } },
  };
}
