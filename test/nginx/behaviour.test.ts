import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { nginxSiteFile } from "../../src/nginx/nginx-files.ts";
import { headersFile, tokensFile } from "../../src/nginx/secret-files.ts";
import type { NginxSite } from "../../src/nginx/site.ts";
import { dollarVariable } from "../../src/nginx/view/site-view.ts";
import { lacks } from "../e2e/requirement.ts";
import { freePort } from "../free-port.ts";
import { Backend } from "./backend.ts";
import { OwnNginx } from "./own-nginx.ts";
import { nginxPrograms } from "./programs.ts";
import { codeOf, modern, send } from "./send.ts";
import { route, site, upstream } from "./sites.ts";

describe.skipIf(lacks("nginx-program")).each(nginxPrograms)("nginx $version", ({ program, version }) => {
  async function serve(more: Partial<NginxSite>, prepare?: (nginx: OwnNginx) => void) {
    const nginx = new OwnNginx(program);
    const port = await freePort();
    prepare?.(nginx);
    nginx.write("site.conf", nginxSiteFile(site(nginx.logs, port, { version, ...more })));
    expect(nginx.test()).toBe("");
    await nginx.start();
    return { port, nginx };
  }

  it("answers for known hosts and origins only, and lets their pages read the answer", async () => {
    const backend = new Backend();
    const { port } = await serve({
      hosts: ["mcp.example.com", "*.example.org"],
      routes: [route("tasks", { upstream: upstream([await backend.listen()]) })],
    });
    const statuses = async (headers: Record<string, string>) => (await send(port, { headers })).status;
    for (const host of ["mcp.example.com", "MCP.example.com:8443", "a.b.example.org", "localhost:1", "127.0.0.1", "[::1]:80"])
      expect(`${host} ${await statuses({ host })}`).toBe(`${host} 200`);
    for (const host of ["example.com", "mcp.example.com.evil.com", "mcpxexample.com", "example.org", "localhost.evil.com", "x"]) {
      const answer = await send(port, { headers: { host } });
      expect(`${host} ${answer.status} ${codeOf(answer)}`).toBe(`${host} 403 MCPC6501`);
    }
    for (const origin of ["https://app.example.com", "HTTPS://app.example.com", "http://localhost:3000", "http://127.0.0.1"])
      expect(await statuses({ origin })).toBe(200);
    for (const origin of [
      "https://app.example.com.evil.com",
      "https://evil.com",
      "null",
      "http://app.example.com",
      "https://app.example.com:444",
    ])
      expect(`${origin} ${await statuses({ origin })}`).toBe(`${origin} 403`);
    const { headers } = await send(port, { headers: { origin: "https://app.example.com" } });
    expect(headers["access-control-allow-origin"]).toBe("https://app.example.com");
    expect(headers.vary).toBe("Origin");
    expect((await send(port, { headers: { origin: "https://evil.com" } })).headers["access-control-allow-origin"]).toBeUndefined();
    const preflight = await send(port, {
      method: "OPTIONS",
      headers: { origin: "https://app.example.com", "access-control-request-headers": "mcp-method" },
    });
    expect([
      preflight.status,
      preflight.headers["access-control-allow-methods"],
      preflight.headers["access-control-allow-headers"],
    ]).toEqual([204, "GET, POST, DELETE", "mcp-method"]);
    expect(backend.seen.filter(({ headers }) => headers.origin !== undefined)).toEqual([]);
  });

  it("tells servers who asks, and passes on what it looked at and nothing else", async () => {
    const backend = new Backend((_, response) => {
      response
        .writeHead(200, {
          "x-accel-redirect": "/healthz",
          "x-accel-buffering": "yes",
          "access-control-allow-origin": "*",
          "mcp-session-id": "s1",
        })
        .end("{}");
    });
    const { port } = await serve({
      routes: [
        route("tasks", { upstream: upstream([await backend.listen()], { path: "/a$b", headers: { "X-Key": "a$http_host\"'\\{{x}}" } }) }),
      ],
    });
    const answer = await send(port, {
      path: "/tasks/mcp?session=1",
      headers: { "x-forwarded-for": "6.6.6.6", "mcp-name": ["safe", "dangerous"], authorization: "Bearer own", "x-request-id": "abc" },
    });
    const [seen] = backend.seen;
    expect(seen).toMatchObject({ method: "POST", url: "/a%24b?session=1" });
    expect(seen?.headers).toMatchObject({
      host: "mcp.example.com",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "mcp.example.com",
      "x-forwarded-proto": "http",
      "x-request-id": "abc",
      "x-key": "a$http_host\"'\\{{x}}",
      authorization: "Bearer own",
    });
    expect(seen?.rawHeaders.filter((name) => name.toLowerCase() === "mcp-name")).toHaveLength(1);
    expect([answer.status, answer.body, answer.headers["mcp-session-id"], answer.headers["access-control-allow-origin"]]).toEqual([
      200,
      "{}",
      "s1",
      undefined,
    ]);
  });

  it("takes the methods that the era of the server has", async () => {
    const backend = new Backend();
    const at = upstream([await backend.listen()]);
    const { port } = await serve({ routes: [route("tasks", { upstream: at }), route("search", { protocol: "modern", upstream: at })] });
    const status = async (method: string, path: string) => (await send(port, { method, path })).status;
    expect([await status("GET", "/tasks/mcp"), await status("DELETE", "/tasks/mcp"), await status("POST", "/tasks/mcp/")]).toEqual([
      200, 200, 200,
    ]);
    const refused = await send(port, { method: "GET", path: "/search/mcp" });
    expect([refused.status, refused.headers.allow, codeOf(refused)]).toEqual([405, "POST, OPTIONS", "MCPC6505"]);
    expect([
      await status("PUT", "/tasks/mcp"),
      await status("POST", "/search/mcp"),
      await status("POST", "/mcp"),
      await status("POST", "/|stream|tasks"),
    ]).toEqual([405, 200, 404, 404]);
  });

  it("counts calls per second and at a time, but no handshakes where headers can be relied on", async () => {
    const backend = new Backend((_, response) => void setTimeout(() => response.end("{}"), 300));
    const at = upstream([await backend.listen()]);
    const { port } = await serve({
      routes: [
        route("tasks", { upstream: at, limits: { ratePerSecond: 3 } }),
        route("older", { upstream: at, limits: { ratePerSecond: 0.05 } }),
        route("search", { protocol: "modern", upstream: at, limits: { ratePerSecond: 0.05, concurrency: 9 } }),
        route("slow", { protocol: "modern", upstream: at, limits: { concurrency: 2 } }),
      ],
    });
    const many = (count: number, path: string, headers: Record<string, string> = {}) =>
      Promise.all(Array.from({ length: count }, () => send(port, { path, headers })));
    const counts = (answers: readonly { readonly status: number }[]) =>
      [200, 429].map((status) => answers.filter((answer) => answer.status === status).length);
    const atOnce = await many(6, "/tasks/mcp");
    expect(counts(atOnce)).toEqual([3, 3]);
    const refused = atOnce.find(({ status }) => status === 429);
    if (refused === undefined) throw new Error("none was refused");
    expect([codeOf(refused), refused.headers["retry-after"], refused.headers["content-type"]]).toEqual([
      "MCPC6506",
      "1",
      "application/json",
    ]);
    // A client that only says it is of this era is counted at a server that does not look.
    expect(counts(await many(3, "/older/mcp", modern("ping")))).toEqual([1, 2]);
    expect(counts(await many(4, "/search/mcp", modern("server/discover")))).toEqual([4, 0]);
    const [first, second] = await many(2, "/search/mcp", modern("tools/call", "x"));
    expect(counts([first, second].filter((answer) => answer !== undefined))).toEqual([1, 1]);
    expect([first, second].find((answer) => answer?.status === 429)?.headers["retry-after"]).toBe("20");
    expect(counts(await many(5, "/slow/mcp", modern("tools/list")))).toEqual([2, 3]);
  });

  it("keeps rules and limits of tools where the headers say which is called", async () => {
    const backend = new Backend();
    const tools = {
      allow: ["search_*", "export", "Delete_all"],
      deny: ["search_private", 'a"b$c'],
      rename: {},
      limits: { export: { ratePerSecond: 0.1 }, "search_*": { ratePerSecond: 2 } },
    };
    const { port } = await serve({ routes: [route("tasks", { protocol: "modern", tools, upstream: upstream([await backend.listen()]) })] });
    const call = async (name: string | undefined, method = "tools/call") => {
      const answer = await send(port, { headers: modern(method, name) });
      return answer.status === 200 ? 200 : `${answer.status} ${codeOf(answer)}`;
    };
    expect(await call("search_web")).toBe(200);
    for (const name of [
      "search_private",
      "other",
      "delete_all",
      'a"b$c',
      "",
      undefined,
      "=?base64?c2VhcmNoX3ByaXZhdGU=?=",
      "search_private ",
    ])
      expect(`${name} ${await call(name)}`).toBe(`${name} 403 MCPC6503`);
    expect(await call(undefined, "tools/list")).toBe(200);
    expect(await call("x", "")).toBe("403 MCPC6503");
    expect([await call("export"), await call("export")]).toEqual([200, "429 MCPC6506"]);
    expect(await call("search_other")).toBe(200);
    expect(await call("search_other")).toBe("429 MCPC6506");
    for (const revision of ["2025-11-25", "2026-07-27", "", "garbage", "2026-07-28x"]) {
      const answer = await send(port, { headers: { ...modern("tools/call", "search_web"), "mcp-protocol-version": revision } });
      expect(`${revision} ${answer.status}`).toBe(`${revision} 400`);
    }
  });

  it("refuses what is too long, and ends calls that are silent for too long, but not streams", async () => {
    const backend = new Backend((request, response) => {
      if (request.headers["mcp-method"] === "fast") response.end("{}");
      else setTimeout(() => response.end("late"), 900);
    });
    const at = upstream([await backend.listen()]);
    const limits = { bodyBytes: 1000, timeoutMs: 300 };
    const { port } = await serve({
      routes: [route("tasks", { upstream: at, limits }), route("search", { protocol: "modern", upstream: at, limits })],
    });
    const long = await send(port, { body: "x".repeat(1001), headers: { "mcp-method": "fast" } });
    expect([long.status, codeOf(long)]).toEqual([413, "MCPC6507"]);
    expect((await send(port, { body: "x".repeat(1000), headers: { "mcp-method": "fast" } })).status).toBe(200);
    const late = await send(port);
    expect([late.status, codeOf(late)]).toEqual([504, "MCPC6509"]);
    expect((await send(port, { method: "GET" })).body).toBe("late");
    expect((await send(port, { path: "/search/mcp", headers: modern("subscriptions/listen") })).body).toBe("late");
    expect((await send(port, { headers: modern("subscriptions/listen") })).status).toBe(504);
  });

  it("goes on to the next replica when a connection is refused, and sends no POST twice", async () => {
    const gone = await freePort();
    const backend = new Backend();
    const broken = new Backend((request) => request.socket.destroy());
    const [alive, breaking] = [await backend.listen(), await broken.listen()];
    const { port } = await serve({
      routes: [
        route("tasks", { upstream: upstream([gone, alive]) }),
        route("broken", { upstream: upstream([breaking, breaking]) }),
        route("none", { upstream: upstream([gone]) }),
      ],
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(port)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const lost = await send(port, { path: "/broken/mcp" });
    expect([lost.status, codeOf(lost), broken.seen.length]).toEqual([502, "MCPC6508", 1]);
    expect((await send(port, { path: "/none/mcp" })).status).toBe(502);
    expect((await send(port)).status).toBe(200);
  });

  it("lets in who has a token, and keeps it", async () => {
    const backend = new Backend();
    const at = upstream([await backend.listen()]);
    const { port } = await serve({ tokensFile: "tokens", routes: [route("tasks", { upstream: at })] }, (nginx) =>
      writeFileSync(join(nginx.folder, "tokens"), tokensFile("# comment\nAbC.def-1~+/==\n\nother\n"), { mode: 0o600 }),
    );
    const status = async (authorization: string | undefined, path = "/tasks/mcp") =>
      (await send(port, { path, headers: authorization === undefined ? {} : { authorization } })).status;
    for (const good of ["Bearer AbC.def-1~+/==", "bearer  other"]) expect(await status(good)).toBe(200);
    for (const bad of [
      undefined,
      "",
      "Bearer",
      "Bearer abc.def-1~+/==",
      "Bearer AbCxdef-1~+/==",
      "Bearer other2",
      "Basic other",
      "Bearer other other",
      "other",
    ])
      expect(`${bad} ${await status(bad)}`).toBe(`${bad} 401`);
    expect([
      await status(undefined, "/elsewhere"),
      await status("Bearer other", "/elsewhere"),
      (await send(port, { method: "GET", path: "/healthz" })).status,
    ]).toEqual([401, 404, 200]);
    expect((await send(port)).headers["www-authenticate"]).toBe('Bearer realm="mcpc"');
    expect(backend.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  it("keeps headers with secrets in a file of their own", async () => {
    const backend = new Backend();
    const at = upstream([await backend.listen()], { host: "own", headers: { "X-Plain": "p" }, headersFile: "tasks.headers" });
    const secret = "Bearer s'e\"c$r\\et{{x}};";
    const { port } = await serve({ routes: [route("tasks", { upstream: at })] }, (nginx) =>
      writeFileSync(join(nginx.folder, "tasks.headers"), headersFile([["Authorization", secret]], dollarVariable("team.prod"))),
    );
    await send(port, { headers: { authorization: "Bearer of the client" } });
    expect(backend.seen[0]?.headers).toMatchObject({ authorization: secret, "x-plain": "p", host: `127.0.0.1:${at.servers[0]?.port}` });
  });

  it("passes metadata on to servers that have some", async () => {
    const backend = new Backend();
    const { port } = await serve({ routes: [route("tasks", { wellKnown: true, upstream: upstream([await backend.listen()]) })] });
    for (const kind of ["oauth-protected-resource", "oauth-authorization-server", "openid-configuration"])
      expect((await send(port, { method: "GET", path: `/.well-known/${kind}/tasks/mcp` })).status).toBe(200);
    expect(backend.seen.map(({ url }) => url)).toEqual([
      "/.well-known/oauth-protected-resource/mcp",
      "/.well-known/oauth-authorization-server/mcp",
      "/.well-known/openid-configuration/mcp",
    ]);
    expect((await send(port, { method: "GET", path: "/.well-known/oauth-protected-resource" })).status).toBe(404);
  });

  it("logs what was called, and no secret of anybody", async () => {
    const backend = new Backend();
    const { port, nginx } = await serve({ routes: [route("tasks", { upstream: upstream([await backend.listen()]) })] });
    await send(port, {
      path: "/tasks/mcp?api_key=hidden",
      headers: {
        authorization: "Bearer hidden",
        "mcp-session-id": "hidden",
        cookie: "hidden",
        ...modern("resources/read", "https://me:hidden@example.com/a?token=hidden#hidden"),
      },
    });
    await send(port, { headers: { "mcp-name": 'a"b\\c', "user-agent": "hidden" } });
    await send(port, { method: "GET", path: "/healthz" });
    await sleep(100);
    const text = readFileSync(join(nginx.logs, "access.log"), "utf8");
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      client: "127.0.0.1",
      path: "/tasks/mcp",
      method: "POST",
      status: 200,
      server: "tasks",
      mcp_method: "resources/read",
      mcp_name: "https://example.com/a",
      mcp_version: "2026-07-28",
      upstream_status: "200",
    });
    expect(lines[1]).toMatchObject({ mcp_name: 'a"b\\c', mcp_method: "" });
    expect(text).not.toContain("hidden");
  });

  it("lets events through as they come", async () => {
    const backend = new Backend((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: 1\n\n");
      setTimeout(() => response.end("data: 2\n\n"), 500);
    });
    const { port } = await serve({ routes: [route("tasks", { upstream: upstream([await backend.listen()]) })] });
    const response = await fetch(`http://127.0.0.1:${port}/tasks/mcp`, {
      method: "POST",
      body: "{}",
      headers: { "accept-encoding": "gzip" },
    });
    const began = performance.now();
    const chunks: { readonly text: string; readonly at: number }[] = [];
    for await (const chunk of response.body ?? []) chunks.push({ text: new TextDecoder().decode(chunk), at: performance.now() - began });
    expect(chunks.map(({ text }) => text)).toEqual(["data: 1\n\n", "data: 2\n\n"]);
    expect((chunks[1]?.at ?? 0) - (chunks[0]?.at ?? 0)).toBeGreaterThan(300);
  });
});
