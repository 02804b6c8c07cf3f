import type { DesiredResource } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { Address } from "../../src/model/address.ts";
import { digestData } from "../../src/model/digest.ts";
import type { Secret } from "../../src/model/secret.ts";
import { templatesOf } from "../../src/model/value.ts";

export const scope: Scope = {
  stack: "team",
  environment: "dev",
  target: "fake",
  root: "/work",
  stateDirectory: "/home/user/.local/state/mcpc/team/dev",
  cacheDirectory: "/home/user/.cache/mcpc",
  options: {},
};

type Parts = Partial<Omit<DesiredResource, "dependsOn">> & {
  readonly needs?: readonly Address[];
  readonly restartWith?: readonly Address[];
};

/** One wanted resource, complete. */
export function wanted(address: Address, spec: Readonly<Record<string, unknown>> = {}, parts: Parts = {}): DesiredResource {
  const { needs = [], restartWith = [], ...others } = parts;
  const names = templatesOf(spec).flatMap(({ template }) =>
    template.flatMap((part) => (typeof part !== "string" && "secret" in part ? part.secret : [])),
  );
  return {
    address,
    kind: "process",
    spec,
    specHash: digestData(spec),
    secrets: [...new Set(names)].sort(),
    forceNew: [],
    dependsOn: [
      ...needs.map((need) => ({ address: need, until: "ready" as const })),
      ...restartWith.map((need) => ({ address: need, until: "ready" as const, restart: true })),
    ],
    ...others,
  };
}

export const secretValue = (name: string) => ({ template: [{ secret: name }] });

export const envSecret = (name: string, variable: string): Secret => ({
  name,
  source: { kind: "env", name: variable },
  origin: { layer: "stack" },
});
