import { expect, it } from "vitest";
import { connectMcp } from "../../src/mcp/connect.ts";
import type { ProtocolChoice } from "../../src/mcp/endpoint.ts";
import { failureOf } from "./failure-of.ts";
import { fixture, startChild, startScripted } from "./start-child.ts";

const connect = (child: ReturnType<typeof startChild>, protocol: ProtocolChoice = "auto", timeoutMs = 10_000) =>
  connectMcp(child.endpoint, { protocol, timeoutMs });

it.each([
  ["legacy", "auto", "legacy", "2025-11-25"],
  ["legacy", "dual", "legacy", "2025-11-25"],
  ["legacy", "legacy", "legacy", "2025-11-25"],
  ["modern", "auto", "modern", "2026-07-28"],
  ["modern", "modern", "modern", "2026-07-28"],
  ["dual", "auto", "modern", "2026-07-28"],
  ["dual", "legacy", "legacy", "2025-11-25"],
] as const)("a %s server asked for %s is spoken to as %s", async (flag, protocol, era, version) => {
  const session = await connect(startScripted(flag), protocol);
  expect([session.era, session.protocolVersion, session.server]).toEqual([era, version, { name: "scripted", version: "1.2.3" }]);
});

it.each([
  ["both eras", [], "auto", "modern"],
  ["both eras", [], "legacy", "legacy"],
  ["the modern era only", ["modern-only"], "auto", "modern"],
] as const)("an SDK server of %s %j, asked for %s, adds two numbers", async (_title, flags, protocol, era) => {
  const session = await connect(startChild(fixture("dual-server.ts"), flags), protocol);
  expect(session.era).toBe(era);
  expect((await session.callTool("add", { a: 2, b: 40 })).content).toEqual([{ type: "text", text: "42" }]);
  await session.check();
});

it("tells which era a server does not speak", async () => {
  expect(await failureOf(connect(startScripted("legacy"), "modern"))).toBe(
    "MCPC6309: the server does not speak protocol revision 2026-07-28, only an older one",
  );
  expect(await failureOf(connect(startScripted("modern"), "legacy"))).toBe(
    "MCPC6309: the server does not speak protocol revision 2025-11-25, only 2026-07-28",
  );
});

it("lists the tools of all pages, untouched", async () => {
  const session = await connect(startScripted());
  const tools = await session.listTools();
  expect(tools.map((tool) => tool.name)).toEqual(["echo", "wait", "die", "hang", "cancelled"]);
  expect(tools[0]).toEqual({ name: "echo", description: "does echo", inputSchema: { type: "object" }, vendorHint: { of: "echo" } });
});

it("gives a result as the server gave it", async () => {
  const session = await connect(startScripted());
  expect(await session.callTool("echo", { text: "Zürich 🏔" })).toEqual({
    content: [{ type: "text", text: '{"text":"Zürich 🏔"}', vendorPart: 1 }],
    structuredContent: { args: { text: "Zürich 🏔" }, meta: null },
    vendorResult: ["kept", null, 0],
    _meta: { "vendor/trace": "abc" },
    isError: false,
  });
});

it("puts lines and characters together that arrive in pieces", async () => {
  const session = await connect(startScripted("halves"));
  expect((await session.callTool("echo", { text: "ä🏔€" })).structuredContent).toEqual({ args: { text: "ä🏔€" }, meta: null });
});

it("reads past what is no JSON-RPC on stdout", async () => {
  const session = await connect(startScripted("noisy"));
  expect(await session.listTools()).toHaveLength(5);
});

it("falls back when a legacy server swallows the probe", async () => {
  const started = performance.now();
  const session = await connect(startScripted("silent"), "auto", 3000);
  expect(session.era).toBe("legacy");
  // A third of the time given, and not all of it.
  expect(performance.now() - started).toBeLessThan(2500);
});

it("names the cure for a server that ends on the probe", async () => {
  expect(await failureOf(connect(startScripted("dies-on-probe")))).toBe(
    "MCPC6306: the server ended before it said which protocol revision it speaks",
  );
  expect((await connect(startScripted("dies-on-probe"), "legacy")).era).toBe("legacy");
});

it("gives up on a server that never answers, and says what it wrote instead", async () => {
  expect(await failureOf(connect(startScripted("mute", "noisy"), "legacy", 700))).toMatch(
    /^MCPC6302: the server did not answer initialize within (\d+ ms|0\.\d s); it wrote 2 lines to stdout that are not JSON-RPC$/,
  );
});

it("fails every call under way at once when the server dies", async () => {
  const session = await connect(startScripted());
  const started = performance.now();
  const hanging = failureOf(session.callTool("hang", { tag: "a" }));
  expect(await failureOf(session.callTool("die", {}))).toBe("MCPC6307: the conversation with the server ended: it closed its pipes");
  expect(await hanging).toBe("MCPC6307: the conversation with the server ended: it closed its pipes");
  expect(performance.now() - started).toBeLessThan(2000);
  expect(await session.closed).toBeInstanceOf(Error);
  expect(await failureOf(session.listTools())).toMatch(/^MCPC6307/);
});

it("fails at once when the server is gone before the handshake", async () => {
  const child = startScripted();
  child.process.kill("SIGKILL");
  expect(await failureOf(connect(child, "legacy"))).toMatch(/^MCPC6307/);
});

it("takes a call back when its time is over or its caller leaves, and tells the server", async () => {
  const session = await connect(startScripted());
  expect(await failureOf(session.callTool("hang", { tag: "late" }, { timeoutMs: 100 }))).toBe(
    "MCPC6302: the server did not answer tools/call within 100 ms",
  );
  const leaving = new AbortController();
  const call = session.callTool("hang", { tag: "left" }, { signal: leaving.signal });
  leaving.abort(new Error("never mind"));
  await expect(call).rejects.toThrow("never mind");
  expect((await session.callTool("cancelled", {})).content).toEqual([{ type: "text", text: '["late","left"]' }]);
});

it("words an error answer as a diagnostic", async () => {
  const session = await connect(startScripted());
  expect(await failureOf(session.callTool("nope", {}))).toBe("MCPC6310: the server refused tools/call: Unknown tool: nope (-32602)");
});

it("rejects with the reason of a signal that ends the handshake", async () => {
  const leaving = new AbortController();
  const connecting = connectMcp(startScripted("mute").endpoint, { protocol: "auto", timeoutMs: 10_000, signal: leaving.signal });
  setTimeout(() => leaving.abort(new Error("interrupted")), 50);
  await expect(connecting).rejects.toThrow("interrupted");
});

it("leaves nothing behind on streams it has let go", async () => {
  const child = startScripted();
  const session = await connect(child);
  await session.close();
  expect(await session.closed).toBeUndefined();
  expect(child.endpoint.output.listenerCount("data")).toBe(0);
  child.process.kill("SIGKILL");
  await new Promise((resolve) => child.process.once("close", resolve));
});
