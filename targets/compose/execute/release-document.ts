import { joinPath } from "../../../src/host/paths.ts";
import { isRecord } from "../../../src/model/record.ts";
import { isTemplate, type Value } from "../../../src/model/value.ts";
import type { ContainerSpec } from "../compose-spec.ts";
import { engineReference } from "../engine-reference.ts";
import { labelNames } from "../names.ts";
import { type ReleaseKey, releaseNames } from "../release-folder.ts";

/** A Compose file for one service, and the variables that Compose has to find in its environment when it reads it. */
export interface ComposeDocument {
  readonly content: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface DocumentParts {
  readonly project: string;
  readonly key: ReleaseKey;
  readonly spec: ContainerSpec;
  readonly revision: number;
  /** Folder of the stack file. */
  readonly root: string;
  /** Every reference put in. */
  readonly text: (value: Value) => string;
}

/**
 * The Compose file that containers of one release are made from; JSON is YAML. Texts with references come to Compose as variables of its
 * environment, so that no secret is in the file, and whatever they hold is taken as it is. Networks and volumes are there already.
 */
export function releaseDocument({ project, key, spec, revision, root, text }: DocumentParts): ComposeDocument {
  const variables: Record<string, string> = {};
  const toCompose = (data: unknown): unknown => {
    if (typeof data === "string") return literal(data);
    if (isTemplate(data)) {
      const name = `MCPC_VALUE_${Object.keys(variables).length + 1}`;
      variables[name] = text(data);
      return `\${${name}}`;
    }
    if (Array.isArray(data)) return data.map(toCompose);
    if (isPath(data, "stack")) return literal(joinPath(root, data.stack));
    if (isPath(data, "beside")) return literal(`./${data.beside}`);
    return isRecord(data) ? Object.fromEntries(Object.entries(data).map(([name, value]) => [name, toCompose(value)])) : data;
  };
  const labels = {
    ...spec.service.labels,
    [labelNames.specHash]: key.hash,
    [labelNames.spec]: JSON.stringify(spec),
    [labelNames.owner]: key.owner,
    [labelNames.inputs]: JSON.stringify(key.inputs),
    [labelNames.revision]: String(revision),
  };
  const external = (named: Readonly<Record<string, { readonly name: string }>>) =>
    Object.fromEntries(Object.entries(named).map(([alias, { name }]) => [alias, { external: true, name }]));
  const document = {
    name: project,
    services: { [key.service]: toCompose({ ...spec.service, image: engineReference(spec.image), labels }) },
    networks: external(spec.networks),
    volumes: external(spec.volumes),
    secrets: Object.fromEntries(
      [...spec.secretFiles, ...Object.keys(spec.madeSecrets)].map((name) => [name, { file: `./${releaseNames.secrets}/${name}` }]),
    ),
  };
  return { content: `${jsonForYaml(document)}\n`, variables };
}

/** A path that stands for a place: in the stack's folder, or beside the Compose file. */
function isPath<Place extends string>(data: unknown, place: Place): data is { readonly [Key in Place]: string } {
  return isRecord(data) && Object.keys(data).length === 1 && typeof data[place] === "string";
}

/** JSON that means the same as YAML 1.1, which takes some characters for line breaks, and others not at all. */
function jsonForYaml(data: unknown): string {
  const text = JSON.stringify(data, undefined, 2);
  return text.replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Compose puts variables into every text; a doubled `$` is one. */
function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}
