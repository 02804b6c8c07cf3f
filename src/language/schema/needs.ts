import * as z from "zod/mini";
import { field, shared } from "./field.ts";
import { name } from "./text.ts";

/** What a server waits for, after normalisation. */
export interface Need {
  readonly until: "started" | "healthy" | "completed";
  readonly restart: boolean;
}

const untilSchema = () => z.enum(["started", "healthy", "completed"]);

/**
 * Servers and services that must be there first: a map of name → state (or `{until, restart}`), or a list of names, which waits
 * for `started`. In the checked stack always a map.
 */
export const needsSchema = shared(() =>
  z.pipe(
    z.union([
      z.record(
        name(),
        z.union([
          untilSchema(),
          z.strictObject({
            until: field(z._default(untilSchema(), "started"), "State to wait for.", "healthy"),
            restart: field(z._default(z.boolean(), false), "Restart this one after the thing it needs was replaced.", true),
          }),
        ]),
      ),
      z.array(name()),
    ]),
    z.transform(normalise),
  ),
);

type Written = string[] | Readonly<Record<string, Need["until"] | Need>>;

function normalise(written: Written): Readonly<Record<string, Need>> {
  const started: Need = { until: "started", restart: false };
  if (Array.isArray(written)) return Object.fromEntries(written.map((item: string) => [item, started]));
  return Object.fromEntries(
    Object.entries(written).map(([key, value]: [string, Need["until"] | Need]) => [
      key,
      typeof value === "string" ? { until: value, restart: false } : value,
    ]),
  );
}
