import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { joinPath } from "../../src/host/paths.ts";
import { digestData, digestText } from "../../src/model/digest.ts";
import type { ContainerSpec } from "./compose-spec.ts";

/** What a container was made with, apart from how many there are: two with the same are the same. */
export interface ReleaseKey {
  readonly service: string;
  readonly hash: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** See `ownerMark`. */
  readonly owner: string;
}

/**
 * Who makes containers: one state on one machine. What they mount lies in that state, and fingerprints of secrets are made with its key, so
 * that neither means anything to anybody else.
 */
export function ownerMark({ stateDirectory }: Pick<Scope, "stateDirectory">, { process }: Pick<ReadOnlyHost, "process">): string {
  return digestText(`${process.hostname} ${stateDirectory}`).slice("sha256:".length, "sha256:".length + 12);
}

/** What lies in a release beside the files of the spec: the Compose file, the secrets, where a front door was led. */
export const releaseNames = { composeFile: "mcpc-compose.json", secrets: "mcpc-secrets", peers: "mcpc-peers.json" } as const;

/** Whether containers of a spec mount anything of their release. */
export function mountsRelease({ files, secretFiles, madeSecrets }: ContainerSpec): boolean {
  return Object.keys(files).length + secretFiles.length + Object.keys(madeSecrets).length > 0;
}

/** Where everything lies that containers of one spec with one set of secrets mount; it stays as long as one of them is there. */
export function releaseFolder(
  scope: Pick<Scope, "stateDirectory">,
  { service, hash, inputs }: Pick<ReleaseKey, "service" | "hash" | "inputs">,
): string {
  return joinPath(serviceFolder(scope, service), releaseName(hash, inputs));
}

export function releaseName(hash: string, inputs: ReleaseKey["inputs"]): string {
  return digestData({ hash, inputs }).slice("sha256:".length, "sha256:".length + 12);
}

export function serviceFolder(scope: Pick<Scope, "stateDirectory">, service: string): string {
  return joinPath(releasesFolder(scope), service);
}

/** Folders that containers mount have to be open to whoever runs in them; nobody else gets past the folder they are all in. */
export const openFolder = 0o755;

/** The folders of all services. */
export function releasesFolder({ stateDirectory }: Pick<Scope, "stateDirectory">): string {
  return joinPath(stateDirectory, "compose");
}
