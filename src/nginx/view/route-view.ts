import type { SiteNames } from "../names.ts";
import { retryAfterSeconds } from "../rate.ts";
import type { NginxRoute, NginxSite } from "../site.ts";
import { routeCounting } from "./limits.ts";
import { toolPolicy } from "./policy.ts";
import { proxyView } from "./upstream.ts";

const defaultBodyBytes = 4 * 2 ** 20;
const metadata = ["oauth-protected-resource", "oauth-authorization-server", "openid-configuration"];

interface Variables {
  readonly counted: string;
  /** Holds the host that was asked for, when it is known. */
  readonly host: string;
  readonly dollar: string;
}

export function routeView(route: NginxRoute, site: NginxSite, names: SiteNames, { counted, host, dollar }: Variables) {
  const counting = routeCounting(route, site, names, counted);
  const policyView = toolPolicy(route, names);
  const postOnly = route.protocol === "modern";
  const { limits, tools, upstream } = route;
  const rates = [site.limits, limits, ...Object.values(route.ruled ? {} : tools.limits)].map(({ ratePerSecond }) => ratePerSecond);
  const retryAfter = retryAfterSeconds(rates);
  const path = decodedPath(route.path);
  return {
    name: route.name,
    path,
    // Where the path is sent on, these characters would mean something else.
    slashed: /[$?]/.test(path) ? undefined : `${path}/`,
    // With a character that no path of a stack has.
    stream: `/|stream|${route.name}`,
    postOnly,
    methods: postOnly ? "^POST$" : "^(?:GET|POST|DELETE)$",
    // Where a server holds the headers against the body they can be relied on.
    verified: postOnly || route.ruled,
    retryAfter: retryAfter > 1 ? retryAfter : undefined,
    policy: policyView?.variable,
    policyView,
    counting,
    limits: counting.limits,
    bodyBytes: limits.bodyBytes ?? site.limits.bodyBytes ?? defaultBodyBytes,
    timeoutMs: limits.timeoutMs ?? site.limits.timeoutMs ?? site.idleMs,
    proxy: proxyView(route, upstream.path, site, names, { host, dollar }),
    // Where nginx asks for tokens itself, what a server says about its own would mislead.
    wellKnown: (route.wellKnown && site.tokensFile === undefined ? metadata : []).map((kind) => ({
      from: `/.well-known/${kind}${path}`,
      proxy: proxyView(route, `/.well-known/${kind}${upstream.path === "/" ? "" : upstream.path}`, site, names, { host, dollar }),
    })),
  };
}

/** nginx compares locations with the path as it means, not as it is written (RFC 3986, 2.1). */
function decodedPath(path: string): string {
  return decodeURIComponent(path);
}
