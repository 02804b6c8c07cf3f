import type { Artifact } from "../../../src/engine/artifact.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { ContainerSpec } from "../compose-spec.ts";
import { secretVariable } from "../names.ts";
import { imagesToBuild } from "./build-sections.ts";
import { neededInputs } from "./needed-inputs.ts";

/** `.env.example` and what keeps its copy out of a repository. */
export function environmentFiles(resources: readonly DesiredResource[], provenance: readonly string[]): readonly Artifact[] {
  const { plain, variables } = neededInputs(resources);
  const head = provenance.map((line) => `# ${line}`);
  const lines = [
    ...head,
    "# For `docker compose` without mcpc: copy to .env and fill in. mcpc itself needs none of it.",
    "",
    "# Folder with one file per secret.",
    "#MCPC_SECRETS_DIR=./secrets",
    ...registryLines(resources),
    ...(plain.length === 0 ? [] : ["", "# Secrets that an image takes only as a variable."]),
    ...plain.map((name) => `${secretVariable(name)}=`),
    ...(variables.length === 0 ? [] : ["", "# Variables that the stack refers to."]),
    ...variables.map(({ name, default: otherwise }) => (otherwise === undefined ? `${name}=` : `#${name}=${oneLine(otherwise)}`)),
    "",
  ];
  return [
    { path: ".env.example", content: lines.join("\n"), mediaType: "text/plain", sources: [] },
    { path: ".gitignore", content: [...head, "/.env", "/secrets/", ""].join("\n"), mediaType: "text/plain", sources: [] },
  ];
}

/** What builds take from whoever builds. */
function registryLines(resources: readonly DesiredResource[]): readonly string[] {
  const images = [...imagesToBuild(resources.map(({ spec }) => spec as ContainerSpec)).values()];
  const names = new Set(images.flatMap(({ args }) => Object.keys(args).filter((name) => args[name] === null)));
  if (names.size === 0) return [];
  return ["", "# Where builds get packages from, if not from where everybody does.", ...[...names].sort().map((name) => `#${name}=`)];
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}
