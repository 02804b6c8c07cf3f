import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { diagnose } from "../../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../diagnostics/diagnostic-error.ts";
import { tokenHashes } from "../auth/token-hashes.ts";
import { type GatewayConfig, gatewayConfigSchema, httpUrl, type TextSource } from "./config-schema.ts";
import type { GatewayPlan } from "./gateway-plan.ts";

/**
 * Reads a gateway's configuration file, and the secrets that it points at.
 *
 * @throws DiagnosticError MCPC6344, which tells the place and never a value.
 */
export async function readGatewayConfig(file: string, env: NodeJS.ProcessEnv): Promise<GatewayPlan> {
  const config = parse(file, await readText(file, file));
  const read = (source: TextSource) => readSource(source, file, env);
  return {
    host: config.host,
    port: config.port,
    settings: {
      auth: await readAuth(config, read, file),
      limits: config.limits,
      metrics: config.metrics,
      allowedHosts: config.hosts,
      allowedOrigins: config.origins,
    },
    ...(config.metricsPort !== undefined && { metricsPort: config.metricsPort }),
    servers: await Promise.all(Object.entries(config.servers).map(([name, server]) => readServer(name, server, read, file))),
  };
}

type Read = (source: TextSource) => Promise<string>;

async function readAuth({ auth }: GatewayConfig, read: Read, file: string) {
  const { bearer, jwt } = auth;
  const tokens = bearer?.tokens === undefined ? [] : tokenHashes(await read(bearer.tokens));
  // An empty secret must not open the door that it was to lock.
  if (bearer !== undefined && tokens.length + bearer.hashes.length === 0) throw wrong(file, ["auth.bearer holds no token"]);
  return {
    ...(bearer === undefined ? {} : { tokenHashes: [...tokens, ...bearer.hashes] }),
    ...(jwt === undefined ? {} : { jwt }),
  };
}

async function readServer(
  name: string,
  server: GatewayConfig["servers"][string],
  read: Read,
  file: string,
): Promise<GatewayPlan["servers"][number]> {
  const { transport, path, limits, tools, resolve: resolves } = server;
  const urls: string[] = [];
  for (const [index, source] of server.urls.entries()) {
    const text = (await read(source)).trim();
    // The address itself may be a secret.
    if (!httpUrl.safeParse(text).success) throw wrong(file, [`servers.${name}.urls.${index}: Invalid URL`]);
    urls.push(text);
  }
  const headers: Record<string, string> = {};
  for (const [header, source] of Object.entries(server.headers)) headers[header] = (await read(source)).trim();
  const [url = "", ...replicas] = urls;
  return {
    unit: { name, expose: path ?? `/${name}`, tools, limits, state: "healthy", ready: true },
    forward: { kind: transport, url, headers, replicas },
    ...(resolves && { resolve: true }),
  };
}

function parse(file: string, text: string): GatewayConfig {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw wrong(file, ["it is not JSON"]);
  }
  const parsed = gatewayConfigSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw wrong(
    file,
    parsed.error.issues.map(({ path, message }) => `${path.length === 0 ? "it" : path.join(".")}: ${message}`),
  );
}

async function readSource(source: TextSource, file: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (typeof source === "string") return source;
  if ("file" in source) return readText(resolve(dirname(file), source.file), file);
  const value = env[source.env];
  if (value === undefined || value === "") throw wrong(file, [`environment variable "${source.env}" is not set`]);
  return value;
}

async function readText(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : "it cannot be read";
    throw wrong(file, [path === file ? reason : `"${path}": ${reason}`]);
  }
}

function wrong(file: string, problems: readonly string[]): DiagnosticError {
  return new DiagnosticError(diagnose("MCPC6344", { file, problems }));
}
