import { type ServiceOutput, serviceOutputs } from "../../../src/compiling/service-outputs.ts";
import type { Address } from "../../../src/model/address.ts";
import type { Model } from "../../../src/model/model.ts";
import type { LocalOptions } from "../options.ts";

/** What the parts of one compilation need to know of each other. */
export interface CompileState {
  readonly options: LocalOptions;
  readonly services: ReadonlyMap<string, ServiceOutput>;
  /** Server name → its path at the front door. */
  readonly exposed: ReadonlyMap<string, string>;
  /** What somebody waits for to have completed. */
  readonly completing: ReadonlySet<Address>;
  /** So many times the supervisor fills its start slots until everything has been started. */
  readonly rounds: number;
  /** What exists at all: a server with no replicas does not. */
  readonly present: ReadonlySet<Address>;
}

export function compileState(model: Model, options: LocalOptions): CompileState {
  const needs = [...model.servers, ...model.services].flatMap((thing) => thing.needs);
  const servers = model.servers.filter((server) => server.scale.replicas > 0);
  return {
    options,
    services: serviceOutputs(model, () => "127.0.0.1"),
    exposed: new Map(model.servers.map((server) => [server.name, server.expose.path])),
    completing: new Set(needs.filter((need) => need.until === "completed").map((need) => need.address)),
    rounds: Math.ceil((servers.length + model.services.length) / options.parallel),
    present: new Set([...servers, ...model.services].map((thing) => thing.address)),
  };
}
