import type { ClientRequest } from "../client-exchange.ts";

/** Path below which a resource's metadata stands (RFC 9728, 3). */
export const metadataPrefix = "/.well-known/oauth-protected-resource";

/** Metadata of the endpoint at `path` for its clients: where to get a token for it (RFC 9728, 2). */
export function resourceMetadata(request: ClientRequest, path: string, issuer: string): object {
  return {
    resource: `${publicOrigin(request)}${path}`,
    authorization_servers: [issuer],
    bearer_methods_supported: ["header"],
    resource_name: "mcpc gateway",
  };
}

/** URL of the metadata of the endpoint that a request was for. */
export function metadataUrl(request: ClientRequest, path: string): string {
  return `${publicOrigin(request)}${metadataPrefix}${path}`;
}

/**
 * The origin under which the client sees the gateway. The host was admitted already; the scheme is what a proxy in front says it is, which
 * concerns nobody but the client that asks.
 */
function publicOrigin(request: ClientRequest): string {
  const forwarded = request.headers["x-forwarded-proto"];
  const scheme = forwarded === "https" ? "https" : "http";
  return `${scheme}://${request.headers.host ?? ""}`;
}
