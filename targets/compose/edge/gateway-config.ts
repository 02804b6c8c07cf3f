import { secretText } from "../../../src/compiling/secret-text.ts";
import type { Model } from "../../../src/model/model.ts";
import type { CallLimits, Server } from "../../../src/model/server.ts";
import { referencesOf, secretsIn, type Value } from "../../../src/model/value.ts";
import type { CompileState } from "../compile/compile-state.ts";
import { hasSecret, mcpPathOf, onlySecret, portOf } from "../compile/values.ts";

export const gatewayPort = 7420;
export const metricsPort = 9464;

/** A text of the gateway's file: itself, or where it is. */
type Source = string | { readonly file: string } | { readonly env: string };

/** What of a gateway is not in its file: it is given to its container. */
export interface GatewayParts {
  /** Content of `gateway.json`; holds no secret. */
  readonly config: string;
  readonly environment: Readonly<Record<string, Value>>;
  readonly runtimeOptions: readonly string[];
  readonly secretFiles: readonly string[];
}

/** The gateway of a stack, before the containers of its servers. */
export function gatewayParts(model: Model, state: CompileState): GatewayParts {
  const sources = new Sources();
  const { gateway, monitoring } = model;
  const { bearer, jwt } = gateway.auth;
  const auth = {
    ...(bearer !== undefined && { bearer: { tokens: sources.of("TOKENS", bearer.tokens) } }),
    ...(jwt !== undefined && { jwt }),
  };
  const servers = model.servers
    .filter(({ address }) => state.present.has(address))
    .map((server) => [server.name, serverEntry(server, sources)] as const);
  const config = {
    host: "0.0.0.0",
    port: gatewayPort,
    hosts: gateway.hosts,
    origins: gateway.origins,
    auth,
    limits: given(gateway.limits),
    metrics: monitoring.prometheus,
    ...(monitoring.prometheus && { metricsPort }),
    servers: Object.fromEntries(servers),
  };
  return { config: `${JSON.stringify(config, undefined, 2)}\n`, ...sources.parts() };
}

function serverEntry(server: Server, sources: Sources): object {
  const { name, run, transport, expose, limits, tools } = server;
  const variable = name.toUpperCase().replaceAll("-", "_");
  const headers = run.kind === "url" ? Object.entries(run.headers) : [];
  return {
    urls: [run.kind === "url" ? sources.of(`${variable}_URL`, run.url) : `http://${name}:${portOf(server)}${mcpPathOf(server)}`],
    // Its name stands for all containers of it there are at the moment.
    ...(run.kind !== "url" && { resolve: true }),
    ...(transport === "sse" && { transport: "sse" }),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map(([header, value], index) => [header, sources.of(`${variable}_HEADER_${index + 1}`, value)])),
    }),
    path: expose.path,
    limits: given(limits),
    tools: {
      ...(tools.allow !== undefined && { allow: tools.allow }),
      deny: tools.deny,
      rename: tools.rename,
      limits: Object.fromEntries(Object.entries(tools.limits).map(([tool, limit]) => [tool, given(limit)])),
    },
  };
}

/** Only what is set: the file's schema takes no `undefined`, and people no noise. */
function given(limits: CallLimits): CallLimits {
  return JSON.parse(JSON.stringify(limits)) as CallLimits;
}

/** Collects what stands outside of the file. */
class Sources {
  readonly #environment: Record<string, Value> = {};
  readonly #options: string[] = [];
  readonly #files = new Set<string>();

  of(name: string, value: Value): Source {
    if (typeof value === "string") return value;
    const secret = onlySecret(value);
    for (const file of secretsIn(value)) this.#files.add(file);
    if (secret !== undefined) return { file: `/run/secrets/${secret}` };
    const variable = `MCPC_${name}`;
    if (!hasSecret(value)) this.#environment[variable] = value;
    else this.#options.push("--env", `${variable}=${secretText(value)}`);
    if (hasSecret(value)) {
      for (const reference of referencesOf(value)) {
        if ("env" in reference) this.#environment[`MCPC_INPUT_${reference.env}`] = { template: [reference] };
      }
    }
    return { env: variable };
  }

  parts() {
    return { environment: this.#environment, runtimeOptions: this.#options, secretFiles: [...this.#files].sort() };
  }
}
