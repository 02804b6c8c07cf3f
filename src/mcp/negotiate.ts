import { ClosedFailure, ProbeKilledFailure, ProtocolFailure, TimeoutFailure, VersionFailure } from "./failure.ts";
import { errorCodes, isObject, type JsonObject, JsonRpcError } from "./json-rpc.ts";
import type { Peer } from "./peer.ts";
import { legacyVersions, modernVersion, ownEnvelope } from "./protocol.ts";

export interface Negotiated {
  readonly era: "legacy" | "modern";
  readonly protocolVersion: string;
  /** The whole answer to `initialize` or `server/discover`. */
  readonly handshake: JsonObject;
}

export interface Negotiation {
  readonly peer: Peer;
  readonly client: { readonly name: string; readonly version: string };
  /** Clock reading (`performance.now()`) at which patience ends. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  /** Members of `initialize` that are to be other than mcpc's own. */
  readonly presents?: JsonObject | undefined;
  /** Silence after the probe for which a server is taken to be legacy; absent on HTTP, where silence is an outage. */
  readonly silenceMs?: number;
}

/** Insists on one era: that the other side does not speak it is told as such, not as the error it happened to answer. */
export async function negotiateOnly(era: "legacy" | "modern", negotiation: Negotiation): Promise<Negotiated> {
  try {
    return await (era === "legacy" ? negotiateLegacy(negotiation) : negotiateModern(negotiation));
  } catch (error) {
    if (!(error instanceof JsonRpcError)) throw error;
    const offered = supportedIn(error).join(", ");
    if (era === "modern") throw new VersionFailure(modernVersion, offered || "an older one");
    throw offered === "" ? error : new VersionFailure(legacyVersions[0], offered);
  }
}

/** Shakes hands in the era of 2025-11-25 and before. */
async function negotiateLegacy(negotiation: Negotiation): Promise<Negotiated> {
  const result = await ask(negotiation, "initialize", {
    protocolVersion: legacyVersions[0],
    capabilities: {},
    clientInfo: negotiation.client,
    ...negotiation.presents,
  });
  const protocolVersion = result["protocolVersion"];
  if (typeof protocolVersion !== "string") throw new ProtocolFailure("the answer to initialize names no protocolVersion");
  if (!(legacyVersions as readonly string[]).includes(protocolVersion))
    throw new VersionFailure(legacyVersions.join(", "), protocolVersion);
  return { era: "legacy", protocolVersion, handshake: result };
}

/** Asks what the server speaks; nothing is agreed on, because each modern request stands for itself. */
async function negotiateModern(negotiation: Negotiation): Promise<Negotiated> {
  const probe = () => ask(negotiation, "server/discover", { _meta: ownEnvelope(negotiation.client) });
  const discovered = modernFrom(
    await probe().catch((error: unknown) => {
      // Refused with our own revision among those it offers: prescribed is to try that one, once.
      if (error instanceof JsonRpcError && supportedIn(error).includes(modernVersion)) return probe();
      throw error;
    }),
  );
  if (discovered === undefined) throw new ProtocolFailure("the answer to server/discover names no supportedVersions");
  if (discovered.protocolVersion !== modernVersion) throw new VersionFailure(modernVersion, discovered.protocolVersion);
  return discovered;
}

/**
 * Modern where the server is, else legacy (specification, basic/versioning, "Backward compatibility"). The probe goes first and the
 * fall back follows the moment it is refused: on a pipe that costs a legacy server well under a millisecond.
 */
export async function negotiateEither(negotiation: Negotiation): Promise<Negotiated> {
  const probe = settle(negotiateModern(negotiation));
  const first = await (negotiation.silenceMs === undefined ? probe : Promise.race([probe, silence(negotiation.silenceMs)]));
  if (first !== undefined) return "value" in first ? first.value : afterRefusal(first.error, negotiation);
  // Nothing yet. A server that swallows what it does not know answers initialize; one that is only slow answers both.
  const legacy = await settle(negotiateLegacy(negotiation));
  if ("value" in legacy) return legacy.value;
  if (!(legacy.error instanceof JsonRpcError)) throw legacy.error;
  const late = await probe;
  if ("value" in late) return late.value;
  throw legacy.error;
}

function afterRefusal(error: unknown, negotiation: Negotiation): Promise<Negotiated> {
  if (error instanceof ClosedFailure && negotiation.silenceMs !== undefined) throw new ProbeKilledFailure(error.message);
  if (error instanceof TimeoutFailure || error instanceof ClosedFailure || negotiation.signal?.aborted) throw error;
  if (error instanceof JsonRpcError && namesOtherModernVersions(error))
    throw new VersionFailure(modernVersion, supportedIn(error).join(", "));
  if (error instanceof JsonRpcError || error instanceof VersionFailure || error instanceof ProtocolFailure || isHttpRefusal(error)) {
    return negotiateLegacy(negotiation);
  }
  throw error;
}

/** A legacy server answers an unknown request with 4xx, some with 500. 401 and 403 are about the caller, 502 to 504 about the way. */
function isHttpRefusal(error: unknown): boolean {
  const status = isObject(error) && isObject(error["data"]) ? error["data"]["status"] : undefined;
  return typeof status === "number" && status >= 400 && ![401, 403, 502, 503, 504].includes(status);
}

function modernFrom(result: JsonObject): Negotiated | undefined {
  const supported = result["supportedVersions"];
  if (!Array.isArray(supported)) return undefined;
  const protocolVersion = supported.includes(modernVersion) ? modernVersion : supported.join(", ");
  return { era: "modern", protocolVersion, handshake: result };
}

function supportedIn(error: JsonRpcError): readonly string[] {
  const supported = isObject(error.body.data) ? error.body.data["supported"] : undefined;
  return Array.isArray(supported) ? supported.filter((entry) => typeof entry === "string") : [];
}

function namesOtherModernVersions(error: JsonRpcError): boolean {
  return error.body.code === errorCodes.unsupportedProtocolVersion && supportedIn(error).some((version) => version >= modernVersion);
}

function ask(negotiation: Negotiation, method: string, params: JsonObject): Promise<JsonObject> {
  const timeoutMs = Math.max(1, Math.ceil(negotiation.deadline - performance.now()));
  return negotiation.peer.request(method, params, {
    timeoutMs,
    cancellable: false,
    ...(negotiation.signal === undefined ? {} : { signal: negotiation.signal }),
  });
}

type Settled<T> = { readonly value: T } | { readonly error: unknown };

function settle<T>(promise: Promise<T>): Promise<Settled<T>> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

function silence(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds).unref());
}
