import type { SourceRange } from "../../../src/diagnostics/source.ts";
import type { Server } from "../../../src/model/server.ts";

/** Fields of a server → where they stand in its route. Longer ones first. */
const places: readonly (readonly [field: string, pointer: string])[] = [
  ["expose.path", "path"],
  ["scale.affinity", "affinity"],
  ["limits.rate", "limits/ratePerSecond"],
  ["limits.timeout", "limits/timeoutMs"],
  ["limits.body", "limits/bodyBytes"],
  ["limits.concurrency", "limits/concurrency"],
  ["tools", "tools"],
  ["protocol", "protocol"],
  ["path", "upstream/path"],
  ["port", "upstream/servers"],
  ["run.url", "upstream"],
  ["run.headers", "upstream/headers"],
];

/** JSON pointer into the spec → the place in the file that set it. */
export function specOrigins(servers: readonly Server[]): Readonly<Record<string, SourceRange>> {
  const origins: Record<string, SourceRange> = {};
  for (const { name, origin, origins: fields = {} } of servers) {
    if (origin.range !== undefined) origins[`/routes/${name}`] = origin.range;
    for (const [field, range] of Object.entries(fields)) {
      const place = places.find(([beginning]) => field === beginning || field.startsWith(`${beginning}.`));
      if (place === undefined) continue;
      const rest = field.slice(place[0].length).split(".").filter(Boolean).map(escapeStep);
      origins[`/routes/${name}/${[place[1], ...rest].join("/")}`] = range;
    }
  }
  return origins;
}

function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
