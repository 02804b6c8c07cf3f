import type { ClientIdentity } from "../../mcp/connect.ts";
import { errorCodes, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import { version } from "../../model/version.ts";

/** What a client must have declared before a server may ask it for something. */
const needed: Readonly<Record<string, string>> = {
  "sampling/createMessage": "sampling",
  "elicitation/create": "elicitation",
  "roots/list": "roots",
};

/**
 * What the bridge tells a legacy server it can do while it stands there for clients that come later: each of them says with each
 * request what it really can, and what it cannot is refused then.
 */
export const clientForAll: ClientIdentity = {
  clientInfo: { name: "mcpc", version },
  capabilities: { sampling: {}, elicitation: { form: {}, url: {} }, roots: {} },
};

/**
 * Capability that `method` needs and the client did not declare.
 * @throws JsonRpcError for what no client serves.
 */
export function missingCapability(method: string, capabilities: JsonObject): string | undefined {
  const name = needed[method];
  if (name === undefined) throw new JsonRpcError(errorCodes.methodNotFound, `this client does not serve "${method}"`);
  return capabilities[name] === undefined ? name : undefined;
}

/** MissingRequiredClientCapabilityError of 2026-07-28; `names` in the form of `ClientCapabilities`. */
export function lackingCapabilities(names: Iterable<string>): JsonRpcError {
  const list = [...names];
  const requiredCapabilities = Object.fromEntries(list.map((name) => [name, {}]));
  return new JsonRpcError(errorCodes.missingClientCapability, `Missing required client capability: ${list.join(", ")}`, {
    requiredCapabilities,
  });
}
