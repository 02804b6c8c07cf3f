import type { SiteNames } from "../names.ts";
import { withoutVariables } from "../quote.ts";
import type { NginxRoute, NginxSite } from "../site.ts";
import { nginxFeatures } from "../version.ts";

/**
 * How the servers of a route are found. `upstream`: a group that nginx keeps; its names are looked up again where the version can do that, and
 * when nginx starts where it cannot. `variable`: looked up again and again without a group, so that nginx starts although a name is not there
 * yet, and a server that moved is found; neither connections nor sessions are kept then.
 */
export type Discovery = "upstream" | "variable";

export function discoveryOf(route: NginxRoute, site: NginxSite): Discovery {
  const { servers } = route.upstream;
  const moves = site.resolver !== undefined && servers.length === 1 && servers.some(({ host }) => isName(host));
  return moves && !nginxFeatures(site.version).resolvesUpstreams && route.affinity === "none" ? "variable" : "upstream";
}

export function upstreamView(route: NginxRoute, site: NginxSite, names: SiteNames) {
  const features = nginxFeatures(site.version);
  const servers = route.upstream.servers.map(({ host, port }) => ({
    address: `${host}:${port}`,
    resolve: features.resolvesUpstreams && site.resolver !== undefined && isName(host),
  }));
  return {
    name: names.zone(route.name),
    method: route.affinity === "client-ip" ? "ip_hash" : "least_conn",
    sticky: route.affinity === "session" && features.sticky ? names.zone(route.name, "sessions") : undefined,
    servers,
    resolver: servers.some(({ resolve }) => resolve) ? site.resolver : undefined,
  };
}

/** What a location needs to pass requests on to `path` at the servers of its route. */
export function proxyView(
  route: NginxRoute,
  path: string,
  site: NginxSite,
  names: SiteNames,
  variables: { readonly host: string; readonly dollar: string },
) {
  const { upstream } = route;
  const [first] = upstream.servers;
  const scheme = upstream.tls ? "https" : "http";
  const variable = discoveryOf(route, site) === "variable" ? names.variable("to", route.name) : undefined;
  const uri = path.replaceAll("$", "%24");
  const own = first === undefined ? "localhost" : ownHost(first.host, first.port, upstream.tls);
  const headers = Object.entries(upstream.headers).map(([name, value]) => ({ name, value: withoutVariables(value, variables.dollar) }));
  const hostHeader = upstream.host === "client" ? `$${variables.host}` : own;
  return {
    targetVariable: variable,
    targetHost: first?.host,
    /** Lines of a location put out those of the site around it, so all are needed where one is. */
    ownHeaders: upstream.host === "own" || headers.length > 0 || upstream.headersFile !== undefined,
    hostHeader,
    headers,
    headersFile: upstream.headersFile,
    sslName: upstream.tls ? first?.host : undefined,
    target:
      variable === undefined ? `${scheme}://${names.zone(route.name)}${uri}` : `${scheme}://$${variable}:${first?.port}${uri}$is_args$args`,
  };
}

function ownHost(host: string, port: number, tls: boolean): string {
  return port === (tls ? 443 : 80) ? host : `${host}:${port}`;
}

function isName(host: string): boolean {
  return !host.startsWith("[") && !/^[\d.]+$/.test(host);
}
