import { expect, it } from "vitest";
import { connectMcp } from "../../src/mcp/connect.ts";
import { errorInStatus } from "../../src/mcp/error-in-status.ts";
import { openHttp } from "./open-http.ts";

const asked = { jsonrpc: "2.0", id: 7, method: "completion/complete" } as const;
const body = (code: number, id: unknown = 7) => JSON.stringify({ jsonrpc: "2.0", id, error: { code, message: "no" } });

it.each([
  [404, body(-32601), true],
  [400, body(-32602), true],
  [429, body(-32000), true],
  [404, body(-32000), false],
  [404, body(-32601, 8), false],
  [400, body(-32000, null), false],
  [401, body(-32601), false],
  [403, body(-32601), false],
  [502, body(-32601), false],
  [404, "<html>", false],
  [404, JSON.stringify({ jsonrpc: "2.0", id: 7, result: {} }), false],
])("takes the server's answer, and nothing else, out of status %i with %s", (status, text, taken) => {
  expect(errorInStatus({ data: { status, text } }, asked) !== undefined).toBe(taken);
});

it("tells of a method that the server has not as of its answer, whatever the HTTP status", async () => {
  const origin = await openHttp((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      const { id, method } = JSON.parse(text);
      const known = method === "server/discover";
      const result = { supportedVersions: ["2026-07-28"], capabilities: {}, resultType: "complete", ttlMs: 0, cacheScope: "private" };
      const error = { code: -32601, message: "Method not found" };
      response.writeHead(known ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify({ jsonrpc: "2.0", id, ...(known ? { result } : { error }) }));
    });
  });
  const session = await connectMcp({ kind: "http", url: `${origin}/mcp` }, { protocol: "auto", timeoutMs: 5000 });
  await expect(session.request("completion/complete", {}, { timeoutMs: 5000 })).rejects.toMatchObject({ body: { code: -32601 } });
  await session.close();
});
