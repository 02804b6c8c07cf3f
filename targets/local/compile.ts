import type { CompileContext, Compiled } from "../../src/engine/target.ts";
import type { Model } from "../../src/model/model.ts";
import { compileState } from "./compile/compile-state.ts";
import { judge } from "./compile/judge.ts";
import { readme } from "./compile/readme.ts";
import { compileResources } from "./compile/resources.ts";
import { supervisorDocument } from "./compile/supervisor-document.ts";
import type { LocalOptions } from "./options.ts";

/** Model → one resource per server and service, one for the supervisor, and two files for people. Pure. */
export function compile(model: Model, { options, provenance }: CompileContext<LocalOptions>): Compiled {
  const resources = compileResources(model, compileState(model, options));
  const host = options.host ?? model.gateway.host;
  const port = options.port ?? model.gateway.port ?? 0;
  return {
    resources,
    artifacts: [supervisorDocument(model, resources, provenance), readme(model, host, port, provenance)],
    diagnostics: judge(model),
  };
}
