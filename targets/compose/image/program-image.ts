import { lockedReference } from "../../../src/compiling/image-lock.ts";
import type { Build, Run } from "../../../src/model/run.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service, ServiceRun } from "../../../src/model/service.ts";
import type { Value } from "../../../src/model/value.ts";
import { version } from "../../../src/model/version.ts";
import type { CompileState } from "../compile/compile-state.ts";
import type { BuiltImage, ImageSpec } from "../compose-spec.ts";
import { bridgedImageTemplate } from "../templates/bridged-image.hbs.ts";
import { nodePackageTemplate } from "../templates/node-package.hbs.ts";
import { pythonPackageTemplate } from "../templates/python-package.hbs.ts";
import { checkPythonVersion, chooseNodeProgram, choosePythonProgram } from "./build-scripts.ts";
import { builtImage, imageHeader } from "./built-image.ts";
import { copiedFolder } from "./copied-folder.ts";
import { bridgePort, type NodeKind, runtimeCommand } from "./launch.ts";
import { npmSecrets } from "./npm-secrets.ts";
import { ownerOf } from "./owner.ts";
import { pythonBase } from "./python-base.ts";
import { renderDockerfile } from "./render.ts";
import { runtimeImage } from "./runtime-image.ts";
import { sourceImage } from "./source-image.ts";

/** The image of a server or service, and how what it runs is started in there. */
export interface ProgramImage {
  readonly image: ImageSpec;
  /** What starts the program. Absent: the image's own entry point does, and nobody knows it. */
  readonly program?: readonly Value[];
  /** Arguments for the image's own entry point. */
  readonly args?: readonly Value[];
  /** How to start mcpc's runtime, which is in the image; absent where it is not. */
  readonly node?: NodeKind;
}

/** Everything that is started has an image; `undefined` for what runs elsewhere. */
export function programImage(thing: Server | Service, state: CompileState): ProgramImage | undefined {
  const { run } = thing;
  switch (run.kind) {
    case "npm":
      return { image: nodePackage(thing, run, state), program: ["node", "/app/program", ...run.args], node: "own" };
    case "pypi":
      return { image: pythonPackage(thing, run, state), program: ["/app/program", ...run.args], node: "brought" };
    case "command":
      return commandImage(thing, run, state);
    case "image":
      return foreignImage(thing, run, state);
    default:
      return undefined;
  }
}

function nodePackage(thing: Server | Service, run: Extract<Run, { kind: "npm" }>, state: CompileState): BuiltImage {
  const { images } = state.options;
  const runtime = runtimeImage(state);
  const scripts = run.installScripts ? [] : ["--ignore-scripts"];
  const dockerfile = renderDockerfile(nodePackageTemplate, {
    ...common(thing, runtime, "own"),
    base: lockedReference(images.node, state.lock),
    install: ["npm", "install", "--omit=dev", ...scripts, "--no-audit", "--no-fund", "--no-update-notifier"],
    choose: ["node", "choose-program.mjs", run.package, ...(run.bin === undefined ? [] : [run.bin])],
    port: thing.port ?? bridgePort,
  });
  const manifest = { private: true, dependencies: { [run.package]: run.version } };
  const files = {
    Dockerfile: dockerfile,
    "package.json": `${JSON.stringify(manifest, undefined, 2)}\n`,
    "choose-program.mjs": chooseNodeProgram,
  };
  return builtImage(thing.name, { ...buildParts(state, runtime), files, bases: [images.node], args: { NPM_CONFIG_REGISTRY: null } }, state);
}

function pythonPackage(thing: Server | Service, run: Extract<Run, { kind: "pypi" }>, state: CompileState): BuiltImage {
  const runtime = runtimeImage(state);
  const base = pythonBase(run.python, state);
  const dockerfile = renderDockerfile(pythonPackageTemplate, {
    ...common(thing, runtime, "brought"),
    base: lockedReference(base, state.lock),
    version: run.python === undefined ? false : ["python3", "-c", checkPythonVersion, run.python],
    choose: ["/app/venv/bin/python3", "choose-program.py", run.package, ...(run.bin === undefined ? [] : [run.bin])],
    port: thing.port ?? bridgePort,
  });
  const requirements = [`${run.package}==${run.version}`, ...run.with];
  const files = {
    Dockerfile: dockerfile,
    "requirements.txt": requirements.map((line) => `${line}\n`).join(""),
    "choose-program.py": choosePythonProgram,
  };
  return builtImage(thing.name, { ...buildParts(state, runtime), files, bases: [base], args: { PIP_INDEX_URL: null }, secrets: {} }, state);
}

function commandImage(
  thing: Server | Service,
  run: Extract<ServiceRun, { kind: "command" }>,
  state: CompileState,
): ProgramImage | undefined {
  if (run.build?.dockerfile !== undefined) {
    const base = ownDockerfile(thing, run.build, state);
    return { image: bridgedImage(thing, base.tag, { from: [base], bases: [] }, state), program: run.command, node: "brought" };
  }
  const { image, node } = sourceImage(thing, run, state);
  return { image, program: run.command, node };
}

/** What somebody wrote a Dockerfile for; mcpc puts its runtime on top in an image of its own. */
function ownDockerfile(thing: Server | Service, build: Build, state: CompileState): BuiltImage {
  const { context, dockerfile = "Dockerfile", args = {}, target } = build;
  const { source } = copiedFolder(context, state);
  const parts = { dockerfile, files: {}, source, bases: [], from: [], args, secrets: {} };
  return builtImage(`mcpc-base-${thing.name}`, { ...parts, ...(target !== undefined && { target }) }, state);
}

function foreignImage(
  thing: Server | Service,
  run: Extract<Run, { kind: "image" }> | Extract<ServiceRun, { kind: "image" }>,
  state: CompileState,
): ProgramImage {
  const command = "command" in run ? run.command : undefined;
  const program = command === undefined ? {} : { program: [...command, ...run.args] };
  if ("bridge" in thing && thing.bridge !== undefined) {
    const image = bridgedImage(thing, lockedReference(run.image, state.lock), { from: [], bases: [run.image] }, state);
    return { image, ...program, node: "brought" };
  }
  const digest = run.image.includes("@") ? undefined : state.lock[run.image];
  return { image: { kind: "pulled", reference: run.image, ...(digest !== undefined && { digest }) }, ...program, args: run.args };
}

function bridgedImage(thing: Server | Service, base: string, upon: Pick<BuiltImage, "from" | "bases">, state: CompileState): BuiltImage {
  const runtime = runtimeImage(state);
  const dockerfile = renderDockerfile(bridgedImageTemplate, { ...common(thing, runtime, "brought"), base });
  const parts = {
    dockerfile: "Dockerfile",
    files: { Dockerfile: dockerfile },
    bases: upon.bases,
    from: [runtime, ...upon.from],
    args: {},
    secrets: {},
  };
  return builtImage(thing.name, parts, state);
}

function common(thing: Server | Service, runtime: BuiltImage, node: NodeKind) {
  return {
    header: imageHeader(`the image of ${thing.address}`, version),
    runtime: runtime.tag,
    owner: ownerOf(thing),
    data: thing.data === undefined ? false : ["/opt/mcpc/empty", thing.data.path],
    entrypoint: runtimeCommand(node),
  };
}

function buildParts({ options }: CompileState, runtime: BuiltImage) {
  return { dockerfile: "Dockerfile", from: [runtime], secrets: npmSecrets(options) };
}
