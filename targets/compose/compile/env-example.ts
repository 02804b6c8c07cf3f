import type { Artifact } from "../../../src/engine/artifact.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import { secretVariable } from "../names.ts";
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

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}
