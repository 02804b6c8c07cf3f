import { toValue } from "../language/resolve/template.ts";
import { isStarted, transportOf } from "../language/rules/derived.ts";
import type { Server, Service } from "../language/rules/rule.ts";
import type { Build, Run } from "../model/run.ts";
import type { ServiceRun } from "../model/service.ts";
import type { Value } from "../model/value.ts";
import { lowerCheck } from "./health.ts";

/** What a server starts. The schema has seen to it that exactly one kind is there. */
export function lowerRun({ run }: Server): Run {
  const args = values(run.args);
  if (run.npm !== undefined) {
    const { package: name, version = "latest" } = run.npm;
    return { kind: "npm", package: name, version, bin: run.bin, args, installScripts: run.installScripts ?? false };
  }
  if (run.pypi !== undefined) {
    const { package: name, version = "latest" } = run.pypi;
    return { kind: "pypi", package: name, version, bin: run.bin, args, python: run.python, with: run.with ?? [] };
  }
  if (run.image !== undefined) {
    return { kind: "image", image: run.image, command: run.entrypoint === undefined ? undefined : values(run.entrypoint), args };
  }
  if (run.url !== undefined) return { kind: "url", url: toValue(run.url), headers: lowerTexts(run.headers ?? {}) };
  return { kind: "command", command: [...values(run.command), ...args], cwd: run.cwd ?? ".", build: lowerBuild(run.build) };
}

/** What a service starts, or where it runs already. */
export function lowerServiceRun(service: Service): ServiceRun {
  const args = values(service.args);
  if (service.external !== undefined) {
    const { url, check } = service.external;
    return { kind: "external", url, check: check === undefined ? undefined : lowerCheck(check) };
  }
  if (service.image !== undefined) return { kind: "image", image: service.image, args };
  return { kind: "command", command: [...values(service.command), ...args], cwd: service.cwd ?? ".", build: lowerBuild(service.build) };
}

/** A bridge turns the one conversation that a stdio server can have into HTTP for many. */
export function needsBridge(server: Server): boolean {
  return transportOf(server) === "stdio" && isStarted(server);
}

/** Texts by name, sorted, with their references taken apart. */
export function lowerTexts(texts: Readonly<Record<string, string>>): Record<string, Value> {
  return Object.fromEntries(sortedEntries(texts).map(([name, text]) => [name, toValue(text)]));
}

/** Entries by name; the order of a file must not show in what is compiled from it. */
export function sortedEntries<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function values(texts: readonly string[] | undefined): Value[] {
  return (texts ?? []).map(toValue);
}

function lowerBuild(build: Server["run"]["build"]): Build | undefined {
  if (build === undefined) return undefined;
  const { context, dockerfile, args, target } = build;
  return { context, dockerfile, args: args === undefined ? undefined : Object.fromEntries(sortedEntries(args)), target };
}
