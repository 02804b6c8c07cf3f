import { type ImageLock, lockFile, readImageLock } from "../../../src/compiling/image-lock.ts";
import { type ServiceOutput, serviceOutputs } from "../../../src/compiling/service-outputs.ts";
import type { CompileInputs } from "../../../src/engine/compile-inputs.ts";
import type { Address } from "../../../src/model/address.ts";
import type { Model } from "../../../src/model/model.ts";
import { projectName } from "../names.ts";
import type { ComposeOptions } from "../options.ts";

/** What the parts of one compilation need to know of each other. */
export interface CompileState {
  readonly model: Model;
  readonly options: ComposeOptions;
  readonly inputs: CompileInputs;
  readonly project: string;
  readonly lock: ImageLock;
  readonly services: ReadonlyMap<string, ServiceOutput>;
  /** What somebody waits for to have completed. */
  readonly completing: ReadonlySet<Address>;
  /** What exists at all: a server with no replicas does not. */
  readonly present: ReadonlySet<Address>;
}

export function compileState(model: Model, options: ComposeOptions, inputs: CompileInputs): CompileState {
  const needs = [...model.servers, ...model.services].flatMap((thing) => thing.needs);
  const servers = model.servers.filter((server) => server.scale.replicas > 0);
  return {
    model,
    options,
    inputs,
    project: projectName(model, options),
    lock: readImageLock(inputs.files.get(lockFile)),
    // Compose puts every service under its name into the networks' DNS.
    services: serviceOutputs(model, ({ name }) => name),
    completing: new Set(needs.filter((need) => need.until === "completed").map((need) => need.address)),
    present: new Set([...servers, ...model.services].map((thing) => thing.address)),
  };
}
