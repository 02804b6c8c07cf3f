import type { Scope } from "../../src/engine/scope.ts";
import { joinPath } from "../../src/host/paths.ts";
import { digestData } from "../../src/model/digest.ts";

/** What a container was made with, apart from how many there are: two with the same are the same. */
export interface ReleaseKey {
  readonly service: string;
  readonly hash: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What lies in a release beside the files of the spec: the Compose file, the secrets, where a front door was led. */
export const releaseNames = { composeFile: "mcpc-compose.json", secrets: "mcpc-secrets", peers: "mcpc-peers.json" } as const;

/** Where everything lies that containers of one spec with one set of secrets mount; it stays as long as one of them is there. */
export function releaseFolder(scope: Pick<Scope, "stateDirectory">, { service, hash, inputs }: ReleaseKey): string {
  return joinPath(serviceFolder(scope, service), releaseName(hash, inputs));
}

export function releaseName(hash: string, inputs: ReleaseKey["inputs"]): string {
  return digestData({ hash, inputs }).slice("sha256:".length, "sha256:".length + 12);
}

export function serviceFolder(scope: Pick<Scope, "stateDirectory">, service: string): string {
  return joinPath(scope.stateDirectory, "compose", service);
}
