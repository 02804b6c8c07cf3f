import type { Snapshot } from "../../src/engine/resource.ts";

/** What operations depend on that is no resource. */
export interface ComposeFacts {
  /** `name:tag` and `name@digest` of the images on the engine → their id. */
  readonly images: Readonly<Record<string, string>>;
  /** Networks and volumes that carry our mark. */
  readonly networks: readonly string[];
  readonly volumes: readonly { readonly name: string; readonly address: string }[];
  /** Address → ids of its containers: what the plan knew of. */
  readonly containers: Readonly<Record<string, readonly string[]>>;
  /** Port of the host → name of the foreign container that has it. */
  readonly ports: Readonly<Record<string, string>>;
}

export function factsOf({ facts }: Snapshot): ComposeFacts {
  return { images: {}, networks: [], volumes: [], containers: {}, ports: {}, ...facts };
}
