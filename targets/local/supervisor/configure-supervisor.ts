import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { tokenHashes } from "../../../src/runtime/gateway/auth/token-hashes.ts";
import type { GatewaySettings } from "../../../src/runtime/gateway/settings.ts";
import { writing } from "../install/writing.ts";
import type { GatewaySpec } from "../local-spec.ts";
import { controlClient } from "./control-client.ts";
import { readSupervisorRecord, writeSupervisorRecord } from "./supervisor-record.ts";

/** Gives the front door its settings, and writes down which, once it has taken them. Tokens go as digests: nobody keeps them. */
export async function configureSupervisor(resource: DesiredResource, host: Host, context: ExecuteContext): Promise<void> {
  const { scope, revision, fingerprints } = context;
  const spec = resource.spec as GatewaySpec;
  await controlClient(scope, host).configure(gatewaySettings(spec, context));
  const record = await readSupervisorRecord(scope, host);
  if (record === undefined) return;
  const { pending: _pending, ...started } = record;
  const secrets = Object.fromEntries(resource.secrets.map((name) => [name, fingerprints[name] ?? ""]));
  const settled = { ...started, spec, specHash: resource.specHash, revision, secrets };
  await writing(scope.stateDirectory, writeSupervisorRecord(settled, scope, host));
}

function gatewaySettings({ auth, limits, metrics, hosts, origins, sessions }: GatewaySpec, { resolve }: ExecuteContext): GatewaySettings {
  const { bearer, jwt } = auth;
  return {
    auth: {
      ...(bearer === undefined ? {} : { tokenHashes: tokenHashes(resolve(bearer.tokens)) }),
      ...(jwt === undefined ? {} : { jwt }),
    },
    limits,
    metrics,
    allowedHosts: hosts,
    allowedOrigins: origins,
    sessions,
  };
}
