import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const node = process.execPath;
const runtime = resolve("dist/mcpc-runtime.mjs");

/** What stands behind all that are compared: a server as the official SDK makes it, or one that costs next to nothing. */
export const children = {
  sdk: [node, resolve("test/bench/measured-server.mjs")],
  light: [node, resolve("test/bench/light-server.mjs")],
};
type Child = readonly string[];

/** Newest versions on the day this was written; both are what their READMEs tell to run. */
const peers = ["mcp-proxy@6.7.19", "supergateway@4.0.0"];

/** Command lines before the same server; `PORT` stands for the port to listen on. */
export const ours = {
  direct: (server: Child) => [...server, "http", "PORT"],
  stateless: (server: Child) => [node, runtime, "bridge", "--port", "PORT", "--stateless", "--", ...server],
  stateful: (server: Child) => [node, runtime, "bridge", "--port", "PORT", "--", ...server],
};

/** The same for the others, from a folder they are installed to. */
export function theirs(folder: string, server: Child) {
  const proxy = join(folder, "node_modules/mcp-proxy/dist/bin/mcp-proxy.mjs");
  const supergateway = join(folder, "node_modules/supergateway/dist/index.js");
  return {
    mcpProxy: [node, proxy, "--host", "127.0.0.1", "--port", "PORT", "--server", "stream", "--stateless", "--", ...server],
    supergateway: [
      ...[node, supergateway, "--stdio", server.join(" "), "--outputTransport", "streamableHttp", "--stateful"],
      ...["--port", "PORT", "--logLevel", "none"],
    ],
  };
}

/** Installs the peers into a folder that is gone when `use` is done. */
export async function withPeers<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-bench-"));
  try {
    const options = ["--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"];
    const install = spawnSync("npm", ["install", ...options, ...peers], { cwd: folder, encoding: "utf8" });
    if (install.status !== 0) throw new Error(`npm could not install the peers:\n${install.stderr}`);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
