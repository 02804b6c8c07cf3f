import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Security, Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import { type Reference, referencesIn, valueText } from "../../../src/model/value.ts";

/** What the capability table cannot tell, because it depends on the value or on what is run. */
export function judge(model: Model): readonly Diagnostic[] {
  const workloads = [...model.services, ...model.servers];
  return [
    ...workloads.flatMap((thing) => (thing.run.kind === "image" ? judgeContainer(thing) : judgeProcess(thing))),
    ...model.servers.flatMap(judgeScale),
  ];
}

function judgeScale({ name, address, origin, origins, scale }: Server): readonly Diagnostic[] {
  const replicas = Math.max(scale.replicas, scale.auto?.min ?? 0);
  return replicas > 1
    ? [
        diagnose(
          "MCPC4102",
          { server: name, replicas },
          { range: origins?.["scale.replicas"] ?? origins?.["scale.min"] ?? origin.range, address },
        ),
      ]
    : [];
}

function judgeProcess(thing: Server | Service): readonly Diagnostic[] {
  if (thing.run.kind === "url" || thing.run.kind === "external") return [];
  return containerFields(thing.security).map((field) =>
    diagnose("MCPC4101", { field, thing: nameOf(thing) }, { range: thing.origins?.[field] ?? thing.origin.range, address: thing.address }),
  );
}

function containerFields({ user, privileged, capabilities, mounts }: Security): readonly string[] {
  return [
    ...(user === undefined ? [] : ["security.user"]),
    ...(privileged ? ["security.privileged"] : []),
    ...(capabilities.length > 0 ? ["security.capabilities"] : []),
    ...(mounts.length > 0 ? ["security.mounts"] : []),
  ];
}

function judgeContainer(thing: Server | Service): readonly Diagnostic[] {
  if (thing.security.hostNetwork) return [];
  const pointing = referencesIn([thing.run, thing.env]).find((reference: Reference) => "service" in reference || "server" in reference);
  if (pointing === undefined) return [];
  const reference = valueText({ template: [pointing] });
  return [diagnose("MCPC4103", { thing: nameOf(thing), reference }, { range: thing.origin.range, address: thing.address })];
}

function nameOf({ address, name }: Server | Service): string {
  return `${address.startsWith("server.") ? "server" : "service"} "${name}"`;
}
