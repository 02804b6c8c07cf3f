import { expect, it } from "vitest";
import type { Channel, ChannelHandlers } from "../../src/mcp/channel.ts";
import { CallEnd } from "../../src/mcp/ending.ts";
import type { JsonRpcMessage } from "../../src/mcp/json-rpc.ts";
import type { Outcome } from "../../src/mcp/outcome.ts";
import { Peer } from "../../src/mcp/peer.ts";

it("gives a result once, though the request is ended afterwards", async () => {
  const { peer, handlers, sent } = await openPeer();
  const { outcome, heard } = listening();
  const end = new CallEnd();
  peer.pass("tools/list", undefined, { timeoutMs: 0, signal: end }, outcome);
  handlers.result?.({ id: 1, text: '{"tools":[]}' });
  end.abort(new Error("nobody waits"));
  handlers.result?.({ id: 1, text: '{"tools":["again"]}' });
  expect(heard).toEqual(['result {"tools":[]}']);
  expect(sent).toEqual([{ jsonrpc: "2.0", id: 1, method: "tools/list" }]);
});

it("fails once where the request is ended before its answer, and takes it back", async () => {
  const { peer, handlers, sent } = await openPeer();
  const { outcome, heard } = listening();
  const end = new CallEnd();
  peer.pass("tools/list", undefined, { timeoutMs: 0, signal: end, explain: () => new Error("explained") }, outcome);
  end.abort(new Error("nobody waits"));
  handlers.result?.({ id: 1, text: "{}" });
  handlers.closed();
  expect(heard).toEqual(["failed nobody waits"]);
  expect(sent.slice(1)).toEqual([{ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1, reason: "nobody waits" } }]);
});

it("explains the end of the conversation, and not what the other side answered", async () => {
  const { peer, handlers } = await openPeer();
  const { outcome, heard } = listening();
  const explain = (failure: unknown) => new Error(`explained: ${(failure as Error).message}`);
  peer.pass("first", undefined, { timeoutMs: 0, explain }, outcome);
  handlers.message({ jsonrpc: "2.0", id: 1, error: { code: -32601, message: "Method not found" } });
  peer.pass("second", undefined, { timeoutMs: 0, explain }, outcome);
  handlers.closed(new Error("it closed its pipes"));
  peer.pass("third", undefined, { timeoutMs: 0, explain }, outcome);
  expect(heard).toEqual(["failed Method not found", "failed explained: it closed its pipes", "failed explained: it closed its pipes"]);
});

async function openPeer() {
  const sent: JsonRpcMessage[] = [];
  const opened = Promise.withResolvers<ChannelHandlers>();
  const channel: Channel = {
    perRequestStream: false,
    open: (handlers) => Promise.resolve(opened.resolve(handlers)),
    send: (message) => void sent.push(message) as undefined,
    setProtocolVersion: () => {},
    close: () => Promise.resolve(),
  };
  const peer = new Peer(channel);
  await peer.open();
  return { peer, handlers: await opened.promise, sent };
}

function listening() {
  const heard: string[] = [];
  const outcome: Outcome<string> = {
    result: (text) => void heard.push(`result ${text}`),
    failed: (error) => void heard.push(`failed ${(error as Error).message}`),
  };
  return { outcome, heard };
}
