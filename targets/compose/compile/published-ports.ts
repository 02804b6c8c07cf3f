import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import type { ContainerSpec } from "../compose-spec.ts";
import type { CompileState } from "./compile-state.ts";
import { portOf } from "./values.ts";

type Published = NonNullable<ContainerSpec["published"]>[number];

/** What of a container can be reached from the machine: nothing, but for servers that stand behind no front door. */
export function publishedPorts(thing: Server | Service, state: CompileState) {
  if (!("transport" in thing) || state.model.edge !== "none") return { published: [], ports: [] };
  return publish([publishedPort(thing, state)]);
}

/** Several of one server cannot have one port, so each gets one of the engine's choice. */
function publishedPort(server: Server, { model, options }: CompileState): Published {
  const container = portOf(server);
  const own = server.scale.replicas > 1 ? 0 : (options.ports[server.name] ?? server.port ?? 0);
  return { address: options.host ?? model.gateway.host, host: own, container };
}

/** In Compose's long form, and for the live part. */
export function publish(published: readonly Published[]) {
  const ports = published.map(({ address, host, container }) => ({
    mode: "host",
    host_ip: address,
    target: container,
    ...(host !== 0 && { published: String(host) }),
    protocol: "tcp",
  }));
  return { published, ports };
}
