import type { IncomingMessage } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { ToolRules } from "../../../src/model/server.ts";
import { openHttp } from "../../mcp/open-http.ts";
import { startScripted } from "../../mcp/start-child.ts";
import { openDoor, post, putBehind, request, unit } from "./open-door.ts";

const rules: ToolRules = { deny: ["die"], rename: { echo: "repeat" }, limits: {} };

/** An HTTP server with the tools echo, die and wait, answering as JSON or as an event stream. Gives its origin and what it was sent. */
async function openTools(streamed: boolean): Promise<{ url: string; seen: { headers: IncomingMessage["headers"]; body: string }[] }> {
  const seen: { headers: IncomingMessage["headers"]; body: string }[] = [];
  const origin = await openHttp((incoming, response) => {
    let body = "";
    incoming.on("data", (chunk) => {
      body += chunk;
    });
    incoming.on("end", () => {
      seen.push({ headers: incoming.headers, body });
      const { id, method, params } = JSON.parse(body);
      const tools = ["echo", "die", "wait"].map((name) => ({ name, inputSchema: {}, vendor: name }));
      const result = method === "tools/list" ? { tools, vendorList: 1 } : { content: [{ type: "text", text: params.name }] };
      const answer = JSON.stringify({ jsonrpc: "2.0", id, result });
      response.writeHead(200, { "content-type": streamed ? "text/event-stream" : "application/json", "mcp-session-id": "up" });
      response.end(streamed ? `id: 1\nevent: message\ndata: ${answer}\n\n` : answer);
    });
  });
  return { url: `${origin}/mcp`, seen };
}

async function messageOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text);
}

for (const kind of ["session", "http", "http streamed"] as const) {
  const open = async () => {
    const { door, url } = await openDoor();
    if (kind === "session") await putBehind(door, "it", startScripted(), { tools: rules });
    else door.set(unit("it", { tools: rules }), { kind: "http", url: (await openTools(kind === "http streamed")).url, headers: {} });
    return `${url}/it/mcp`;
  };

  it(`${kind}: a list shows no denied tool, and the new name of a renamed one`, async () => {
    const answer = (await messageOf(await post(await open(), request(1, "tools/list")))) as {
      id: number;
      result: { tools: { name: string }[] };
    };
    expect(answer.id).toBe(1);
    expect(answer.result.tools.map((tool) => tool.name)).toEqual(["repeat", "wait"]);
  });

  it(`${kind}: a call goes to the tool behind the new name`, async () => {
    const call = request(2, "tools/call", { name: "repeat", arguments: {} });
    const text = kind === "session" ? "{}" : "echo";
    expect(await messageOf(await post(await open(), call))).toMatchObject({ id: 2, result: { content: [{ text }] } });
  });

  it.each(kind === "session" ? ["die", "echo", "nope"] : ["die", "echo"])(
    `${kind}: %s is answered as a tool that does not exist`,
    async (name) => {
      const response = await post(await open(), request(3, "tools/call", { name, arguments: {} }));
      expect(response.status).toBe(200);
      expect(await messageOf(response)).toEqual({ jsonrpc: "2.0", id: 3, error: { code: -32602, message: `Unknown tool: ${name}` } });
    },
  );
}

it("an allow list shows nothing else", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "it", startScripted(), { tools: { allow: ["wait"], deny: [], rename: {}, limits: {} } });
  const answer = (await messageOf(await post(`${url}/it/mcp`, request(1, "tools/list")))) as { result: { tools: { name: string }[] } };
  expect(answer.result.tools.map((tool) => tool.name)).toEqual(["wait"]);
});

it("the name in the header follows a renamed call to an HTTP server", async () => {
  const { door, url } = await openDoor();
  const tools = await openTools(false);
  door.set(unit("it", { tools: rules }), { kind: "http", url: tools.url, headers: {} });
  await post(`${url}/it/mcp`, request(1, "tools/call", { name: "repeat" }), { "mcp-method": "tools/call", "mcp-name": "repeat" });
  expect(tools.seen[0]?.headers["mcp-name"]).toBe("echo");
});

const denied = JSON.stringify(request(1, "tools/call", { name: "die", arguments: {} }));

it.each([
  ["behind a byte order mark", `\ufeff${denied}`, -32700],
  ["behind a number that only some parsers know", denied.replace("{}", '{"n":NaN}'), -32700],
  ["in another encoding", Buffer.from(denied, "utf16le"), -32700],
  ["compressed", gzipSync(denied), -32700],
  ["in a member that some parsers take for the method", denied.replace('"method"', '"method":"ping","Method"'), -32600],
  ["in a member that some parsers take for the params", denied.replace('"params"', '"params":{"name":"wait"},"param\u017f"'), -32600],
  ["in a member that some parsers take for the name", denied.replace('"name"', '"name":"wait","NAME"'), -32602],
  ["under brackets", denied.replace("{}", "[".repeat(5000) + "]".repeat(5000)), -32600],
])("no call hides %s", async (_, body, code) => {
  const { door, url } = await openDoor();
  const tools = await openTools(false);
  door.set(unit("it", { tools: rules }), { kind: "http", url: tools.url, headers: {} });
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  const answer = await fetch(`${url}/it/mcp`, { method: "POST", headers, body });
  expect(await messageOf(answer)).toMatchObject({ error: { code } });
  expect(tools.seen).toEqual([]);
});

it("no call hides in a batch", async () => {
  const { door, url } = await openDoor();
  const tools = await openTools(false);
  door.set(unit("it", { tools: rules }), { kind: "http", url: tools.url, headers: {} });
  expect((await post(`${url}/it/mcp`, [request(1, "tools/call", { name: "die" })])).status).toBe(400);
  expect(tools.seen).toEqual([]);
});
