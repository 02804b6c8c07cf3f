import { withServices } from "../../../src/compiling/service-outputs.ts";
import type { Run } from "../../../src/model/run.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service, ServiceRun } from "../../../src/model/service.ts";
import { referencesIn, type Value } from "../../../src/model/value.ts";
import type { ServerSpec, ServiceSpec } from "../local-spec.ts";
import type { CompileState } from "./compile-state.ts";

/** What decides a server. What only describes it (tags, tests, routing) is not in it: a new description restarts nothing. */
export function serverSpec(server: Server, state: CompileState): ServerSpec {
  const { transport, path, protocol, stateful, tools, limits, expose } = server;
  return { run: serverRun(server.run, state), transport, path, protocol, stateful, tools, limits, expose, ...common(server, state) };
}

/** What decides a service. */
export function serviceSpec(service: Service, state: CompileState): ServiceSpec {
  return { run: serviceRun(service.run, state), ...common(service, state) };
}

function common(thing: Server | Service, state: CompileState) {
  const { port, data, health, restart, stop, resources, security } = thing;
  const urls = urlsOf(thing, state);
  return {
    ...(port !== undefined && { port }),
    env: known(thing.env, state),
    ...(data !== undefined && { data }),
    ...(health !== undefined && { health }),
    restart,
    stop,
    resources,
    ...(thing.run.kind === "image" && { security }),
    logs: state.options.logs,
    ...(state.completing.has(thing.address) && { completes: true as const }),
    ...(urls !== undefined && { urls }),
  };
}

function serverRun(run: Run, state: CompileState): Run {
  const values = (given: readonly Value[]) => given.map((value) => withServices(value, state.services));
  if (run.kind === "command") return { kind: "command", command: values(run.command), cwd: run.cwd };
  if (run.kind === "url") return { ...run, url: withServices(run.url, state.services), headers: known(run.headers, state) };
  if (run.kind === "image" && run.command !== undefined) return { ...run, command: values(run.command), args: values(run.args) };
  return { ...run, args: values(run.args) };
}

function serviceRun(run: ServiceRun, state: CompileState): ServiceRun {
  const values = (given: readonly Value[]) => given.map((value) => withServices(value, state.services));
  if (run.kind === "command") return { kind: "command", command: values(run.command), cwd: run.cwd };
  return run.kind === "image" ? { ...run, args: values(run.args) } : run;
}

function known(values: Readonly<Record<string, Value>>, { services }: CompileState): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, withServices(value, services)]));
}

function urlsOf(thing: Server | Service, { exposed }: CompileState): Record<string, string> | undefined {
  const names = referencesIn([thing.run, thing.env]).flatMap((reference) => ("server" in reference ? [reference.server] : []));
  if (names.length === 0) return undefined;
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, exposed.get(name) ?? `/${name}`]));
}
