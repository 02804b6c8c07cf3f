import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { addressName } from "../../../src/model/address.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import { referencesIn, valueText } from "../../../src/model/value.ts";
import { programImage } from "../image/program-image.ts";
import { folderInImage, languageOf, sourceFolder } from "../image/source-image.ts";
import type { CompileState } from "./compile-state.ts";
import { foreignEnvironment } from "./environment.ts";
import { healthcheck, lacksProber } from "./health.ts";
import { judgeEdge } from "./judge-edge.ts";
import { needsRuntime } from "./needs-runtime.ts";

/** What the capability table cannot tell, because it depends on the value or on what is run. */
export function judge(state: CompileState): readonly Diagnostic[] {
  const { model, inputs } = state;
  const things = [...model.services, ...model.servers].filter(({ address }) => state.present.has(address));
  return [
    ...(needsRuntime(model) && inputs.runtime === undefined ? [diagnose("MCPC6120", { file: "mcpc-runtime.mjs" })] : []),
    ...things.flatMap((thing) => [
      ...judgeImage(thing),
      ...judgeFolder(thing, state),
      ...judgeForeign(thing, state),
      ...judgeNeeds(thing, state),
      ...judgeDefaults(thing),
    ]),
    ...judgeEdge(state),
  ];
}

function judgeImage(thing: Server | Service): readonly Diagnostic[] {
  const { run } = thing;
  if (run.kind !== "image" || !("bridge" in thing) || thing.bridge === undefined || ("command" in run && run.command !== undefined))
    return [];
  return [diagnose("MCPC4201", { server: thing.name, image: run.image }, at(thing, "run.image"))];
}

function judgeFolder(thing: Server | Service, { inputs }: CompileState): readonly Diagnostic[] {
  const { run } = thing;
  if (run.kind !== "command") return [];
  const who = title(thing);
  const own = run.build?.dockerfile !== undefined;
  const folder = own ? run.build.context : sourceFolder(run);
  const found = inputs.folders.get(folder);
  const field = run.build === undefined ? "run.cwd" : "run.build.context";
  if (found === undefined) return [diagnose("MCPC4205", { thing: who, folder, problem: "missing" }, at(thing, field))];
  if (own) return [];
  const language = languageOf(run);
  const [program = ""] = run.command;
  if (language === undefined) return [diagnose("MCPC4204", { thing: who, program: valueText(program) }, at(thing, "run.command"))];
  if (folderInImage(run) === undefined)
    return [diagnose("MCPC4205", { thing: who, folder: run.cwd, problem: "outside" }, at(thing, "run.cwd"))];
  const unlisted = language === "python" && found.files.includes("pyproject.toml") && !found.files.includes("requirements.txt");
  return unlisted ? [diagnose("MCPC4205", { thing: who, folder, problem: "unlisted" }, at(thing, field))] : [];
}

/** What an image of somebody else cannot do for us. */
function judgeForeign(thing: Server | Service, state: CompileState): readonly Diagnostic[] {
  if (thing.run.kind !== "image" || nodeOf(thing, state) !== undefined) return [];
  const { image } = thing.run;
  const { plainSecrets: variables } = foreignEnvironment(thing, state);
  const check = thing.health?.readiness.check.kind ?? "process";
  return [
    ...(lacksProber(thing, undefined) ? [diagnose("MCPC4202", { thing: title(thing), check, image }, at(thing, "health.readiness"))] : []),
    ...(variables.length > 0 ? [diagnose("MCPC4206", { thing: title(thing), variables, image }, at(thing, `env.${variables[0]}`))] : []),
  ];
}

function judgeNeeds(thing: Server | Service, state: CompileState): readonly Diagnostic[] {
  const { model } = state;
  return thing.needs.flatMap(({ address, until }) => {
    const needed = [...model.servers, ...model.services].find((one) => one.address === address);
    if (until !== "healthy" || needed === undefined || needed.run.kind === "url" || needed.run.kind === "external") return [];
    if (healthcheck(needed, nodeOf(needed, state)) !== undefined || !lacksProber(needed, nodeOf(needed, state))) return [];
    return [diagnose("MCPC4203", { thing: title(thing), needed: addressName(address) }, at(thing, `needs.${addressName(address)}`))];
  });
}

/** Compose's own interpolation has no way to write these. */
function judgeDefaults(thing: Server | Service): readonly Diagnostic[] {
  const texts = Object.entries({ ...prefixed(thing.env), run: thing.run });
  return texts.flatMap(([field, text]) =>
    referencesIn(text).flatMap((reference) => {
      if (!("env" in reference) || !/[{}\r\n]/.test(reference.default ?? "")) return [];
      return [diagnose("MCPC4208", { thing: title(thing), variable: reference.env }, at(thing, field))];
    }),
  );
}

function prefixed(env: Server["env"]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [`env.${name}`, value]));
}

function nodeOf(thing: Server | Service, state: CompileState) {
  return thing.run.kind === "image" ? programImage(thing, state)?.node : ("own" as const);
}

function at(thing: Server | Service, field: string) {
  const { origins, origin, address } = thing;
  return { range: origins?.[field] ?? origins?.[field.split(".")[0] ?? ""] ?? origin.range, address };
}

function title({ address, name }: Server | Service): string {
  return `${address.startsWith("server.") ? "server" : "service"} "${name}"`;
}
