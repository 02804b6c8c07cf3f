import { digestData } from "../../model/digest.ts";
import { siteNames } from "../names.ts";
import { escapePattern } from "../quote.ts";
import { refusals } from "../refusals.ts";
import type { NginxSite } from "../site.ts";
import { nginxFeatures } from "../version.ts";
import { routeView } from "./route-view.ts";
import { discoveryOf, upstreamView } from "./upstream.ts";

const variables = [
  ...[
    "host",
    "knownhost",
    "origin",
    "caller",
    "modern",
    "verified",
    "stream",
    "counted",
    "cors",
    "vary",
    "exposed",
    "preflight",
    "preflightheaders",
  ],
  ...["retry", "wait", "allow", "methods", "challenge", "configuration", "requestid", "path", "name", "status", "server"],
] as const;

/** Names that are answered whatever the stack says. */
const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];
const lastsAtLeastMs = 60_000;

/** Everything the templates put in. */
export function siteView(site: NginxSite, marker = siteDigest(site)) {
  const names = siteNames(site.name);
  const features = nginxFeatures(site.version);
  const v = Object.fromEntries(variables.map((name) => [name, names.variable(name)])) as Record<(typeof variables)[number], string>;
  const dollar = dollarVariable(site.name);
  const routes = site.routes.map((route) => routeView(route, site, names, { counted: v.counted, host: v.knownhost, dollar }));
  const hasDollar = site.routes.some(({ upstream: { headers, headersFile } }) => {
    return headersFile !== undefined || Object.values(headers).some((value) => value.includes("$"));
  });
  return {
    ...site,
    v,
    marker,
    knownHost: `$${v.knownhost}`,
    dollar: hasDollar ? dollar : undefined,
    hostPattern: `~*^(?:${[...loopbackNames, ...site.hosts].map(hostPattern).join("|")})(?::[0-9]+)?$`,
    originDefault: site.origins.includes("*") ? 1 : 0,
    originPatterns: originPatterns(site.origins),
    policies: routes.flatMap(({ policyView }) => policyView ?? []),
    quotas: routes.flatMap(({ counting }) => counting.quotas),
    zones: [...(routes[0]?.counting.everywhere.zones ?? []), ...routes.flatMap(({ counting }) => counting.zones)],
    upstreams: site.routes.filter((route) => discoveryOf(route, site) === "upstream").map((route) => upstreamView(route, site, names)),
    routes,
    logFormat: names.zone("log"),
    sessionCache: names.zone("tls"),
    http2: site.tls !== undefined && features.http2Directive,
    http2Word: site.tls !== undefined && !features.http2Directive,
    keepsIdle: features.keepsIdle,
    hsts: site.tls !== undefined && site.hosts.length > 0,
    serverNames: serverNames(site).map(serverName),
    verifies: site.routes.some(({ upstream }) => upstream.tls),
    refusals: refusals(v.server),
    shutdownSeconds: Math.ceil(Math.max(lastsAtLeastMs, ...site.routes.map(({ limits }) => limits.timeoutMs ?? site.idleMs)) / 1000),
  };
}

/** Variable that holds a `$`, where one is needed. */
export function dollarVariable(site: string): string {
  return siteNames(site).variable("dollar");
}

/** Tells one configuration from another, to whoever asks a running nginx for it at `/healthz`. */
export function siteDigest({ provenance: _provenance, ...site }: NginxSite): string {
  return digestData(site).slice("sha256:".length).slice(0, 16);
}

function hostPattern(host: string): string {
  return host.startsWith("*.") ? `[^:]+${escapePattern(host.slice(1))}` : escapePattern(host);
}

/** Patterns for the same reason: see `serverName`. */
function originPatterns(origins: readonly string[]): readonly string[] {
  const loopback = `~*^https?://(?:${loopbackNames.map(escapePattern).join("|")})(?::[0-9]+)?$`;
  const named = origins.filter((origin) => origin !== "*").map((origin) => `~*^${escapePattern(origin.replace(/\/$/, ""))}$`);
  return [loopback, ...named];
}

/** On a port of its own it does not matter; on one that is shared the others keep theirs. */
function serverNames({ hosts, listen }: NginxSite): readonly string[] {
  const onLoopback = listen.every((address) => /^(?:127\.|localhost:|\[::1\]:)/.test(address));
  return onLoopback || hosts.length === 0 ? [...hosts, ...loopbackNames] : hosts;
}

const longestPlainName = 40;

/** The table of plain names has a size that only the whole configuration can set. */
function serverName(host: string): string {
  return host.length <= longestPlainName ? host : `~^${hostPattern(host.toLowerCase())}$`;
}
