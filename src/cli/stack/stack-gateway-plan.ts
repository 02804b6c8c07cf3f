import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { valueResolver } from "../../engine/apply/value-resolver.ts";
import type { DesiredResource } from "../../engine/resource.ts";
import { resolveSecrets } from "../../engine/secrets/resolve-secrets.ts";
import { secretsIn } from "../../model/value.ts";
import type { AuthSettings } from "../../runtime/gateway/auth/authenticator.ts";
import { tokenHashes } from "../../runtime/gateway/auth/token-hashes.ts";
import type { GatewayPlan } from "../../runtime/gateway/config/gateway-plan.ts";
import type { Context } from "../command.ts";
import { compileStack, type Deployment, type StackInput } from "./compile-stack.ts";
import { runningEndpoint } from "./server-session.ts";

const defaultPort = 7500;

/**
 * A gateway before the servers of a stack as they run in its environment. Their own rules and limits are kept by what runs there; those
 * of the whole gateway are kept here.
 *
 * @throws {DiagnosticError} for a server that does not run, or a secret that cannot be had.
 */
export async function stackGatewayPlan(context: Context, input: StackInput): Promise<GatewayPlan> {
  const deployment = await compileStack(context, input);
  const { gateway, servers, monitoring } = deployment.model;
  return {
    host: gateway.host,
    port: defaultPort,
    settings: {
      auth: await authOf(context, deployment),
      limits: gateway.limits,
      metrics: monitoring.prometheus,
      allowedHosts: gateway.hosts,
      allowedOrigins: gateway.origins,
    },
    servers: await Promise.all(
      servers
        .filter(({ scale }) => scale.replicas > 0)
        .map(async ({ name, expose, limits }) => {
          const endpoint = await runningEndpoint(context, deployment, name, "gateway");
          return {
            unit: {
              name,
              expose: expose.path,
              tools: { deny: [], rename: {}, limits: {} },
              limits,
              state: "healthy",
              ready: true,
            } as const,
            forward: { kind: "http", url: endpoint.url, headers: endpoint.headers ?? {}, replicas: [] } as const,
          };
        }),
    ),
  };
}

async function authOf({ host }: Context, { model, scope }: Deployment): Promise<AuthSettings> {
  const { bearer, jwt } = model.gateway.auth;
  const signed = jwt === undefined ? {} : { jwt };
  if (bearer === undefined) return signed;
  const gateway: DesiredResource = {
    address: "gateway",
    kind: "gateway",
    spec: {},
    specHash: "",
    secrets: secretsIn(bearer.tokens),
    forceNew: [],
    dependsOn: [],
  };
  const { values, diagnostics } = await resolveSecrets(
    { secrets: model.secrets, desired: [gateway], root: scope.root, missing: "error" },
    host,
  );
  if (hasErrors(diagnostics)) throw new DiagnosticError(...diagnostics);
  return { tokenHashes: tokenHashes(valueResolver("gateway", values, host)(bearer.tokens)), ...signed };
}
