import type { SourceRange } from "../../diagnostics/source.ts";
import { sharesMachine } from "./derived.ts";
import { type Rule, type RuleContext, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** Liveness asks about the process itself and nothing it depends on. */
export const livenessStandsAlone: Rule = {
  name: "liveness-stands-alone",
  codes: ["MCPC5008"],
  check(context) {
    const things = thingsOf(context);
    const names = new Set(things.map(({ name }) => name));
    const portOwners = new Map(things.flatMap(({ name, thing }) => (thing.port === undefined ? [] : [[thing.port, name] as const])));
    for (const { kind, section, name, thing } of things) {
      const liveness = thing.health?.liveness;
      if (liveness === undefined) continue;
      const path = [section, name, "health", "liveness"];
      const asked =
        askedByCommand(context, path, liveness.exec, names) ??
        askedByPort(context, path, liveness.http?.port ?? liveness.tcp?.port, portOwners);
      if (asked === undefined || asked.name === name) continue;
      context.report("MCPC5008", { who: title(kind, name), other: asked.name }, { range: asked.range, address: `${kind}.${name}` });
    }
  },
};

interface Asked {
  readonly name: string;
  readonly range: SourceRange | undefined;
}

/** A command asks another thing when a word names it as host: `db`, `db:5432`, `http://db/…`, `--host=db`. */
function askedByCommand(
  context: RuleContext,
  path: readonly string[],
  command: readonly string[] | undefined,
  names: ReadonlySet<string>,
): Asked | undefined {
  for (const [index, word] of (command ?? []).entries()) {
    const range = context.near([...path, "exec", index], "value");
    const host = /^(?:--?[a-z-]+=)?(?:[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?)?([a-z0-9-]+)(?::\d+)?(?:\/.*)?$/i.exec(word)?.[1];
    // The first word is the program, which may well be called like a service: `redis-cli`, `db`.
    if (index > 0 && host !== undefined && names.has(host)) return { name: host, range: context.within(range, host) };
  }
  return undefined;
}

/** On one machine another thing's port is that other thing. */
function askedByPort(
  context: RuleContext,
  path: readonly string[],
  port: number | undefined,
  owners: ReadonlyMap<number, string>,
): Asked | undefined {
  const name = port === undefined || !sharesMachine(context.target) ? undefined : owners.get(port);
  if (name === undefined) return undefined;
  const range = context.locate([...path, "http", "port"], "value") ?? context.near([...path, "tcp", "port"], "value");
  return { name, range };
}
