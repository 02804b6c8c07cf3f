import type { Model } from "../../../src/model/model.ts";
import type { Server } from "../../../src/model/server.ts";

/** The front door as nginx sees it: with our gateway behind it there is nothing left to do but pass on. */
export function siteModel(model: Model): Model {
  if (model.nginx?.gateway !== true) return model;
  const servers = model.servers.map(
    (server): Server => ({
      ...server,
      run: { kind: "image", image: "gateway", args: [] },
      transport: "http",
      bridge: { stateful: false },
      scale: { replicas: server.scale.replicas, affinity: "none" },
      limits: server.limits.bodyBytes === undefined ? {} : { bodyBytes: server.limits.bodyBytes },
      tools: { deny: [], rename: {}, limits: {} },
    }),
  );
  return { ...model, servers, gateway: { ...model.gateway, auth: {}, limits: {} } };
}
