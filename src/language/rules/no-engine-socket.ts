import { type Rule, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** Sockets of container engines, and the folders they stand in. */
const socket = /(?:^|\/)(?:docker|podman|containerd|crio|cri-dockerd|buildkitd)\.sock$/;
const folders = new Set(["/", "/run", "/var", "/var/run", "/run/podman", "/run/containerd", "/run/docker"]);

/** Nothing gets to give orders to the engine that runs it. */
export const noEngineSocket: Rule = {
  name: "no-engine-socket",
  codes: ["MCPC5014"],
  check(context) {
    for (const { kind, section, name, thing } of thingsOf(context)) {
      for (const [index, { source }] of thing.security.mounts.entries()) {
        const folder = source.replace(/(?<=.)\/+$/, "");
        if (!socket.test(folder) && !folders.has(folder)) continue;
        const range = context.near([section, name, "security", "mounts", index, "source"], "value");
        context.report("MCPC5014", { who: title(kind, name), source }, { range, address: `${kind}.${name}` });
      }
    }
  },
};
