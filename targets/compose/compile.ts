import type { Artifact } from "../../src/engine/artifact.ts";
import type { CompileContext, Compiled } from "../../src/engine/target.ts";
import type { Model } from "../../src/model/model.ts";
import { once } from "../../src/model/once.ts";
import { imageFolder, imagesToBuild } from "./compile/build-sections.ts";
import { compileState } from "./compile/compile-state.ts";
import { composeFile } from "./compile/compose-file.ts";
import { environmentFiles } from "./compile/env-example.ts";
import { judge } from "./compile/judge.ts";
import { readme } from "./compile/readme.ts";
import { compileResources } from "./compile/resources.ts";
import { usedImages } from "./compile/used-images.ts";
import type { BuiltImage, ContainerSpec } from "./compose-spec.ts";
import { ownServices } from "./names.ts";
import type { ComposeOptions } from "./options.ts";

/** Model → one resource per container, and a folder that Docker Compose can work with. Pure; made when asked for. */
export function compile(model: Model, context: CompileContext<ComposeOptions>): Compiled {
  const { options, inputs, folder } = context;
  const state = compileState(model, options, inputs);
  const resources = once(() => compileResources(state));
  const artifacts = once(() => {
    // Made when it is read, from a digest of the whole stack.
    const { provenance } = context;
    const specs = resources().map(({ spec }) => spec as ContainerSpec);
    const images = [...imagesToBuild(specs).values()];
    return [
      composeFile(resources(), folder, provenance, state),
      ...environmentFiles(resources(), provenance),
      readme(resources(), state, provenance),
      ...specs.flatMap(({ files }) => Object.entries(files).map(([path, content]) => artifact(path, content))),
      ...images.flatMap(imageFiles),
    ].sort((a, b) => (a.path < b.path ? -1 : 1));
  });
  const builds = () => imagesToBuild(resources().map(({ spec }) => spec as ContainerSpec)).has(ownServices.runtime);
  return {
    get resources() {
      return resources();
    },
    get artifacts() {
      return artifacts();
    },
    get runtimePath() {
      return builds() ? "runtime/mcpc-runtime.mjs" : undefined;
    },
    get images() {
      return usedImages(resources().map(({ spec }) => spec as ContainerSpec));
    },
    diagnostics: judge(state),
  };
}

/** What goes into an image that mcpc wrote; beside somebody's own Dockerfile nothing is needed. */
function imageFiles(image: BuiltImage): readonly Artifact[] {
  if (image.files[image.dockerfile] === undefined) return [];
  return Object.entries(image.files).map(([path, content]) => artifact(`${imageFolder(image)}/${path}`, content));
}

function artifact(path: string, content: string): Artifact {
  const types: Readonly<Record<string, string>> = {
    json: "application/json",
    yml: "application/yaml",
    yaml: "application/yaml",
    mjs: "text/javascript",
  };
  return { path, content, mediaType: types[path.slice(path.lastIndexOf(".") + 1)] ?? "text/plain", sources: [] };
}
