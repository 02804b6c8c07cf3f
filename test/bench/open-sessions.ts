import { Agent, request } from "node:http";

export interface OpenSessions {
  readonly ids: readonly string[];
  /** Lets go of the connections without a word to the server. */
  close(): void;
}

/** Shakes hands `count` times as a client of 2025-11-25, spread over `urls`, each on a connection of its own that stays open. */
export async function openSessions(urls: readonly string[], count: number): Promise<OpenSessions> {
  const agents = Array.from({ length: count }, () => new Agent({ keepAlive: true }));
  const ids: string[] = [];
  const atOnce = 50;
  for (let start = 0; start < count; start += atOnce) {
    const batch = agents.slice(start, start + atOnce);
    ids.push(...(await Promise.all(batch.map((agent, index) => openSession(urls[(start + index) % urls.length] ?? "", agent)))));
  }
  return {
    ids,
    close: () => {
      for (const agent of agents) agent.destroy();
    },
  };
}

function openSession(url: string, agent: Agent): Promise<string> {
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "idle", version: "1" } };
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: "POST", agent, headers }, (answer) => {
      answer.resume();
      answer.once("end", () => {
        if (answer.statusCode === 200) resolve(String(answer.headers["mcp-session-id"] ?? ""));
        else reject(new Error(`initialize: ${answer.statusCode}`));
      });
    });
    outgoing.on("error", reject);
    outgoing.end(JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params }));
  });
}
