import { describe, expect, it } from "vitest";
import { freePort } from "../../free-port.ts";
import { nginxPrograms } from "../../nginx/programs.ts";
import { type Answer, modern, type Sent, send } from "../../nginx/send.ts";
import { openLegacyServer } from "../../runtime/connect/legacy-http-server.ts";
import { openModernServer } from "../../runtime/connect/modern-http-server.ts";
import { lacks } from "../requirement.ts";
import { machine } from "./stack.ts";

const token = { authorization: "Bearer our-token" };
const json = { "content-type": "application/json", accept: "application/json, text/event-stream" };
const _meta = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** Calls `add` of the modern server, or another tool. */
function call(name = "add", more: Sent = {}): Sent {
  const params = { name, arguments: { a: 1, b: 2 }, _meta };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
  return { path: "/recent/mcp", body, ...more, headers: { ...json, ...token, ...modern("tools/call", name), ...more.headers } };
}

const initialize = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } };
const open: Sent = {
  path: "/old/mcp",
  headers: { ...json, ...token },
  body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: initialize }),
};

/** What somebody may ask at the front door of one stack, by what is wrong with it. */
const requests: Readonly<Record<string, Sent>> = {
  "a call": call(),
  "a call with a slash at the end": call("add", { path: "/recent/mcp/" }),
  "a call from a known page": call("add", { headers: { origin: "https://app.example.com" } }),
  "a call by a name of loopback": call("add", { headers: { host: "127.0.0.1:1" } }),
  "a handshake of the older era": open,
  "a foreign host": call("add", { headers: { host: "evil.example.com" } }),
  "a foreign origin": call("add", { headers: { origin: "https://evil.example.com" } }),
  "an opaque origin": call("add", { headers: { origin: "null" } }),
  "no token": call("add", { headers: { authorization: "" } }),
  "another token": call("add", { headers: { authorization: "Bearer our-token2" } }),
  "a token in other letters": call("add", { headers: { authorization: "Bearer Our-Token" } }),
  "another path": call("add", { path: "/elsewhere" }),
  "another path without a token": call("add", { path: "/elsewhere", headers: { authorization: "" } }),
  "a hidden tool": call("progress"),
  "a tool that is not there": call("nothing"),
  "headers that say another tool": call("add", { headers: { "mcp-name": "progress" } }),
  "headers that hide a tool": { ...call("progress"), headers: { ...call("add").headers } },
  "a long body": call("add", { body: `{"x":"${"x".repeat(3000)}"}` }),
  "GET where there are no streams": call("add", { method: "GET" }),
  "an unknown session": {
    ...open,
    headers: { ...open.headers, "mcp-session-id": "nobody", "mcp-protocol-version": "2025-11-25" },
    body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
  },
};

const refused = ({ status, body }: Answer) => status >= 400 || body.includes('"error"');

describe.skipIf(lacks("nginx-program")).each(nginxPrograms)("nginx $version", (given) => {
  it("refuses what the gateway of the local target refuses, of the same stack", async () => {
    const { sandbox, nginx } = await machine(given);
    const [recent, old] = [(await openModernServer()).url, (await openLegacyServer()).url];
    const [localPort, nginxPort] = [await freePort(), await freePort()];
    sandbox.write({
      "mcp.stack.yaml": `apiVersion: mcpc/v1
name: e2e
secrets: {tokens: {from: {env: TOKENS}}}
gateway:
  hosts: [mcp.example.com]
  origins: ["https://app.example.com"]
  auth: {bearer: {tokens: "\${secret.tokens}"}}
servers:
  recent: {run: {url: "${recent}"}, protocol: modern, limits: {body: 2k, concurrency: 2}, tools: {deny: [progress]}}
  old: {run: {url: "${old}"}, protocol: legacy}
environments:
  dev: {target: local, options: {port: ${localPort}}}
  prod: {target: nginx, edge: {nginx: {version: "${given.version}"}}, options: ${JSON.stringify(nginx.options)}, overrides: {gateway: {port: ${nginxPort}}}}
`,
    });
    const env = { TOKENS: "our-token" };
    await sandbox.done(["apply", "--yes", "-e", "dev"], { env });
    await sandbox.done(["apply", "--yes", "-e", "prod"], { env });
    const verdicts = async (port: number) => {
      const answers: Record<string, string> = {};
      for (const [name, request] of Object.entries(requests)) {
        const answer = await send(port, request);
        answers[name] = refused(answer) ? "refused" : `${answer.status}`;
      }
      // More at a time than are let in, to a tool that does not end by itself.
      const waiting = [send(port, call("wait")), send(port, call("wait"))].map((answer) => answer.catch(() => undefined));
      await new Promise((resolve) => setTimeout(resolve, 300));
      answers["one too many"] = `${(await send(port, call())).status}`;
      return { answers, waiting };
    };
    const [local, behindNginx] = [await verdicts(localPort), await verdicts(nginxPort)];
    expect(behindNginx.answers).toEqual(local.answers);
    expect(local.answers).toMatchObject({
      "a call": "200",
      "a hidden tool": "refused",
      "headers that hide a tool": "refused",
      "one too many": "429",
    });
    await sandbox.done(["destroy", "--yes", "-e", "dev"], { env });
  });
});
