import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { CallEnd } from "../../../../../src/mcp/ending.ts";
import { NotConnected } from "../../../../../src/runtime/gateway/upstream/connections.ts";
import type { UpstreamAnswer } from "../../../../../src/runtime/gateway/upstream/upstream-answer.ts";
import { WireConnections } from "../../../../../src/runtime/gateway/upstream/wire/wire-connections.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

it("gives a small answer as a whole, and uses its connection again", async () => {
  const server = await open((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"));
  const first = await server.ask();
  await server.ask();
  expect([first.statusCode, first.headers.get("content-type"), first.whole]).toEqual([200, "application/json", "{}"]);
  expect(server.connections()).toBe(1);
});

it("sends what it is given, with the length of the body and credentials of the URL", async () => {
  const server = await open((socket) => socket.write("HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n"), "me:secret@");
  await server.ask({ body: Buffer.from("grüße"), fields: ["x-a", "1", "x-b", "2", "x-b", "3"] });
  expect(server.received()).toBe(
    `POST /mcp?a=1 HTTP/1.1\r\nhost: ${server.host}\r\nx-a: 1\r\nx-b: 2\r\nx-b: 3\r\nauthorization: Basic bWU6c2VjcmV0\r\n\r\ngrüße`,
  );
});

it("refuses a header that would break out of its line, before anything is sent", async () => {
  const server = await open(() => {});
  await expect(async () => server.ask({ fields: ["x-a", "1\r\nx-b: 2"] })).rejects.toThrow('header "x-a"');
  expect(server.connections()).toBe(0);
});

const answers = {
  length: "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 11\r\n\r\nhello world",
  chunks: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nx-trailer: 1\r\n\r\n",
  close: "HTTP/1.1 200 OK\r\n\r\nhello world",
  informational: "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello world",
  old: "HTTP/1.0 200 OK\r\ncontent-length: 11\r\n\r\nhello world",
};

it.each(Object.entries(answers))("reads the same body however it was cut on its way: %s", async (name, text) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: text.length }), { maxLength: 4 }), async (cuts) => {
      const server = await open(async (socket) => {
        let from = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), text.length]) {
          socket.write(text.slice(from, cut), "latin1");
          from = cut;
          await new Promise(setImmediate);
        }
        if (name === "close") socket.end();
      });
      expect(await bodyOf(await server.ask())).toBe("hello world");
      server.close();
    }),
    { numRuns: 25 },
  );
});

it.each([
  ["not HTTP", "220 smtp.example.com ESMTP\r\n\r\n"],
  ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}"],
  ["a length that is no number", "HTTP/1.1 200 OK\r\ncontent-length: +2\r\n\r\n{}"],
  ["an encoding it does not know", "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n"],
  ["a length and chunks", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"],
  ["a name before a space", "HTTP/1.1 200 OK\r\ncontent-length : 2\r\n\r\n{}"],
  ["a folded header", "HTTP/1.1 200 OK\r\nx-a: 1\r\n x-b: 2\r\ncontent-length: 2\r\n\r\n{}"],
  ["a head without end", `HTTP/1.1 200 OK\r\n${"x".repeat(70_000)}`],
  ["a change of the protocol", "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n"],
])("gives up a connection with %s", async (_what, text) => {
  const server = await open((socket) => socket.write(text, "latin1"));
  await expect(server.ask()).rejects.toMatchObject({ name: "MalformedAnswer" });
});

it("tells of a body that ends too early, and of chunks that are none", async () => {
  const short = await open((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\nhello"));
  const broken = await open((socket) => socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"));
  await expect(bodyOf(await short.ask())).rejects.toThrow("the connection ended before the answer did");
  await expect(bodyOf(await broken.ask())).rejects.toMatchObject({ name: "MalformedAnswer" });
});

it.each([
  ["more than the answer", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil"],
  ["the word that it is the last", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"],
  ["a time that is over at once", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nkeep-alive: timeout=1\r\n\r\n{}"],
])("uses a connection once where there came %s", async (_what, text) => {
  const server = await open((socket) => socket.write(text));
  expect(await bodyOf(await server.ask())).toBe("{}");
  expect(await bodyOf(await server.ask())).toBe("{}");
  expect(server.connections()).toBe(2);
});

it("tells a connection that never was from a request that may have arrived", async () => {
  const gone = await open(() => {});
  gone.close();
  const hangsUp = await open((socket) => socket.destroy());
  await expect(gone.ask()).rejects.toBeInstanceOf(NotConnected);
  await expect(hangsUp.ask()).rejects.toMatchObject({ code: "ECONNRESET" });
});

it("closes the connection of a request that is taken back", async () => {
  const end = new CallEnd();
  const server = await open((socket) => {
    socket.once("close", () => closed.resolve(undefined));
    end.abort(new Error("enough"));
  });
  const closed = Promise.withResolvers<undefined>();
  await expect(server.ask({ signal: end })).rejects.toThrow();
  await closed.promise;
});

it("takes no more from a server than somebody reads", async () => {
  const server = await open((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 50000000\r\n\r\n");
    socket.write(Buffer.alloc(50_000_000));
  });
  const answer = await server.ask();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(server.unsent()).toBeGreaterThan(30_000_000);
  expect((await bodyOf(answer)).length).toBe(50_000_000);
});

async function open(answer: (socket: Socket) => unknown, credentials = "") {
  const sockets: Socket[] = [];
  let received = "";
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received += chunk.toString("utf8");
      if (received.includes("\r\n\r\n")) void answer(socket);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connections = new WireConnections(new URL(`http://${credentials}${host}/mcp?a=1`));
  const close = () => {
    connections.close();
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  closers.push(close);
  return {
    host,
    close,
    received: () => received,
    connections: () => sockets.length,
    unsent: () => sockets[0]?.writableLength ?? 0,
    ask: (request: { readonly body?: Buffer; readonly fields?: readonly string[]; readonly signal?: CallEnd } = {}) =>
      connections.send({ method: "POST", fields: [], body: Buffer.from("{}"), signal: new CallEnd(), ...request }),
  };
}

function bodyOf(answer: UpstreamAnswer): Promise<string> {
  if (answer.whole !== undefined) return Promise.resolve(answer.whole);
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    answer.read({ data: (chunk) => chunks.push(chunk), end: () => resolve(Buffer.concat(chunks).toString("latin1")), failed: reject });
  });
}
