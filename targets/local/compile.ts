import type { CompileContext, Compiled } from "../../src/engine/target.ts";
import type { Model } from "../../src/model/model.ts";
import { once } from "../../src/model/once.ts";
import { compileState } from "./compile/compile-state.ts";
import { judge } from "./compile/judge.ts";
import { readme } from "./compile/readme.ts";
import { compileResources } from "./compile/resources.ts";
import { supervisorDocument } from "./compile/supervisor-document.ts";
import type { LocalOptions } from "./options.ts";

/** Model → one resource per server and service, one for the supervisor, and two files for people. Pure; made when asked for. */
export function compile(model: Model, context: CompileContext<LocalOptions>): Compiled {
  const { options } = context;
  const resources = once(() => compileResources(model, compileState(model, options)));
  const artifacts = once(() => {
    const { provenance } = context;
    const host = options.host ?? model.gateway.host;
    const port = options.port ?? model.gateway.port ?? 0;
    return [supervisorDocument(model, resources(), provenance), readme(model, host, port, provenance)];
  });
  return {
    get resources() {
      return resources();
    },
    get artifacts() {
      return artifacts();
    },
    diagnostics: judge(model),
  };
}
