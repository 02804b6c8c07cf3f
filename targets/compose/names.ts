import type { Scope } from "../../src/engine/scope.ts";
import { type Address, addressName } from "../../src/model/address.ts";
import type { ComposeOptions } from "./options.ts";

/** Name of the Compose project. */
export function projectName(
  { stack, environment }: Pick<Scope, "stack" | "environment">,
  { project }: Pick<ComposeOptions, "project">,
): string {
  return project ?? `${stack}-${environment}`;
}

/** What mcpc adds to a stack itself, as Compose services; the prefix keeps them apart from what the stack names. */
export const ownServices = {
  /** The front door, whatever it is made of. */
  edge: "mcpc-edge",
  /** The gateway behind nginx. */
  gateway: "mcpc-gateway",
  prometheus: "mcpc-prometheus",
  grafana: "mcpc-grafana",
  runtime: "mcpc-runtime",
} as const;

/** Labels by which what is ours is found. */
export const labelNames = {
  stack: "dev.mcpc.stack",
  environment: "dev.mcpc.environment",
  address: "dev.mcpc.address",
  specHash: "dev.mcpc.spec-hash",
  revision: "dev.mcpc.revision",
  /** On containers that mcpc made: the whole spec, so that a plan can say what is different. */
  spec: "dev.mcpc.spec",
  /** On containers that mcpc made: fingerprints of the secrets and variables it was given. */
  inputs: "dev.mcpc.inputs",
  /** Who made it: see `ownerMark`. */
  owner: "dev.mcpc.owner",
  /** On images that mcpc built: the name it gave them, the stack and environment they are for, who built them. */
  image: "dev.mcpc.image.name",
  imageOf: "dev.mcpc.image.of",
  imageOwner: "dev.mcpc.image.owner",
} as const;

export function ownerLabels({ stack, environment }: Pick<Scope, "stack" | "environment">, address?: Address): Record<string, string> {
  return {
    [labelNames.stack]: stack,
    [labelNames.environment]: environment,
    ...(address !== undefined && { [labelNames.address]: address }),
  };
}

/** Variable that Compose puts a secret's value in from, where a container has to have it as a plain variable. */
export function secretVariable(name: string): string {
  return `MCPC_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
}

/** Name of the Compose service at an address. */
export function serviceName(address: Address): string {
  if (address === "gateway") return ownServices.edge;
  return address.startsWith("platform.") ? `mcpc-${addressName(address)}` : addressName(address);
}
