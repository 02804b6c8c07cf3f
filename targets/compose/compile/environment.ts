import { secretText } from "../../../src/compiling/secret-text.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import { referencesOf, secretsIn, type Value } from "../../../src/model/value.ts";
import type { CompileState } from "./compile-state.ts";
import { composeKnown, hasSecret, onlySecret } from "./values.ts";

/** How a container comes to its variables. */
export interface ContainerEnvironment {
  /** Plain variables of the container. */
  readonly environment: Readonly<Record<string, Value>>;
  /** Options for the runtime, which puts secrets into variables: `--env NAME=TEXT`, with references as the stack file writes them. */
  readonly runtimeOptions: readonly string[];
  /** Names of the secrets that are read from files. */
  readonly secretFiles: readonly string[];
  /** Variables that hold a secret for everybody who may ask the engine about the container. */
  readonly plainSecrets: readonly string[];
}

/** Where the runtime finds the environment variables of whoever applies that stand beside a secret in one text. */
const inputPrefix = "MCPC_INPUT_";

/** With the runtime in the image, secrets come as files and the runtime puts them in. */
export function runtimeEnvironment(thing: Server | Service, state: CompileState): ContainerEnvironment {
  const known = composeKnown(thing, state);
  const environment: Record<string, Value> = {};
  const runtimeOptions: string[] = [];
  const values = Object.entries(thing.env).map(([name, value]) => [name, known(value)] as const);
  for (const [name, value] of values) {
    if (!hasSecret(value)) {
      environment[name] = value;
      continue;
    }
    runtimeOptions.push("--env", `${name}=${secretText(value)}`);
    for (const reference of referencesOf(value)) {
      if ("env" in reference) environment[`${inputPrefix}${reference.env}`] = { template: [reference] };
    }
  }
  return { environment, runtimeOptions, secretFiles: secretsIn(thing.env), plainSecrets: [] };
}

/**
 * Nothing of ours is in the image. Images of the Docker project read `NAME_FILE` for their passwords; every other one has to have the value itself.
 */
export function foreignEnvironment(thing: Server | Service, state: CompileState): ContainerEnvironment {
  const known = composeKnown(thing, state);
  const environment: Record<string, Value> = {};
  const secretFiles = new Set<string>();
  const plainSecrets: string[] = [];
  const image = thing.run.kind === "image" ? thing.run.image : "";
  for (const [name, given] of Object.entries(thing.env)) {
    const value = known(given);
    const secret = onlySecret(value);
    if (secret !== undefined && readsFile(image, name)) {
      environment[`${name}_FILE`] = `/run/secrets/${secret}`;
      secretFiles.add(secret);
    } else {
      environment[name] = value;
      if (hasSecret(value)) plainSecrets.push(name);
    }
  }
  return { environment, runtimeOptions: [], secretFiles: [...secretFiles].sort(), plainSecrets };
}

/** Image → variables that it also takes as `NAME_FILE`, by its page on Docker Hub. */
const fileVariables: readonly (readonly [image: RegExp, variables: RegExp])[] = [
  [/^postgres$/, /^POSTGRES_(?:PASSWORD|USER|DB|INITDB_ARGS)$/],
  [/^mysql$/, /^MYSQL_(?:ROOT_PASSWORD|ROOT_HOST|DATABASE|USER|PASSWORD)$/],
  [/^mariadb$/, /^(?:MARIADB|MYSQL)_(?:ROOT_PASSWORD|ROOT_HOST|DATABASE|USER|PASSWORD)(?:_HASH)?$/],
  [/^mongo$/, /^MONGO_INITDB_ROOT_(?:USERNAME|PASSWORD)$/],
  [/^(?:grafana|grafana-oss)$/, /^GF_/],
];

function readsFile(image: string, variable: string): boolean {
  const name =
    image
      .replace(/@.*$/, "")
      .replace(/:[^/]*$/, "")
      .split("/")
      .at(-1) ?? "";
  return fileVariables.some(([images, variables]) => images.test(name) && variables.test(variable));
}
