import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { onTestFinished } from "vitest";
import { sdkServer } from "./sdk-server.ts";

/** An HTTP server on a free loopback port that ends with the test. Gives its origin. */
export async function openHttp(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An MCP server over HTTP written with the official SDK. Gives the URL of its endpoint. */
export async function openSdkServer(eras: "dual" | "modern"): Promise<string> {
  const handler = createMcpHandler(sdkServer, eras === "modern" ? { legacy: "reject" } : {});
  onTestFinished(() => handler.close());
  return `${await openHttp(toNodeHandler(handler))}/mcp`;
}
