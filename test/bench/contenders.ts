import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const node = process.execPath;
const runtime = resolve("dist/mcpc-runtime.mjs");
const server = [node, resolve("test/bench/measured-server.mjs")];

/** Newest versions on the day this was written; both are what their READMEs tell to run. */
const peers = ["mcp-proxy@6.7.19", "supergateway@4.0.0"];

/** Command lines before the same server; `PORT` stands for the port to listen on. */
export const ours = {
  direct: [...server, "http", "PORT"],
  stateless: [node, runtime, "bridge", "--port", "PORT", "--stateless", "--", ...server],
  stateful: [node, runtime, "bridge", "--port", "PORT", "--", ...server],
};

/** The same for the others, from a folder they are installed to. */
export function theirs(folder: string) {
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
