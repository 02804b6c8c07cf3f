import { lockedReference } from "../../../src/compiling/image-lock.ts";
import { version } from "../../../src/model/version.ts";
import type { CompileState } from "../compile/compile-state.ts";
import type { BuiltImage } from "../compose-spec.ts";
import { runtimeTemplate } from "../templates/runtime.hbs.ts";
import { collectNode } from "./build-scripts.ts";
import { builtImage, imageHeader } from "./built-image.ts";
import { runtimeCommand } from "./launch.ts";
import { renderDockerfile } from "./render.ts";

/** mcpc's runtime: what carries stdio servers and the gateway, and what checks health. Also the image of the gateway itself. */
export function runtimeImage(state: CompileState): BuiltImage {
  const known = made.get(state) ?? makeRuntimeImage(state);
  made.set(state, known);
  return known;
}

/** Every other image of a compilation takes from it. */
const made = new WeakMap<CompileState, BuiltImage>();

function makeRuntimeImage(state: CompileState): BuiltImage {
  const { images } = state.options;
  const dockerfile = renderDockerfile(runtimeTemplate, {
    header: imageHeader("the runtime that all other images carry", version),
    base: lockedReference(images.node, state.lock),
    collect: ["node", "collect-node.mjs", "/opt/mcpc"],
    entrypoint: runtimeCommand("brought"),
  });
  return builtImage(
    "mcpc-runtime",
    {
      dockerfile: "Dockerfile",
      files: { Dockerfile: dockerfile, "collect-node.mjs": collectNode },
      runtime: { digest: state.inputs.runtime ?? "" },
      bases: [images.node],
      from: [],
      args: {},
      secrets: {},
    },
    state,
  );
}
