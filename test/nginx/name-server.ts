import { createSocket } from "node:dgram";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** A DNS server (RFC 1035) that knows what it is told, for as long as it is told so. */
export class NameServer {
  readonly addresses = new Map<string, readonly string[]>();
  readonly #socket = createSocket("udp4");

  constructor() {
    this.#socket.on("message", (query, { port, address }) => this.#socket.send(this.#answer(query), port, address));
    onTestFinished(() => void this.#socket.close());
  }

  async listen(): Promise<number> {
    this.#socket.bind(0, "127.0.0.1");
    await once(this.#socket, "listening");
    return this.#socket.address().port;
  }

  #answer(query: Buffer): Buffer {
    const labels: string[] = [];
    let end = 12;
    for (let length = query[end] ?? 0; length > 0; length = query[end] ?? 0) {
      labels.push(query.toString("latin1", end + 1, end + 1 + length));
      end += 1 + length;
    }
    const isAddress = query.readUInt16BE(end + 1) === 1;
    const known = this.addresses.get(labels.join("."));
    const records = isAddress ? (known ?? []) : [];
    const head = Buffer.from(query.subarray(0, 12));
    head.writeUInt16BE(known === undefined ? 0x8183 : 0x8180, 2);
    head.writeUInt16BE(records.length, 6);
    head.writeUInt32BE(0, 8);
    // Name (a pointer to the question), type A, class IN, ten minutes, four bytes: as Docker answers.
    const answers = records.map((ip) => Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 2, 88, 0, 4, ...ip.split(".").map(Number)]));
    return Buffer.concat([head, query.subarray(12, end + 5), ...answers]);
  }
}
