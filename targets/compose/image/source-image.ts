import { lockedReference } from "../../../src/compiling/image-lock.ts";
import { joinPath } from "../../../src/host/paths.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service, ServiceRun } from "../../../src/model/service.ts";
import { version } from "../../../src/model/version.ts";
import type { CompileState } from "../compile/compile-state.ts";
import type { BuiltImage } from "../compose-spec.ts";
import { sourceFolderTemplate } from "../templates/source-folder.hbs.ts";
import { builtImage, imageHeader } from "./built-image.ts";
import { copiedFolder } from "./copied-folder.ts";
import { type NodeKind, runtimeCommand, runtimeFile } from "./launch.ts";
import { npmSecrets } from "./npm-secrets.ts";
import { ownerOf } from "./owner.ts";
import { pythonBase } from "./python-base.ts";
import { renderDockerfile } from "./render.ts";
import { runtimeImage } from "./runtime-image.ts";

type CommandRun = Extract<ServiceRun, { kind: "command" }>;

/** What a command needs to run, by its first word; `undefined` when nobody but its author knows. */
export function languageOf({ command }: CommandRun): "node" | "python" | undefined {
  const [program] = command;
  if (typeof program !== "string") return undefined;
  if (program === "node") return "node";
  return /^python3?(?:\.\d+)?$/.test(program) ? "python" : undefined;
}

/** Folder whose files become the image's `/app`. */
export function sourceFolder({ cwd, build }: CommandRun): string {
  return joinPath(build?.context ?? cwd);
}

/** Where the command runs in there; `undefined` when that is outside of what is copied. */
export function folderInImage(run: CommandRun): string | undefined {
  const [folder, cwd] = [sourceFolder(run), joinPath(run.cwd)];
  if (cwd === folder) return "/app";
  if (folder === "." && !cwd.startsWith("..") && !cwd.startsWith("/")) return `/app/${cwd}`;
  return cwd.startsWith(`${folder}/`) ? `/app/${cwd.slice(folder.length + 1)}` : undefined;
}

/** An image for a folder of the stack, with the packages that its lock file or `requirements.txt` names. */
export function sourceImage(
  thing: Server | Service,
  run: CommandRun,
  state: CompileState,
): { readonly image: BuiltImage; readonly node: NodeKind } {
  const { images } = state.options;
  const folder = sourceFolder(run);
  const source = copiedFolder(folder, state);
  const { files = [] } = state.inputs.folders.get(folder) ?? {};
  const python = languageOf(run) === "python";
  const runtime = runtimeImage(state);
  const node: NodeKind = python ? "brought" : "own";
  const npm = python ? [] : ["package.json", "package-lock.json"].filter((name) => files.includes(name));
  const pip = python && files.includes("requirements.txt");
  const usesNpm = npm.includes("package.json");
  const install = npm.length === 2 ? "ci" : "install";
  const base = python ? pythonBase(undefined, state) : images.node;
  const dockerfile = renderDockerfile(sourceFolderTemplate, {
    header: imageHeader(`the image of ${thing.address}`, version),
    base: lockedReference(base, state.lock),
    runtime: runtime.tag,
    runtimeFiles: python ? "/opt/mcpc" : runtimeFile,
    owner: ownerOf(thing),
    data: thing.data === undefined ? false : ["/opt/mcpc/empty", thing.data.path],
    args: Object.keys(run.build?.args ?? {}),
    npm: usesNpm ? npm : false,
    pip,
    python,
    install: ["npm", install, "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"],
    workdir: folderInImage(run) ?? "/app",
    entrypoint: runtimeCommand(node),
  });
  const registry: Record<string, null> = usesNpm ? { NPM_CONFIG_REGISTRY: null } : pip ? { PIP_INDEX_URL: null } : {};
  const parts = {
    dockerfile: "Dockerfile",
    files: { Dockerfile: dockerfile, "Dockerfile.dockerignore": source.ignore },
    source: source.source,
    bases: [base],
    from: [runtime],
    args: { ...registry, ...run.build?.args },
    secrets: usesNpm ? npmSecrets(state.options) : {},
  };
  return { image: builtImage(thing.name, parts, state), node };
}
