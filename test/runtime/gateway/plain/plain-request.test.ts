import { createServer, type IncomingHttpHeaders } from "node:http";
import { type AddressInfo, connect } from "node:net";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { readPlainRequest } from "../../../../src/runtime/gateway/plain/plain-request.ts";

const good = "POST /it/mcp HTTP/1.1\r\nHost: localhost:80\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

it("reads a POST that is whole and alone", () => {
  expect(readPlainRequest(Buffer.from(good))).toEqual({
    method: "POST",
    url: "/it/mcp",
    headers: { host: "localhost:80", "content-type": "application/json", "content-length": "2" },
    body: "{}",
  });
});

it("gives a body that is not ASCII as the bytes it is", () => {
  const body = Buffer.from([0x7b, 0xff, 0xc3, 0x7d]);
  const bytes = Buffer.concat([Buffer.from(good.slice(0, -2).replace("Length: 2", "Length: 4")), body]);
  expect(readPlainRequest(bytes)?.body).toEqual(body);
});

const without = (name: string) => good.replace(new RegExp(`${name}:.*\r\n`), "");
const withLine = (line: string) => good.replace("\r\nContent-Type", `\r\n${line}\r\nContent-Type`);

it.each<[string, string]>([
  ["another method", good.replace("POST", "PUT")],
  ["an older version", good.replace("1.1", "1.0")],
  ["no path", good.replace("/it/mcp", "http://localhost/it/mcp")],
  ["a space in its path", good.replace("/it/mcp", "/it /mcp")],
  ["no host", without("Host")],
  ["two hosts", withLine("host: other")],
  ["no length", without("Content-Length")],
  ["two lengths", withLine("content-length: 2")],
  ["a length that is none", good.replace("Length: 2", "Length: +2")],
  ["a length that is too small", good.replace("Length: 2", "Length: 1")],
  ["a length that is too large", good.replace("Length: 2", "Length: 3")],
  ["chunks", withLine("Transfer-Encoding: chunked")],
  ["a trailer", withLine("Trailer: x")],
  ["an expectation", withLine("Expect: 100-continue")],
  ["an upgrade", withLine("Upgrade: h2c")],
  ["an end of the connection", withLine("Connection: close")],
  ["headers that concern the connection", withLine("Connection: keep-alive, x-a")],
  ["the same header twice", withLine("x-a: 1\r\nX-A: 2")],
  ["a folded line", withLine("x-a: 1\r\n 2")],
  ["a line that ends early", withLine("x-a: 1\nx-b: 2")],
  ["a carriage return within a line", withLine("x-a: 1\rx-b: 2")],
  ["a space before a colon", withLine("x-a : 1")],
  ["no colon", withLine("x-a")],
  ["no name", withLine(": 1")],
  ["a zero byte", withLine("x-a: \0")],
  ["a name that objects have", withLine("__proto__: 1")],
  ["another such name", withLine("constructor: 1")],
  ["a head that is too long", withLine(`x-a: ${"a".repeat(16 * 1024)}`)],
  ["another request behind it", good + good],
  ["an empty line before it", `\r\n${good}`],
  ["only a part of its head", good.slice(0, 40)],
  ["only a part of its body", good.slice(0, -1)],
])("leaves a request to a real parser that has %s", (_, text) => {
  expect(readPlainRequest(Buffer.from(text, "latin1"))).toBeUndefined();
});

it("whatever it takes it reads as Node does", async () => {
  const nodes = await startReader();
  const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
  const blank = fc.string({ unit: fc.constantFrom(" ", "\t"), maxLength: 2 });
  const value = fc.string({ unit: fc.oneof(fc.constantFrom(" ", "\t", "\xa0", "a"), byte), maxLength: 6 });
  const name = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,6}$/);
  const line = fc.tuple(name, blank, value, blank).map(([key, before, text, after]) => `${key}:${before}${text}${after}`);
  const lines = fc.array(fc.oneof(line, fc.constantFrom("Connection: Keep-Alive", "Cookie: a=1", "Set-Cookie: b", "Accept:")), {
    maxLength: 5,
  });
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(lines, fc.string({ unit: byte, maxLength: 20 }), async (more, body) => {
      const text = ["POST /a/mcp HTTP/1.1", "host: h", ...more, `content-length: ${body.length}`, "", body].join("\r\n");
      const plain = readPlainRequest(Buffer.from(text, "latin1"));
      if (plain === undefined) return;
      taken += 1;
      const { url, headers } = plain;
      const asText = typeof plain.body === "string" ? plain.body : plain.body.toString("latin1");
      expect({ url, headers: flat(headers), body: asText }).toEqual(await nodes(text));
    }),
    { numRuns: 150 },
  );
  expect(taken).toBeGreaterThan(50);
});

const flat = (headers: IncomingHttpHeaders) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** What Node's own parser makes of a request. */
async function startReader() {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("latin1");
      response.end(JSON.stringify({ url: request.url, headers: flat(request.headers), body }));
    });
  });
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return async (text: string): Promise<unknown> => {
    const socket = connect(port, "127.0.0.1");
    socket.end(text, "latin1");
    let answer = "";
    for await (const chunk of socket) answer += String(chunk);
    return JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4)) as unknown;
  };
}
