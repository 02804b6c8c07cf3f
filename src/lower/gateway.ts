import type { CheckedStack } from "../language/checked-stack.ts";
import { toValue } from "../language/resolve/template.ts";
import type { Stack } from "../language/schema/stack.ts";
import type { Gateway, Tls } from "../model/gateway.ts";
import { bodyBytes } from "./defaults.ts";
import { originsOfGateway } from "./origins.ts";
import { lowerLimits } from "./workload.ts";

/** The front door with everything filled in; only the port may be left to the target. */
export function lowerGateway(stack: CheckedStack): Gateway {
  const { host, port, hosts, origins, tls, auth, limits } = stack.data.gateway;
  return {
    host,
    port,
    hosts,
    origins,
    tls: lowerTls(tls),
    auth: { bearer: auth.bearer === undefined ? undefined : { tokens: toValue(auth.bearer.tokens) }, jwt: auth.jwt },
    limits: lowerLimits(limits, bodyBytes),
    places: originsOfGateway(stack),
  };
}

function lowerTls(tls: Stack["gateway"]["tls"]): Tls | undefined {
  if (tls?.files !== undefined) return { mode: "files", ...tls.files };
  if (tls?.acme !== undefined) return { mode: "acme", ...tls.acme };
  return tls?.secret === undefined ? undefined : { mode: "secret", name: tls.secret };
}
