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

it("takes an answer that is nested too deeply for an error, and any other such line for none of the protocol", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const channel = new StdioChannel(input, output);
  const taken: JsonRpcMessage[] = [];
  await channel.open({ message: (message) => taken.push(message), closed: () => {} });
  const deep = `{"deep":${"[".repeat(5000)}${"]".repeat(5000)}}`;
  output.write(
    `{"jsonrpc":"2.0","method":"a","params":${deep}}\n{"id":7,"jsonrpc":"2.0","result":${deep}}\n{"jsonrpc":"2.0","method":"b"}\n`,
  );
  await new Promise((resolve) => setImmediate(resolve));
  const error = { code: -32603, message: "the answer is nested too deeply" };
  expect(taken).toEqual([
    { jsonrpc: "2.0", id: 7, error },
    { jsonrpc: "2.0", method: "b" },
  ]);
  expect(channel.strayLines).toBe(1);
});
