import { request as httpRequest } from "node:http";
import { expect, it } from "vitest";
import { admit } from "../../../src/runtime/gateway/admission.ts";
import { startScripted } from "../../mcp/start-child.ts";
import { openDoor, post, putBehind, request } from "./open-door.ts";

/** fetch sets Host itself, so this speaks HTTP by hand. */
function statusWith(url: string, headers: Record<string, string>): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${url}/healthz`, { headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode, body }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

it.each([
  ["localhost:7420", 200],
  ["127.0.0.1", 200],
  ["[::1]:80", 200],
  ["LOCALHOST", 200],
  ["mcp.example.com", 200],
  ["mcp.example.com:8443", 200],
  ["evil.example.com", 403],
  ["localhost.evil.example.com", 403],
  ["127.0.0.1.evil.example.com:7420", 403],
])("host %j gets %d", async (host, status) => {
  const { url } = await openDoor({ allowedHosts: ["mcp.example.com"] });
  expect((await statusWith(url, { host })).status).toBe(status);
});

it.each([
  ["http://localhost:5173", 200],
  ["http://127.0.0.1", 200],
  ["https://app.example.com", 200],
  ["http://app.example.com", 403],
  ["https://evil.example.com", 403],
  ["https://localhost.evil.example.com", 403],
  ["null", 403],
])("origin %j gets %d", async (origin, status) => {
  const { url } = await openDoor({ allowedOrigins: ["https://app.example.com"] });
  expect((await statusWith(url, { origin })).status).toBe(status);
});

it("says which name it refused and where to allow it", async () => {
  const { url } = await openDoor();
  expect(JSON.parse((await statusWith(url, { host: "evil.example.com" })).body)).toEqual({
    jsonrpc: "2.0",
    id: null,
    error: {
      code: -32000,
      message: 'host "evil.example.com" is not allowed here',
      data: { code: "MCPC6332", hint: "add the name to gateway.hosts, or give it to mcpc bridge as --allow-host" },
    },
  });
});

it("lets pages of an allowed origin read the answers", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const origin = "http://localhost:6274";
  const preflight = await fetch(`${url}/it/mcp`, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-headers": "content-type, mcp-protocol-version" },
  });
  expect([preflight.status, preflight.headers.get("access-control-allow-headers")]).toEqual([204, "content-type, mcp-protocol-version"]);
  const response = await post(`${url}/it/mcp`, request(1, "ping"), { origin });
  expect(response.headers.get("access-control-allow-origin")).toBe(origin);
});

it.each([
  ["told in advance", false],
  ["sent in pieces", true],
])("refuses a body over 4 MiB that is %s", async (_title, chunked) => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  const text = JSON.stringify(request(1, "tools/call", { name: "echo", arguments: { text: "x".repeat(5 * 1024 * 1024) } }));
  const body = chunked ? new Blob([text]).stream() : text;
  const response = await fetch(`${url}/it/mcp`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body,
    duplex: "half",
  } as RequestInit);
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ error: { message: "Payload Too Large: the body is longer than this endpoint takes" } });
  expect((await post(`${url}/it/mcp`, request(1, "ping"))).status).toBe(200);
});

it.each([
  ["text/plain", "{}", 415],
  ["application/json", "{", 400],
  ["application/json", "[]", 400],
  ["application/json", '{"jsonrpc": "1.0", "id": 1, "method": "ping"}', 400],
  ["application/json; charset=utf-8", '{"jsonrpc": "2.0", "id": 1, "method": "ping"}', 200],
  ["application/json", '{"jsonrpc": "2.0", "id": 1, "result": {}}', 202],
])("%s %s gets %d", async (contentType, body, status) => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted());
  expect((await post(`${url}/it/mcp`, body, { "content-type": contentType })).status).toBe(status);
});

it("takes the address that the connection came to for a name of its own, and no other address", () => {
  const rules = { allowedHosts: [], allowedOrigins: [] };
  expect(admit({ host: "10.0.0.5:8080" }, rules, { localAddress: "10.0.0.5" })).toBeUndefined();
  expect(admit({ host: "10.0.0.5" }, rules, { localAddress: "::ffff:10.0.0.5" })).toBeUndefined();
  expect(admit({ host: "[fd00::5]:8080" }, rules, { localAddress: "fd00::5" })).toBeUndefined();
  for (const host of ["10.0.0.6:8080", "10.0.0.5.example.com", "rebound.example.com"])
    expect(admit({ host }, rules, { localAddress: "10.0.0.5" })?.status).toBe(403);
});
