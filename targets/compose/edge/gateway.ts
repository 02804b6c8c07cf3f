import type { Address } from "../../../src/model/address.ts";
import type { CompileState } from "../compile/compile-state.ts";
import { publish } from "../compile/published-ports.ts";
import type { ContainerSpec } from "../compose-spec.ts";
import { runtimeCommand } from "../image/launch.ts";
import { runtimeImage } from "../image/runtime-image.ts";
import { gatewayParts, gatewayPort } from "./gateway-config.ts";
import { folderMount, ownContainer } from "./own-container.ts";

/** mcpc's gateway; `isFrontDoor` publishes it, else something of the stack's own stands in front. */
export function gatewayContainer(address: Address, isFrontDoor: boolean, state: CompileState): ContainerSpec {
  const { config, environment, runtimeOptions, secretFiles } = gatewayParts(state.model, state);
  const { published, ports } = publish(isFrontDoor ? [frontPort(gatewayPort, state)] : []);
  const start = ["gateway", "--config", "/etc/mcpc/gateway.json"];
  // Variables with secrets in them are put together before the gateway is there to read them.
  const command = runtimeOptions.length === 0 ? start : ["exec", ...runtimeOptions, "--", ...runtimeCommand("brought"), ...start];
  return ownContainer(
    address,
    runtimeImage(state),
    {
      entrypoint: runtimeCommand("brought"),
      command,
      ...(Object.keys(environment).length > 0 && { environment }),
      healthcheck: {
        test: [
          "CMD",
          ...runtimeCommand("brought"),
          "probe",
          `http://127.0.0.1:${gatewayPort}/healthz`,
          "--check",
          "http",
          "--timeout",
          "5s",
        ],
        interval: "5s",
        timeout: "6s",
        retries: 3,
        start_period: "30s",
      },
      ...(ports.length > 0 && { ports }),
      volumes: [folderMount("gateway", "/etc/mcpc")],
      ...(secretFiles.length > 0 && { secrets: secretFiles }),
    },
    {
      files: { "gateway/gateway.json": config },
      secretFiles,
      reload: { signal: "SIGHUP" },
      ...(published.length > 0 && { published }),
    },
    state,
  );
}

/** Where the front door is on the machine. */
export function frontPort(container: number, { model, options }: CompileState) {
  return { address: options.host ?? model.gateway.host, host: options.port ?? model.gateway.port ?? 7420, container };
}
