import { openHttp } from "../../mcp/open-http.ts";

/** A server of both eras that breaks off in the middle of every tool call, after the call may have run. */
export async function openBreakingServer(): Promise<{ readonly url: string; readonly calls: () => number }> {
  let calls = 0;
  const origin = await openHttp(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { id, method, params } = JSON.parse(body || "{}") as { id?: number; method?: string; params?: { _meta?: object } };
    const answer = (result: object) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ jsonrpc: "2.0", id, result }));
    const said = { capabilities: { tools: {} }, serverInfo: { name: "breaking", version: "1" } };
    if (method === "server/discover") answer({ ...said, supportedVersions: ["2026-07-28"], resultType: "complete" });
    else if (method === "initialize" && params?._meta === undefined) answer({ ...said, protocolVersion: "2025-11-25" });
    else if (method === "tools/list") answer({ tools: [{ name: "add", inputSchema: { type: "object" } }], resultType: "complete" });
    else if (method !== "tools/call") response.writeHead(202).end();
    else {
      calls += 1;
      response.writeHead(200, { "content-type": "text/event-stream" }).write(": here\n\n");
      setTimeout(() => response.destroy(), 20);
    }
  });
  return { url: `${origin}/mcp`, calls: () => calls };
}
