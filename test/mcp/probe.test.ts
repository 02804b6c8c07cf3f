import { expect, it } from "vitest";
import { probe } from "../../src/mcp/probe.ts";
import { freePort } from "../free-port.ts";
import { openHttp, openSdkServer } from "./open-http.ts";
import { startScripted } from "./start-child.ts";

const options = { protocol: "auto", timeoutMs: 3000 } as const;

it("finds a modern server ready", async () => {
  const found = await probe({ kind: "http", url: await openSdkServer("modern") }, options);
  expect(found).toMatchObject({ state: "ready", era: "modern", protocolVersion: "2026-07-28", tools: 2, message: "2026-07-28, 2 tools" });
  expect(found.milliseconds).toBeGreaterThanOrEqual(0);
});

it("finds a server alive that wants credentials", async () => {
  const origin = await openHttp((_request, response) => void response.writeHead(401, { "www-authenticate": "Bearer" }).end());
  expect(await probe({ kind: "http", url: `${origin}/mcp` }, options)).toMatchObject({
    state: "needs-auth",
    code: "MCPC6304",
    message: `${origin}/mcp is alive and needs credentials (401)`,
  });
});

it("says why a server failed", async () => {
  const url = `http://127.0.0.1:${await freePort()}/mcp`;
  expect(await probe({ kind: "http", url }, options)).toMatchObject({
    state: "failed",
    code: "MCPC6301",
    message: `cannot reach ${url}: connection refused`,
  });
});

it("does not count tools where that is not wanted", async () => {
  const found = await probe(startScripted().endpoint, { ...options, countTools: false });
  expect(found).toMatchObject({ state: "ready", message: "2025-11-25" });
  expect(found).not.toHaveProperty("tools");
});

it("closes the session it opened at the server", async () => {
  const requests: string[] = [];
  const origin = await openHttp((request, response) => {
    requests.push(`${request.method} ${request.headers["mcp-session-id"] ?? "-"}`);
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const { id, method } = body === "" ? {} : JSON.parse(body);
      if (request.method !== "POST") response.writeHead(request.method === "DELETE" ? 200 : 405).end();
      else if (method === "server/discover") response.writeHead(400).end();
      else if (id === undefined) response.writeHead(202).end();
      else {
        const result = { protocolVersion: "2025-06-18", capabilities: {}, serverInfo: { name: "s", version: "1" } };
        response.writeHead(200, { "content-type": "application/json", "mcp-session-id": "s1" });
        response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
      }
    });
  });
  expect(await probe({ kind: "http", url: `${origin}/mcp` }, options)).toMatchObject({ state: "ready", protocolVersion: "2025-06-18" });
  expect(requests).toEqual(expect.arrayContaining(["POST -", "POST s1", "DELETE s1"]));
  expect(requests.at(-1)).toBe("DELETE s1");
});
