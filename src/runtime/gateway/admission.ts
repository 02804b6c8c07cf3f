import type { IncomingHttpHeaders } from "node:http";
import type { Refusal } from "../bridge/refusal.ts";
import { refuseHost, refuseOrigin } from "./refuse.ts";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

export interface AdmissionRules {
  /** Host names, with a port or without, beside the loopback names. */
  readonly allowedHosts: readonly string[];
  /** Origins such as `https://app.example.com`, beside those of loopback; `*` takes all. */
  readonly allowedOrigins: readonly string[];
}

/**
 * Refuses what a stranger's web page may have sent: a foreign Host (DNS rebinding) or Origin (2025-11-25, basic/transports, "Security"). The
 * address that the connection came to is never foreign: a rebound name is a name, and stays one in the header.
 */
export function admit(
  headers: IncomingHttpHeaders,
  rules: AdmissionRules,
  connection?: { readonly localAddress?: string | undefined },
): Refusal | undefined {
  const host = headers.host?.toLowerCase();
  if (host === undefined || !(isAllowedHost(host, rules.allowedHosts) || isAddress(host, connection?.localAddress)))
    return refuseHost(host ?? "");
  const { origin } = headers;
  return origin === undefined || isAllowedOrigin(origin.toLowerCase(), rules.allowedOrigins) ? undefined : refuseOrigin(origin);
}

function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  const name = nameOf(host);
  if (loopback.has(name)) return true;
  return allowed.length > 0 && allowed.some((entry) => [host, name].includes(entry.toLowerCase()));
}

/** Without a port. */
function nameOf(host: string): string {
  const colon = host.lastIndexOf(":");
  return colon !== -1 && /^\d+$/.test(host.slice(colon + 1)) ? host.slice(0, colon) : host;
}

function isAddress(host: string, address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/, "");
  return nameOf(host) === (plain.includes(":") ? `[${plain}]` : plain);
}

function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  if (allowed.some((entry) => entry === "*" || entry.toLowerCase().replace(/\/$/, "") === origin)) return true;
  // An opaque origin is "null", which is no URL.
  return URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol) && loopback.has(new URL(origin).hostname);
}
