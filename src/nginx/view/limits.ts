import type { CallLimits } from "../../model/server.ts";
import type { SiteNames } from "../names.ts";
import { anyOf } from "../quote.ts";
import { burstOf, nginxRate } from "../rate.ts";
import type { NginxRoute, NginxSite } from "../site.ts";

/** Where calls are counted, and the lines of a location that count them. */
export interface Counting {
  readonly zones: readonly { readonly directive: string; readonly key: string; readonly zone: string; readonly rate: string | undefined }[];
  readonly limits: readonly {
    readonly directive: string;
    readonly isRate: boolean;
    readonly zone: string;
    readonly burst: number | undefined;
    readonly most: number | undefined;
  }[];
}

/** Most that one zone of nginx can be told. */
const mostConnections = 65_535;

/** Counts what has a value in `key`; the zones of a name are the same for all who share them. */
export function counting(limits: CallLimits, key: string, name: string): Counting {
  const { ratePerSecond: rate, concurrency } = limits;
  const zones: Counting["zones"][number][] = [];
  const lines: Counting["limits"][number][] = [];
  if (rate !== undefined) {
    const zone = `${name}.rate`;
    zones.push({ directive: "limit_req_zone", key, zone, rate: nginxRate(rate).text });
    lines.push({ directive: "limit_req", isRate: true, zone, burst: burstOf(rate), most: undefined });
  }
  if (concurrency !== undefined) {
    const zone = `${name}.calls`;
    zones.push({ directive: "limit_conn_zone", key, zone, rate: undefined });
    lines.push({ directive: "limit_conn", isRate: false, zone, burst: undefined, most: Math.min(concurrency, mostConnections) });
  }
  return { zones, limits: lines };
}

/** Limits of single tools, told apart by headers: one variable each, which is filled only by calls of that tool. */
export function toolQuotas(route: NginxRoute, names: SiteNames) {
  if (route.ruled) return [];
  const entries = Object.entries(route.tools.limits);
  // A tool's own limits count, else those of the first pattern that it fits.
  const ordered = [...entries.filter(([tool]) => !tool.endsWith("*")), ...entries.filter(([tool]) => tool.endsWith("*"))];
  return ordered.map(([tool, limits], index) => {
    const variable = names.variable("quota", String(index), route.name);
    const earlier = ordered.slice(0, index).map(([name]) => name);
    const pattern = (tools: readonly string[]) => `~^1 tools/call ${anyOf(tools)}$`;
    const patterns = [
      ...(earlier.length === 0 ? [] : [{ pattern: pattern(earlier), value: "" }]),
      { pattern: pattern([tool]), value: "1" },
    ];
    return { variable, patterns, ...counting(limits, variable, names.zone(route.name, "tool", String(index))) };
  });
}

/** All lines of one route's calls: of the whole site, of the server, of its tools. */
export function routeCounting(route: NginxRoute, site: NginxSite, names: SiteNames, counted: string) {
  const everywhere = counting(site.limits, counted, names.zone("all"));
  const here = counting(route.limits, counted, names.zone("server", route.name));
  const quotas = toolQuotas(route, names);
  return {
    everywhere,
    quotas,
    zones: [...here.zones, ...quotas.flatMap(({ zones }) => zones)],
    limits: [...everywhere.limits, ...here.limits, ...quotas.flatMap(({ limits }) => limits)],
  };
}
