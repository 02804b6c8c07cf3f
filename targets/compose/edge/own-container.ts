import type { Address } from "../../../src/model/address.ts";
import type { CompileState } from "../compile/compile-state.ts";
import { servers } from "../compile/networks.ts";
import type { ContainerSpec, ImageSpec, ServiceDefinition } from "../compose-spec.ts";
import { ownerLabels } from "../names.ts";

/** What mcpc itself puts beside the stack's servers: locked down like them. */
export function ownContainer(
  address: Address,
  image: ImageSpec,
  service: Omit<ServiceDefinition, "labels">,
  parts: Partial<Omit<ContainerSpec, "image" | "service">>,
  state: CompileState,
): ContainerSpec {
  const networks = servers(state);
  const { logs } = state.options;
  return {
    replicas: 1,
    image,
    service: {
      init: true,
      user: "10001:10001",
      read_only: true,
      tmpfs: ["/tmp"],
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      restart: "unless-stopped",
      // Calls and streams that are under way get time to end.
      stop_grace_period: "30s",
      logging: { driver: "json-file", options: { "max-size": logs.maxSize, "max-file": String(logs.files) } },
      ...service,
      networks: Object.fromEntries(Object.keys(networks).map((name) => [name, null])),
      labels: ownerLabels(state.model, address),
    },
    files: {},
    secretFiles: [],
    madeSecrets: {},
    volumes: {},
    networks,
    ...parts,
  };
}

/** A folder beside the Compose file, as a mount. */
export function folderMount(folder: string, target: string) {
  return { type: "bind", source: { beside: folder }, target, read_only: true };
}
