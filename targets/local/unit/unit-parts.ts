import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { Scope } from "../../../src/engine/scope.ts";
import type { Host } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import type { Value } from "../../../src/model/value.ts";
import { supervisorFiles } from "../../../src/runtime/supervisor/state-files.ts";
import type { LocalSpec } from "../local-spec.ts";

/** What is needed to turn the wanted state of one server or service into something that can be started. */
export interface UnitParts<Spec = LocalSpec> {
  readonly resource: DesiredResource;
  readonly name: string;
  readonly spec: Spec;
  readonly scope: Scope;
  readonly host: Host;
  /** Every reference put in. */
  readonly text: (value: Value) => string;
}

/** Where a server or service keeps its data. */
export function dataDirectory(scope: Scope, name: string): string {
  return joinPath(supervisorFiles(scope.stateDirectory).data, name);
}
