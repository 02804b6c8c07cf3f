// Calls one tool back to back in many sessions, each on a connection of its own; prints what came of it as JSON.
// usage: node load.mjs URL SESSIONS MILLISECONDS
// Speaks HTTP by hand: Node's client would be slower than some of what it is to measure.
import { connect } from "node:net";

const [url, sessions, milliseconds] = process.argv.slice(2);
const { hostname, port, pathname } = new URL(url);
const latencies = [];
const errors = new Map();
const opened = await Promise.allSettled(Array.from({ length: Number(sessions) }, () => openSession()));
for (const { reason } of opened) if (reason !== undefined) count(reason);
const ready = opened.flatMap(({ value }) => (value === undefined ? [] : [value]));
const start = performance.now();
const end = start + Number(milliseconds);
const processor = process.cpuUsage();
await Promise.all(ready.map(callUntilEnd));
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(processor);
latencies.sort((a, b) => a - b);
const at = (part) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? Number.NaN;
console.log(
  JSON.stringify({
    calls: latencies.length,
    perSecond: latencies.length / seconds,
    median: at(0.5),
    p99: at(0.99),
    sessions: ready.length,
    errors: Object.fromEntries(errors),
    ownProcessor: (user + system) / 1e6 / seconds,
  }),
);
await Promise.allSettled(ready.map((connection) => connection.end()));
process.exit();

async function openSession() {
  const connection = new Connection();
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "load", version: "1" } };
  const { headers, status } = await connection.post({ jsonrpc: "2.0", id: 0, method: "initialize", params });
  if (status !== 200) throw new Error(`initialize: ${status}`);
  const id = /^mcp-session-id: *(.*)$/im.exec(headers)?.[1];
  connection.extra = `mcp-protocol-version: 2025-11-25\r\n${id === undefined ? "" : `mcp-session-id: ${id}\r\n`}`;
  await connection.post({ jsonrpc: "2.0", method: "notifications/initialized" });
  return connection;
}

async function callUntilEnd(connection, index) {
  for (let call = 1; performance.now() < end; call++) {
    const text = `session ${index} call ${call}`;
    const sent = performance.now();
    try {
      const message = { jsonrpc: "2.0", id: call, method: "tools/call", params: { name: "echo", arguments: { text } } };
      const { status, body } = await connection.post(message);
      // Another session's answer would be the worst of all errors.
      if (status !== 200 || !body.includes(`"${text}"`)) count(new Error(`call: ${status} ${body.slice(0, 80)}`));
      else latencies.push(performance.now() - sent);
    } catch (error) {
      count(error);
      return;
    }
  }
}

function count(error) {
  errors.set(error.message, (errors.get(error.message) ?? 0) + 1);
}

/** One kept connection, one exchange at a time. */
function Connection() {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let text = "";
  let waiting;
  socket.setEncoding("latin1");
  socket.on("data", (chunk) => {
    text += chunk;
    const answer = readAnswer(text);
    if (answer === undefined) return;
    text = text.slice(answer.length);
    waiting?.resolve(answer);
  });
  socket.on("error", (error) => waiting?.reject(error));
  socket.on("close", () => waiting?.reject(new Error("connection closed")));
  this.extra = "";
  const exchange = (method, headers, body) => {
    waiting = Promise.withResolvers();
    const { promise } = waiting;
    socket.write(`${method} ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n${headers}${this.extra}\r\n${body}`);
    const late = setTimeout(() => waiting.reject(new Error("no answer in 20 s")), 20_000);
    return promise.finally(() => clearTimeout(late));
  };
  this.post = (message) => {
    const body = JSON.stringify(message);
    const type = "content-type: application/json\r\naccept: application/json, text/event-stream\r\n";
    return exchange("POST", `${type}content-length: ${Buffer.byteLength(body)}\r\n`, body);
  };
  // As a client does that is done; where there is no session there is nothing to end.
  this.end = () => (this.extra.includes("mcp-session-id") ? exchange("DELETE", "", "") : Promise.resolve());
}

/** A whole answer at the start of `text`, or nothing yet. */
function readAnswer(text) {
  const split = text.indexOf("\r\n\r\n");
  if (split === -1) return undefined;
  const headers = text.slice(0, split);
  const status = Number(headers.slice(9, 12));
  const rest = split + 4;
  const given = /^content-length: *(\d+)/im.exec(headers);
  if (given !== null) {
    const length = rest + Number(given[1]);
    return text.length < length ? undefined : { status, headers, body: text.slice(rest, length), length };
  }
  if (!/^transfer-encoding: *chunked/im.test(headers)) return { status, headers, body: "", length: rest };
  const stop = text.indexOf("0\r\n\r\n", rest);
  return stop === -1 ? undefined : { status, headers, body: text.slice(rest, stop), length: stop + 5 };
}
