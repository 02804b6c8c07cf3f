import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import type { JsonRpcMessage } from "../../src/mcp/json-rpc.ts";
import { StdioChannel } from "../../src/mcp/stdio-channel.ts";

it("answers for a message that cannot be written, and goes on", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const channel = new StdioChannel(input, output);
  await channel.open({ message: () => {}, closed: () => {} });
  let deep: object = {};
  for (let depth = 0; depth < 50_000; depth += 1) deep = { deep };
  await expect(channel.send({ jsonrpc: "2.0", method: "a", params: { deep } })).rejects.toThrow(RangeError);
  await channel.send({ jsonrpc: "2.0", method: "b" });
  expect(String(input.read())).toBe('{"jsonrpc":"2.0","method":"b"}\n');
});

it("takes a line that is nested too deeply for none of the protocol", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const channel = new StdioChannel(input, output);
  const taken: JsonRpcMessage[] = [];
  await channel.open({ message: (message) => taken.push(message), closed: () => {} });
  output.write(`{"jsonrpc":"2.0","method":"a","params":{"deep":${"[".repeat(5000)}${"]".repeat(5000)}}}\n{"jsonrpc":"2.0","method":"b"}\n`);
  await new Promise((resolve) => setImmediate(resolve));
  expect([taken, channel.strayLines]).toEqual([[{ jsonrpc: "2.0", method: "b" }], 1]);
});
