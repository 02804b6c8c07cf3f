import type { Host } from "../../../src/host/host.ts";

/**
 * uv does not read pip's configuration. Where only pip knows which index to use, uv is told for this one run, in its environment: the URL
 * may hold credentials, so it is never written or printed.
 */
export async function pythonIndex(host: Host): Promise<Readonly<Record<string, string>>> {
  for (const name of ["UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX"]) if (host.env(name) !== undefined) return {};
  const url = host.env("PIP_INDEX_URL") ?? (await configuredForPip(host));
  return url === undefined || url === "" ? {} : { UV_DEFAULT_INDEX: url };
}

async function configuredForPip(host: Host): Promise<string | undefined> {
  const pip = (await host.which("pip3")) ?? (await host.which("pip"));
  if (pip === undefined) return undefined;
  try {
    const { code, stdout } = await host.query([pip, "config", "get", "global.index-url"], { timeout: 10_000 });
    return code === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}
