import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { expect, it } from "vitest";
import { openHttp } from "../../../mcp/open-http.ts";
import { modernPost, openDoor, post, request, unit } from "../open-door.ts";

interface Seen {
  calls: number;
  strangers: number;
}

/** A server that knows its own sessions and no others, and takes a while over each call. */
async function openReplica(delayMs = 0): Promise<{ url: string; seen: Seen }> {
  const sessions = new Set<string>();
  const seen: Seen = { calls: 0, strangers: 0 };
  const origin = await openHttp(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { id, method } = JSON.parse(Buffer.concat(chunks).toString() || "{}") as { id?: number; method?: string };
    const head: Record<string, string> = { "content-type": "application/json" };
    const session = incoming.headers["mcp-session-id"];
    if (method === "initialize") {
      const own = randomUUID();
      sessions.add(own);
      head["mcp-session-id"] = own;
    } else if (session !== undefined && !sessions.has(String(session))) {
      seen.strangers += 1;
      response.writeHead(404, head).end("{}");
      return;
    }
    seen.calls += 1;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    response.writeHead(200, head).end(JSON.stringify({ jsonrpc: "2.0", id, result: { resultType: "complete", content: [] } }));
  });
  return { url: `${origin}/mcp`, seen };
}

const forwardTo = (urls: readonly string[]) => ({ kind: "http", url: urls[0] ?? "", headers: {}, replicas: urls.slice(1) }) as const;
const open = async (url: string) => (await post(`${url}/s/mcp`, request(1, "initialize"))).headers.get("mcp-session-id") ?? "";
const use = async (url: string, session: string) =>
  (await post(`${url}/s/mcp`, request(2, "tools/call", { name: "x" }), { "mcp-session-id": session })).status;

it("spreads modern requests and brings each legacy session to the replica that minted it", async () => {
  const { door, url } = await openDoor();
  const replicas = await Promise.all([openReplica(), openReplica(), openReplica()]);
  door.set(unit("s"), forwardTo(replicas.map((replica) => replica.url)));
  const sessions = await Promise.all(Array.from({ length: 24 }, () => open(url)));
  const answers = await Promise.all(sessions.flatMap((session) => Array.from({ length: 10 }, () => use(url, session))));
  expect(answers.filter((status) => status !== 200)).toEqual([]);
  expect(replicas.map(({ seen }) => seen.strangers)).toEqual([0, 0, 0]);
  await Promise.all(Array.from({ length: 60 }, (_, id) => modernPost(`${url}/s/mcp`, id, "tools/call", { name: "x" })));
  for (const { seen } of replicas) expect(seen.calls).toBeGreaterThan(10);
});

it("gives a modern request to the replica with the least under way", async () => {
  const { door, url } = await openDoor();
  const [slow, fast] = [await openReplica(1500), await openReplica()];
  door.set(unit("s"), forwardTo([slow.url, fast.url]));
  const underWay = Array.from({ length: 2 }, () => modernPost(`${url}/s/mcp`, 1, "tools/call", { name: "x" }));
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (let time = 0; time < 20; time += 1) expect((await modernPost(`${url}/s/mcp`, 1, "tools/call", { name: "x" })).status).toBe(200);
  expect(slow.seen.calls).toBe(1);
  expect(fast.seen.calls).toBe(21);
  await Promise.all(underWay);
});

it("asks another replica when one cannot be connected to, and only then", async () => {
  const { door, url } = await openDoor();
  const dead = await unusedUrl();
  const alive = await openReplica();
  door.set(unit("s"), forwardTo([dead, alive.url]));
  const answers = await Promise.all(Array.from({ length: 20 }, () => modernPost(`${url}/s/mcp`, 1, "tools/call", { name: "x" })));
  expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
  expect(alive.seen.calls).toBe(20);
});

it("keeps a session when replicas are added and the gateway is replaced, and ends those of a replica that goes", async () => {
  const [one, two] = [await openReplica(), await openReplica()];
  const first = await openDoor();
  first.door.set(unit("s"), forwardTo([one.url]));
  const session = await open(first.url);
  first.door.set(unit("s"), forwardTo([two.url, one.url]));
  expect(await use(first.url, session)).toBe(200);
  const second = await openDoor();
  second.door.set(unit("s"), forwardTo([two.url, one.url]));
  expect(await use(second.url, session)).toBe(200);
  second.door.set(unit("s"), forwardTo([two.url]));
  expect([await use(second.url, session), await use(second.url, "never-minted")]).toEqual([404, 404]);
  expect(two.seen).toEqual({ calls: 0, strangers: 0 });
});

async function unusedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/mcp`;
}
