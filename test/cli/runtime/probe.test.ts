import { expect, it } from "vitest";
import { freePort } from "../../free-port.ts";
import { openHttp } from "../../mcp/open-http.ts";
import { openLegacyServer } from "../../runtime/connect/legacy-http-server.ts";
import { openModernServer } from "../../runtime/connect/modern-http-server.ts";
import { runBundle } from "./bundle.ts";

it("finds servers of both eras ready, and leaves no session at either", async () => {
  const [legacy, modern] = [await openLegacyServer(), await openModernServer()];
  const { code, stdout } = await runBundle("probe", legacy.url, modern.url, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    servers: [
      { state: "ready", era: "legacy", protocol: "2025-11-25", tools: 4 },
      { state: "ready", era: "modern", protocol: "2026-07-28", tools: 4 },
    ],
  });
  expect([legacy.opened(), legacy.living()]).toEqual([1, 0]);
});

it("fails where nobody answers, and where the answer is no MCP", async () => {
  expect((await runBundle("probe", `http://127.0.0.1:${await freePort()}/mcp`)).code).toBe(1);
  const page = await openHttp((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>hello</h1>"));
  expect((await runBundle("probe", page)).code).toBe(1);
});

it("fails in the time it was given where an answer never comes", async () => {
  const silent = await openHttp(() => {});
  const started = performance.now();
  expect((await runBundle("probe", silent, "--timeout", "1s")).code).toBe(1);
  expect(performance.now() - started).toBeLessThan(8000);
});

it("counts a server that asks for credentials as alive where that is what was asked", async () => {
  const locked = await openHttp((_, response) => response.writeHead(401, { "www-authenticate": "Bearer" }).end());
  expect((await runBundle("probe", locked)).code).toBe(1);
  expect((await runBundle("probe", locked, "--alive")).code).toBe(0);
});

it("looks without a word of MCP where that is what was asked", async () => {
  const page = await openHttp((request, response) => response.writeHead(request.url === "/ok" ? 204 : 500).end());
  const { origin, port } = new URL(page);
  expect(await runBundle("probe", `${origin}/ok`, "--check", "http")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await runBundle("probe", `${origin}/bad`, "--check", "http")).toEqual({ code: 1, stdout: "", stderr: "GET /bad answered 500\n" });
  expect((await runBundle("probe", `tcp://127.0.0.1:${port}`, "--check", "tcp")).code).toBe(0);
  expect((await runBundle("probe", `tcp://127.0.0.1:${await freePort()}`, "--check", "tcp")).code).toBe(1);
  expect((await runBundle("probe", "--check", "tcp")).code).toBe(1);
});

it("tells what a bridge says of the server behind it, and nothing of other answers", async () => {
  const page = await openHttp((request, response) => {
    const body = JSON.stringify(request.url === "/readyz" ? { ready: true, protocol: "2025-11-25", tools: 4 } : { status: "ok" });
    response.writeHead(200, { "content-type": "application/json", "content-length": String(body.length) }).end(body);
  });
  const { origin } = new URL(page);
  expect((await runBundle("probe", `${origin}/readyz`, "--check", "http")).stdout).toBe("ready  2025-11-25  4 tools\n");
  expect(await runBundle("probe", `${origin}/health`, "--check", "http")).toEqual({ code: 0, stdout: "", stderr: "" });
});

it("takes a good answer for good whose body never ends", async () => {
  const endless = await openHttp((request, response) => {
    const length = request.url === "/promised" ? { "content-length": "100" } : {};
    response.writeHead(200, { "content-type": "application/json", ...length }).write("{");
  });
  const { origin } = new URL(endless);
  expect(await runBundle("probe", `${origin}/promised`, "--check", "http")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await runBundle("probe", `${origin}/stream`, "--check", "http")).toEqual({ code: 0, stdout: "", stderr: "" });
});
