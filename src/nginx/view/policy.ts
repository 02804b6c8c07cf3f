import type { SiteNames } from "../names.ts";
import { anyOf } from "../quote.ts";
import type { NginxRoute } from "../site.ts";

/**
 * Which tools may be called, told by headers. Only for servers of 2026-07-28, which hold `Mcp-Method` and `Mcp-Name` against the body; the
 * route refuses what names an older revision. Encoded names (`=?base64?…`) are refused: the names of tools need no encoding, and one could
 * hide behind it.
 */
export function toolPolicy(route: NginxRoute, names: SiteNames) {
  const { allow, deny, limits } = route.tools;
  const needed = allow !== undefined || deny.length > 0 || Object.keys(limits).length > 0;
  if (route.ruled || !needed) return undefined;
  const verdict = (tools: readonly string[], word: string) => ({ pattern: `~^tools/call ${anyOf(tools)}$`, verdict: word });
  const patterns = [
    { pattern: "~^$", verdict: "pass" },
    { pattern: "~^tools/call (?:=\\?.*)?$", verdict: "deny" },
    ...(deny.length === 0 ? [] : [verdict(deny, "deny")]),
    ...(allow === undefined
      ? []
      : [...(allow.length === 0 ? [] : [verdict(allow, "pass")]), { pattern: "~^tools/call ", verdict: "deny" }]),
    // Without a method nothing can be told.
    { pattern: "~^ ", verdict: "deny" },
  ];
  return { variable: names.variable("policy", route.name), patterns };
}
