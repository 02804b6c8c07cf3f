import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, it } from "vitest";
import { digestText } from "../../../../src/model/digest.ts";
import { openApiDocument } from "../../../../src/runtime/gateway/api/openapi-document.ts";
import { openSdkServer } from "../../../mcp/open-http.ts";
import { startScripted } from "../../../mcp/start-child.ts";
import { modernPost, openDoor, putBehind, unit } from "../open-door.ts";

const settings = { auth: {}, limits: {}, metrics: true };

/** Asks the API and holds the answer against the document. */
async function ask(url: string, method: string, path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${url}${path}`, { method, headers });
  const body: unknown = answer.headers.get("content-type")?.includes("json") ? await answer.json() : await answer.text();
  const place = Object.keys(openApiDocument.paths).find((known) => new RegExp(`^${known.replace("{name}", "[^/]+")}$`).test(path)) ?? "";
  const operation = (openApiDocument.paths as unknown as Record<string, Record<string, { responses: Record<string, unknown> }>>)[place]?.[
    method.toLowerCase()
  ];
  const described = operation?.responses[answer.status] as { content?: Record<string, { schema: object }> } | undefined;
  expect(described, `${method} ${path} ${answer.status} is in the document`).toBeDefined();
  const type = answer.headers.get("content-type")?.split(";", 1)[0] ?? "";
  const schema = described?.content?.[type]?.schema;
  expect(schema, `${method} ${path} ${type}`).toBeDefined();
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "doc", components: openApiDocument.components });
  const text = JSON.stringify(schema).replaceAll('"#/', '"doc#/');
  const valid = ajv.compile(JSON.parse(text) as object);
  expect(valid(body), JSON.stringify(valid.errors)).toBe(true);
  return { status: answer.status, body };
}

it("has a document that is OpenAPI", async () => {
  const { valid, errors } = await new Validator().validate(JSON.stringify(openApiDocument, undefined, 2));
  expect([errors, valid]).toEqual([undefined, true]);
});

it("answers as its document says", async () => {
  const done: string[] = [];
  const { door, url } = await openDoor(
    {},
    { control: (verb, name) => done.push(`${verb} ${name}`), reload: async () => void done.push("reload") },
  );
  await putBehind(door, "s", startScripted());
  door.set(unit("web", { ready: false, state: "crashed", message: "exit code 1" }), {
    kind: "http",
    url: "http://127.0.0.1:9/mcp?key=canary",
    headers: {},
  });
  await door.configure(settings);
  expect(await ask(url, "GET", "/api/v1/openapi.json")).toMatchObject({ status: 200, body: { openapi: "3.1.0" } });
  expect(await ask(url, "GET", "/healthz")).toMatchObject({ status: 200 });
  expect(await ask(url, "GET", "/readyz")).toMatchObject({ status: 503, body: { ready: false } });
  expect(await ask(url, "GET", "/metrics")).toMatchObject({ status: 200 });
  const { body } = await ask(url, "GET", "/api/v1/status");
  expect(body).toMatchObject({
    ready: false,
    servers: [
      { name: "s", path: "/s/mcp", ready: true, breaker: "closed" },
      { name: "web", message: "exit code 1", replicas: [{ origin: "http://127.0.0.1:9" }] },
    ],
  });
  expect(JSON.stringify(body)).not.toContain("canary");
  expect(await ask(url, "GET", "/api/v1/servers/s")).toMatchObject({ status: 200, body: { name: "s" } });
  for (const verb of ["start", "stop", "restart", "reset-breaker"])
    expect((await ask(url, "POST", `/api/v1/servers/s/${verb}`)).status).toBe(202);
  expect((await ask(url, "POST", "/api/v1/reload")).status).toBe(200);
  expect(done).toEqual(["start s", "stop s", "restart s", "reload"]);
  expect(await ask(url, "GET", "/api/v1/servers/nobody")).toMatchObject({ status: 404, body: { error: { code: "MCPC6346" } } });
});

it("says so when there is nobody to start servers and nothing to read again", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "s", startScripted());
  expect((await ask(url, "POST", "/api/v1/servers/s/restart")).status).toBe(404);
  expect((await ask(url, "POST", "/api/v1/reload")).status).toBe(404);
  expect((await ask(url, "GET", "/metrics")).status).toBe(404);
  for (const odd of ["/api/v1", "/api/v1/servers", "/api/v2/status", "/api/v1/servers/s/pause/now", "/api/v1/servers/%E0/pause"]) {
    expect([odd, (await fetch(`${url}${odd}`, { method: "POST" })).status]).toEqual([odd, 404]);
  }
});

it("pauses a server for new calls, finishes those under way, and lets them in again", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "s", startScripted());
  door.set(unit("calc"), { kind: "http", url: await openSdkServer("dual"), headers: {} });
  const call = (ms: number) => modernPost(`${url}/s/mcp`, 1, "tools/call", { name: "wait", arguments: { ms, tag: "w" } });
  const underWay = call(400);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await ask(url, "POST", "/api/v1/servers/s/pause")).toMatchObject({
    status: 202,
    body: { paused: true, ready: false, callsRunning: 1 },
  });
  await ask(url, "POST", "/api/v1/servers/calc/pause");
  const refused = await call(1);
  expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining("MCPC6343")]);
  expect((await modernPost(`${url}/calc/mcp`, 1, "tools/list")).status).toBe(503);
  expect((await underWay).status).toBe(200);
  await ask(url, "POST", "/api/v1/servers/s/resume");
  expect((await call(1)).status).toBe(200);
});

it("wants a token from whoever does not come from this machine, also through a proxy on it", async () => {
  const { door, url } = await openDoor();
  await door.configure({ ...settings, auth: { tokenHashes: [digestText("one")] } });
  const proxied = { "x-forwarded-for": "203.0.113.7" };
  for (const path of ["/api/v1/status", "/metrics"]) {
    expect((await ask(url, "GET", path)).status).toBe(200);
    expect((await ask(url, "GET", path, proxied)).status).toBe(401);
    expect((await ask(url, "GET", path, { ...proxied, authorization: "Bearer one" })).status).toBe(200);
  }
  expect((await ask(url, "GET", "/readyz", proxied)).body).toEqual({ ready: true });
  const open = await openDoor();
  expect((await ask(open.url, "GET", "/api/v1/status", proxied)).status).toBe(401);
  expect((await ask(open.url, "GET", "/api/v1/status", { origin: "https://evil.example.com" })).status).toBe(403);
});
