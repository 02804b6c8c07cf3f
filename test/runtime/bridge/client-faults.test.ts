import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { type BridgeUnderTest, startBridge } from "./bridge-under-test.ts";
import { startBystanders } from "./bystanders.ts";
import { callModern, HttpSession, post, textIn } from "./http-session.ts";

const both = [["a process per session", []] as const, ["a shared process", ["--stateless"]] as const];

/** Runs `fault` while others call; none of them may notice. */
async function amongOthers(options: readonly string[], fault: (bridge: BridgeUnderTest) => Promise<void>): Promise<void> {
  const bridge = await startBridge(options);
  const others = await startBystanders(bridge.url);
  await fault(bridge);
  expect((await others.stop()).errors).toEqual([]);
  await bridge.stop();
}

it.each(both)("forgets a client that vanishes in the middle of a stream (%s)", async (_, options) => {
  await amongOthers(options, async (bridge) => {
    const session = await HttpSession.open(bridge.url);
    for (let round = 0; round < 20; round++) {
      const leaving = new AbortController();
      const call = session.call("flood", { messages: 5000 }, { signal: leaving.signal });
      setTimeout(() => leaving.abort(), 20);
      await call.catch(() => {});
    }
    expect(textIn(await session.call("echo", { text: "still" }))).toBe("still");
    await session.delete();
  });
});

it.each(both)("keeps little for a client that reads slowly (%s)", { timeout: 60_000 }, async (_, options) => {
  await amongOthers(options, async (bridge) => {
    const session = await HttpSession.open(bridge.url);
    const before = bridge.memory();
    const socket = await rawCall(bridge, session, "flood", { messages: 60_000 });
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(bridge.memory() - before).toBeLessThan(150);
    socket.destroy();
    await session.delete();
  });
});

it.each(both)("tells apart requests of one id in two sessions, and refuses the second of one session (%s)", async (_, options) => {
  await amongOthers(options, async (bridge) => {
    const [one, two] = [await HttpSession.open(bridge.url), await HttpSession.open(bridge.url)];
    const leaving = new AbortController();
    const hanging = one.call("hang", {}, { id: 9, signal: leaving.signal }).catch(() => "left");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(textIn(await two.call("echo", { text: "two" }, { id: 9 }))).toBe("two");
    expect(await one.call("echo", { text: "one" }, { id: 9 })).toMatchObject({ status: 400, message: { error: { code: -32600 } } });
    leaving.abort();
    await hanging;
    await Promise.all([one.delete(), two.delete()]);
  });
});

it.each(both)("answers requests after DELETE with 404, and a second DELETE too (%s)", async (_, options) => {
  await amongOthers(options, async (bridge) => {
    const session = await HttpSession.open(bridge.url);
    expect(await session.delete()).toBeLessThan(300);
    expect((await session.call("echo", { text: "gone" })).status).toBe(404);
    expect(await session.delete()).toBe(404);
    const stream = await fetch(bridge.url, { headers: { ...session.headers, accept: "text/event-stream" } });
    expect(stream.status).toBe(404);
  });
});

it.each(both)("refuses modern requests whose headers and body differ (%s)", async (_, options) => {
  await amongOthers(options, async (bridge) => {
    expect(textIn(await callModern(bridge.url, "echo", { text: "a" }))).toBe("a");
    const wrong: Record<string, string>[] = [
      { "mcp-name": "die" },
      { "mcp-method": "tools/list" },
      { "mcp-protocol-version": "2025-11-25" },
      { "mcp-method": "" },
    ];
    for (const headers of wrong) {
      const answer = await callModern(bridge.url, "echo", { text: "a" }, headers);
      expect([answer.status, answer.message?.error?.code]).toEqual([400, -32020]);
    }
  });
});

it.each(both)("refuses modern calls whose arguments are not the ones that the headers repeat (%s)", async (_, options) => {
  await amongOthers(options, async (bridge) => {
    const call = (headers: Record<string, string>) => callModern(bridge.url, "region", { region: "us-west" }, headers);
    expect(textIn(await call({ "mcp-param-region": "us-west" }))).toBe("us-west");
    expect(textIn(await call({ "mcp-param-region": `=?base64?${Buffer.from("us-west").toString("base64")}?=` }))).toBe("us-west");
    for (const headers of [{}, { "mcp-param-region": "us-east" }, { "mcp-param-region": "=?base64?!?=" }] as Record<string, string>[]) {
      const answer = await call(headers);
      expect([answer.status, answer.message?.error?.code]).toEqual([400, -32020]);
    }
  });
});

it.each(both)("refuses strange hosts and origins before anything runs (%s)", async (_, options) => {
  await amongOthers(options, async (bridge) => {
    const strange: Record<string, string>[] = [
      { host: "evil.example" },
      { host: `evil.example:${bridge.port}` },
      { origin: "https://evil.example" },
      { origin: "null" },
    ];
    for (const headers of strange) {
      expect(await statusOf(bridge, headers)).toBe(403);
    }
    expect(await statusOf(bridge, { origin: `http://localhost:${bridge.port}` })).toBe(200);
  });
});

it.each(both)("refuses a body over the limit with 413 while it still comes, told its length or not (%s)", async (_, options) => {
  await amongOthers(options, async (bridge) => {
    const session = await HttpSession.open(bridge.url);
    const before = bridge.memory();
    expect((await session.call("echo", { text: "x".repeat(40 * 2 ** 20) })).status).toBe(413);
    const chunks = ReadableStream.from(Array.from({ length: 40 }, () => new Uint8Array(2 ** 20).fill(0x20)));
    const endless = await fetch(bridge.url, { method: "POST", headers: session.headers, body: chunks, duplex: "half" } as RequestInit);
    expect(endless.status).toBe(413);
    expect(bridge.memory() - before).toBeLessThan(120);
    await session.delete();
  });
});

it.each([
  ["{", 400, -32700],
  ["[]", 400, -32600],
  ['{"jsonrpc":"1.0","id":1,"method":"ping"}', 400, -32600],
  ["null", 400, -32600],
  ['{"jsonrpc":"2.0","id":null,"method":"ping"}', 400, -32600],
  ['{"jsonrpc":"2.0","id":{},"method":"ping"}', 400, -32600],
  ['{"jsonrpc":"2.0","id":12345678901234567890,"method":"ping"}', 400, -32600],
])("refuses what is no message: %s", async (body, status, code) => {
  await amongOthers([], async (bridge) => {
    const session = await HttpSession.open(bridge.url);
    const answer = await post(bridge.url, session.headers, body);
    expect([answer.status, answer.message?.error?.code]).toEqual([status, code]);
    await session.delete();
  });
});

it.each(both)("refuses a message that is nested deeper than it could be passed on (%s)", async (_, options) => {
  await amongOthers(options, async (bridge) => {
    const session = await HttpSession.open(bridge.url);
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":${deep}}}}`;
    expect((await post(bridge.url, session.headers, body)).status).toBe(400);
    expect(textIn(await session.call("echo", { text: "still" }))).toBe("still");
    await session.delete();
  });
});

it.each(both)("passes numbers on as they were written (%s)", async (_, options) => {
  await amongOthers(options, async (bridge) => {
    const session = await HttpSession.open(bridge.url);
    const given = '{"id":1184987354212376577,"price":0.10000000000000000555,"text":"1184987354212376577"}';
    const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"line","arguments":${given}}}`;
    expect(textIn(await post(bridge.url, session.headers, body))).toContain(given);
    await session.delete();
  });
});

function open(bridge: BridgeUnderTest): Socket {
  const socket = connect(bridge.port, "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Sends a call and gives the socket on which the answer comes. */
async function rawCall(bridge: BridgeUnderTest, session: HttpSession, name: string, args: object): Promise<Socket> {
  const socket = open(bridge);
  const body = JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name, arguments: args, _meta: { progressToken: 1 } },
  });
  const headers = Object.entries({ host: `127.0.0.1:${bridge.port}`, ...session.headers, "content-length": String(body.length) });
  socket.write(`POST /mcp HTTP/1.1\r\n${headers.map(([key, value]) => `${key}: ${value}\r\n`).join("")}\r\n${body}`);
  await new Promise((resolve) => socket.once("readable", resolve));
  return socket;
}

function statusOf(bridge: BridgeUnderTest, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(bridge.url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
    });
    outgoing.on("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on("error", reject);
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } };
    outgoing.end(JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params }));
  });
}
