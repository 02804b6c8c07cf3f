import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import type { GatewayLog, RequestEntry } from "../../../../src/runtime/gateway/log/gateway-log.ts";
import { openHttp } from "../../../mcp/open-http.ts";
import { openDoor, unit } from "../open-door.ts";

/** A server that tells what it was sent: as one answer, as one that comes in pieces, or as events. */
async function openEcho(): Promise<string> {
  return openHttp(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = Buffer.concat(chunks).toString("latin1");
    const { connection, ...headers } = request.headers;
    const text = JSON.stringify({ jsonrpc: "2.0", id: 1, result: { headers, sent } });
    if (sent.includes("silence")) return;
    if (sent.includes("nothing")) response.writeHead(202).end();
    else if (sent.includes("events")) response.writeHead(200, { "content-type": "text/event-stream" }).end(`data: ${text}\n\n`);
    else if (sent.includes("pieces")) {
      response.writeHead(200, { "content-type": "application/json" }).write(text.slice(0, 30));
      await sleep(20);
      response.end(text.slice(30));
    } else response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
  });
}

async function openEchoDoor(more: Parameters<typeof openDoor>[1] = {}) {
  const { door, url } = await openDoor({}, more);
  const origin = await openEcho();
  door.set(unit("it"), { kind: "http", url: `${origin}/mcp`, headers: {} });
  return { door, port: Number(new URL(url).port) };
}

function open(port: number): Socket {
  const socket = connect(port, "127.0.0.1")
    .setNoDelay()
    .on("error", () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

const post = (text: string, more: readonly string[] = []) => {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping", params: { text } });
  const head = ["POST /it/mcp HTTP/1.1", "host: localhost", "content-type: application/json", ...more];
  const bytes = Buffer.from(body).toString("latin1");
  return [...head, `content-length: ${bytes.length}`, "", bytes].join("\r\n");
};

/** Sends the parts one after the other and gives the answers, without what differs from one to the next. */
async function exchange(socket: Socket, parts: readonly string[], answers = 1): Promise<string> {
  let text = "";
  const { promise, resolve } = Promise.withResolvers<void>();
  const take = (chunk: Buffer) => {
    text += chunk.toString("latin1");
    if (text.split("HTTP/1.1 ").filter(isWhole).length >= answers) resolve();
  };
  socket.on("data", take).once("close", () => resolve());
  for (const [index, part] of parts.entries()) {
    if (index > 0) await sleep(10);
    socket.write(part, "latin1");
  }
  await promise;
  socket.off("data", take);
  return text.replaceAll(/^date: .*\r\n/gim, "");
}

function isWhole(answer: string): boolean {
  const length = /content-length: (\d+)/i.exec(answer)?.[1];
  const body = answer.slice(answer.indexOf("\r\n\r\n") + 4);
  return answer.includes("\r\n\r\n") && (length === undefined ? body.endsWith("0\r\n\r\n") : body.length >= Number(length));
}

/** Status, headers by name, and the body without its chunks. */
function partsOf(answer: string) {
  const [head = "", ...rest] = answer.split("\r\n\r\n");
  const [status, ...lines] = head.split("\r\n");
  const headers = lines.map((line) => line.toLowerCase()).filter((line) => !/^(?:content-length|transfer-encoding):/.test(line));
  const body = rest
    .join("\r\n\r\n")
    .replaceAll(/^[0-9a-f]+\r\n/gm, "")
    .replaceAll("\r\n", "");
  return { status, headers: headers.sort(), body };
}

it.each(["whole", "pieces", "events", "nothing"])(
  "answers a request that comes in one piece like one that comes in two (%s)",
  async (kind) => {
    const { port } = await openEchoDoor();
    const request = post(`${kind} grüße`, [
      "accept: application/json, text/event-stream",
      "x-a: 1",
      "authorization: Bearer x",
      "cookie: a=1",
    ]);
    const expected = partsOf(await exchange(open(port), [request]));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: request.length - 1 }), async (cut) => {
        expect(partsOf(await exchange(open(port), [request.slice(0, cut), request.slice(cut)]))).toEqual(expected);
      }),
      { numRuns: 12 },
    );
    expect(expected.status).toBe(kind === "nothing" ? "HTTP/1.1 202 Accepted" : "HTTP/1.1 200 OK");
    expect(expected.body.includes("x-a")).toBe(kind !== "nothing");
  },
);

it("serves one request after the other on a connection, whatever each of them is", async () => {
  const { port } = await openEchoDoor();
  const socket = open(port);
  const get = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";
  for (const text of ["one", "pieces", "events", "two"]) expect(await exchange(socket, [post(text)])).toContain(text);
  expect(await exchange(socket, [get])).toContain('{"status":"ok"}');
  expect(await exchange(socket, [post("three")])).toContain("three");
});

it("answers requests in turn that do not wait for answers", async () => {
  const { port } = await openEchoDoor();
  const together = await exchange(open(port), [post("pieces one") + post("two") + post("three")], 3);
  const apart = await exchange(open(port), [post("pieces one"), post("two"), post("three")], 3);
  for (const text of [together, apart]) expect(text.match(/pieces one|two|three/g)).toEqual(["pieces one", "two", "three"]);
});

it.each([
  ["a foreign host", post("x").replace("localhost", "evil.example"), 403],
  ["a foreign origin", post("x", ["origin: https://evil.example"]), 403],
  ["an unknown path", post("x").replace("/it/mcp", "/other/mcp"), 404],
  ["an origin of this machine", post("x", ["origin: http://localhost:3000"]), 200],
  ["another method", post("x").replace("POST", "PATCH"), 200],
])("says the same to a request with %s as to one that came in two pieces", async (_, request, status) => {
  const { port } = await openEchoDoor();
  const whole = partsOf(await exchange(open(port), [request]));
  expect(whole).toEqual(partsOf(await exchange(open(port), [request.slice(0, 50), request.slice(50)])));
  expect(whole.status).toContain(` ${status} `);
});

it("lets in who has a token, tells the log who it was, and goes on with who has none", async () => {
  const entries: RequestEntry[] = [];
  const log: GatewayLog = { request: (entry) => void entries.push(entry), event: () => {} };
  const { door, port } = await openEchoDoor({ log });
  const { digestText } = await import("../../../../src/model/digest.ts");
  await door.configure({ auth: { tokenHashes: [digestText("good")] }, metrics: false, limits: {} });
  const socket = open(port);
  const request = (token: string) => post("x", [`authorization: Bearer ${token}`, "x-request-id: mine"]);
  const answer = await exchange(socket, [request("good")]);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain("x-request-id: mine");
  expect(answer).not.toContain("Bearer");
  expect(await exchange(socket, [request("bad")])).toMatch(/^HTTP\/1\.1 401 /);
  expect(await exchange(socket, [request("good")])).toMatch(/^HTTP\/1\.1 200 /);
  await expect.poll(() => entries.length).toBe(3);
  expect(entries.map(({ status, caller, server, method }) => [status, caller, server, method])).toEqual([
    [200, "token-1", "it", "ping"],
    [401, undefined, undefined, undefined],
    [200, "token-1", "it", "ping"],
  ]);
});

it.each([1, 2])("gives a call up whose client leaves, and tells the log that nothing was answered: sent in %i", async (pieces) => {
  const entries: RequestEntry[] = [];
  const { door, port } = await openEchoDoor({ log: { request: (entry) => void entries.push(entry), event: () => {} } });
  const socket = open(port);
  const request = post("silence");
  if (pieces === 2) {
    socket.write(request.slice(0, 20));
    await sleep(20);
  }
  socket.write(pieces === 2 ? request.slice(20) : request);
  await sleep(50);
  socket.destroy();
  await expect.poll(() => entries).toMatchObject([{ status: 499, outcome: "cancelled", server: "it" }]);
  door.remove("it");
});

it("asks no more for a client that does not read what it asked for", async () => {
  let asked = 0;
  const answer = JSON.stringify({ jsonrpc: "2.0", id: 1, result: { text: "x".repeat(40 * 1024) } });
  const origin = await openHttp((request, response) => {
    asked += 1;
    const headers = { "content-type": "application/json", "content-length": answer.length };
    request.resume().on("end", () => response.writeHead(200, headers).end(answer));
  });
  const { door, url } = await openDoor();
  door.set(unit("it"), { kind: "http", url: `${origin}/mcp`, headers: {} });
  const socket = open(Number(new URL(url).port));
  socket.pause();
  // Far more than the buffers of two sockets hold.
  const most = 1000;
  for (let sent = 1; sent <= most && asked === sent - 1; sent += 1) {
    socket.write(post("x"));
    for (let waited = 0; asked < sent && waited < 50; waited += 1) await sleep(waited < 20 ? 0 : 20);
    await sleep(0);
  }
  expect(asked).toBeGreaterThan(1);
  expect(asked).toBeLessThan(most);
});

it("closes connections on which nothing comes, and keeps those that were used", async () => {
  const { port } = await openEchoDoor({ clientTimeoutMs: 200 });
  const used = open(port);
  await exchange(used, [post("x")]);
  let closed = false;
  used.once("close", () => {
    closed = true;
  });
  const silent = open(port);
  await new Promise((resolve) => silent.once("close", resolve));
  expect(closed).toBe(false);
  expect(await exchange(used, [post("y")])).toContain("y");
});

it("ends idle connections when it closes, and others with their answer", async () => {
  const { door, port } = await openEchoDoor();
  const idle = open(port);
  await exchange(idle, [post("x")]);
  const busy = exchange(open(port), [post("pieces")]);
  await sleep(10);
  await door.close();
  expect(idle.closed || (await new Promise((resolve) => idle.once("close", () => resolve(true))))).toBe(true);
  expect(await busy).toMatch(/^HTTP\/1\.1 (?:200|502|503) /);
});
