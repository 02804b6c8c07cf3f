import { expect, it } from "vitest";
import { openHttp } from "../../../mcp/open-http.ts";
import { modernPost, openDoor, unit } from "../open-door.ts";

interface List {
  readonly result: { readonly tools: readonly { readonly name: string }[]; readonly ttlMs: number };
}

/** A server whose list of tools may be kept; counts how often it is asked. */
async function openLists(lifetime: { ttlMs: number; cacheScope: string }) {
  let asked = 0;
  const origin = await openHttp(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id: number };
    asked += 1;
    const result = { resultType: "complete", tools: [{ name: `seen-${asked}` }, { name: "hidden" }], ...lifetime };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ jsonrpc: "2.0", id, result }));
  });
  const { door, url } = await openDoor();
  const show = (deny: readonly string[]) =>
    door.set(unit("s", { tools: { deny, rename: {}, limits: {} } }), { kind: "http", url: `${origin}/mcp`, headers: {}, replicas: [] });
  show(["hidden"]);
  const list = async (params = {}) => (await (await modernPost(`${url}/s/mcp`, 7, "tools/list", params)).json()) as List;
  return { list, show, asked: () => asked };
}

it("asks once for a list that is the same for everybody while it is good, and tells the time that is left", async () => {
  const { list, asked } = await openLists({ ttlMs: 400, cacheScope: "public" });
  const first = await list();
  expect(first).toMatchObject({ id: 7, result: { tools: [{ name: "seen-1" }], ttlMs: 400 } });
  await new Promise((resolve) => setTimeout(resolve, 60));
  const second = await list();
  expect(second.result.tools).toEqual(first.result.tools);
  expect(second.result.ttlMs).toBeLessThan(360);
  expect(asked()).toBe(1);
  await list({ cursor: "other" });
  expect(asked()).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect((await list()).result.tools).toEqual([{ name: "seen-3" }]);
});

it("keeps no list of one caller, and none without a lifetime", async () => {
  for (const lifetime of [
    { ttlMs: 60_000, cacheScope: "private" },
    { ttlMs: 0, cacheScope: "public" },
  ]) {
    const { list, asked } = await openLists(lifetime);
    await list();
    await list();
    expect(asked()).toBe(2);
  }
});

it("forgets what it kept when other tools are shown", async () => {
  const { list, show } = await openLists({ ttlMs: 60_000, cacheScope: "public" });
  await list();
  show([]);
  expect((await list()).result.tools).toEqual([{ name: "seen-2" }, { name: "hidden" }]);
});
