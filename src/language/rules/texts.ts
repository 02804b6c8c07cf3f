import type { Path } from "../../model/path.ts";
import type { Reference } from "../../model/value.ts";
import { parseTemplate } from "../resolve/template.ts";
import type { RuleContext, Server, Service } from "./rule.ts";

/** One text of a server or service that its process, its checks or its remote end gets to see. */
export interface UsedText {
  readonly path: Path;
  readonly text: string;
}

/** Every text of a server in which references may stand. */
export function textsOfServer(name: string, { run, env, health }: Server): UsedText[] {
  const at: Path = ["servers", name];
  return [
    ...inMap([...at, "env"], env),
    ...inList([...at, "run", "command"], run.command),
    ...inList([...at, "run", "args"], run.args),
    ...inList([...at, "run", "entrypoint"], run.entrypoint),
    ...(run.url === undefined ? [] : [{ path: [...at, "run", "url"], text: run.url }]),
    ...inMap([...at, "run", "headers"], run.headers),
    ...inMap([...at, "run", "build", "args"], run.build?.args),
    ...inList([...at, "health", "readiness", "exec"], health.readiness?.exec),
    ...inList([...at, "health", "liveness", "exec"], health.liveness?.exec),
  ];
}

/** Every text of a service in which references may stand. */
export function textsOfService(name: string, service: Service): UsedText[] {
  const at: Path = ["services", name];
  return [
    ...inMap([...at, "env"], service.env),
    ...inList([...at, "command"], service.command),
    ...inList([...at, "args"], service.args),
    ...inMap([...at, "build", "args"], service.build?.args),
    ...(service.external === undefined ? [] : [{ path: [...at, "external", "url"], text: service.external.url }]),
    ...inList([...at, "health", "readiness", "exec"], service.health?.readiness?.exec),
    ...inList([...at, "health", "liveness", "exec"], service.health?.liveness?.exec),
  ];
}

/** References of a text whose value exists only after compilation, each as it is written there. */
export function deferredReferences(text: string): { readonly reference: Reference; readonly written: string }[] {
  if (!text.includes("${")) return [];
  return parseTemplate(text).parts.flatMap((part) =>
    part.kind === "deferred" ? [{ reference: part.reference, written: text.slice(part.start, part.end) }] : [],
  );
}

/** Servers and services alike, with the place of their section. */
export function thingsOf(context: RuleContext) {
  return [
    ...context.servers.map(([name, thing]) => ({ kind: "server" as const, section: "servers", name, thing })),
    ...context.services.map(([name, thing]) => ({ kind: "service" as const, section: "services", name, thing })),
  ];
}

function inMap(path: Path, map: Readonly<Record<string, string>> | undefined): UsedText[] {
  return Object.entries(map ?? {}).map(([key, text]) => ({ path: [...path, key], text }));
}

function inList(path: Path, list: readonly string[] | undefined): UsedText[] {
  return (list ?? []).map((text, index) => ({ path: [...path, index], text }));
}
