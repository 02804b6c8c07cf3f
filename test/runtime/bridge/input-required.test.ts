import { expect, it, vi } from "vitest";
import { modernPost } from "../gateway/open-door.ts";
import { openBridge } from "./open-bridge.ts";

const everything = { "io.modelcontextprotocol/clientCapabilities": { elicitation: {}, roots: {} } };

interface Answer {
  readonly result?: { readonly inputRequests?: Record<string, unknown>; readonly requestState?: string; readonly content?: unknown };
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

async function call(url: string, name: string, more: object = {}, capabilities: object = everything): Promise<Answer> {
  const response = await modernPost(url, 1, "tools/call", { name, arguments: {}, _meta: capabilities, ...more });
  return (await response.json()) as Answer;
}

const accepted = { action: "accept", content: { name: "Ann" } };

it("gives a legacy server's question as a result that requires input, and goes on with what the client says", async () => {
  const { url } = await openBridge();
  const asked = await call(url, "ask");
  expect(asked.result).toEqual({
    resultType: "input_required",
    inputRequests: {
      elicitation_1: {
        method: "elicitation/create",
        params: { message: "Name?", requestedSchema: { type: "object", properties: { name: { type: "string" } } } },
      },
    },
    requestState: expect.stringMatching(/^[\w-]{32}$/),
  });
  const { result } = await call(url, "ask", { requestState: asked.result?.requestState, inputResponses: { elicitation_1: accepted } });
  expect(result).toEqual({ resultType: "complete", content: [{ type: "text", text: JSON.stringify(accepted) }] });
});

it("starts the process that the next call needs as soon as one waits for its client", async () => {
  const { url, pids } = await openBridge();
  expect(pids.size).toBe(1);
  await call(url, "ask");
  await vi.waitFor(() => expect(pids.size).toBe(2), { timeout: 20_000 });
});

it("asks in as many rounds as the server does, each with a state of its own", async () => {
  const { url } = await openBridge();
  const first = await call(url, "askTwice");
  const second = await call(url, "askTwice", {
    requestState: first.result?.requestState,
    inputResponses: { elicitation_1: accepted, nobody: { asked: true } },
  });
  expect(Object.keys(second.result?.inputRequests ?? {})).toEqual(["roots_2"]);
  expect(second.result?.requestState).not.toBe(first.result?.requestState);
  const roots = { roots: [{ uri: "file:///a" }] };
  const third = await call(url, "askTwice", { requestState: second.result?.requestState, inputResponses: { roots_2: roots } });
  expect(third.result?.content).toEqual([{ type: "text", text: JSON.stringify([accepted, roots]) }]);
});

it("asks again for what the client left out", async () => {
  const { url } = await openBridge();
  const asked = await call(url, "ask");
  const again = await call(url, "ask", { requestState: asked.result?.requestState, inputResponses: {} });
  expect(Object.keys(again.result?.inputRequests ?? {})).toEqual(["elicitation_1"]);
});

it("takes a state once, for the same call only, and none that it did not give out", async () => {
  const { url } = await openBridge();
  const { result } = await call(url, "ask");
  const given = { requestState: result?.requestState, inputResponses: { elicitation_1: accepted } };
  const invalid = { code: -32602, message: "Invalid or expired requestState", data: { reason: "invalid_request_state" } };
  expect((await call(url, "count", given)).error).toEqual(invalid);
  expect((await call(url, "ask", { ...given, requestState: "x" })).error).toEqual(invalid);
  expect((await call(url, "ask", given)).result?.content).toBeDefined();
  expect((await call(url, "ask", given)).error).toEqual(invalid);
});

it("forgets a call whose client does not come back", async () => {
  const { url } = await openBridge({ idleMs: 200 });
  const { result } = await call(url, "ask");
  await new Promise((resolve) => setTimeout(resolve, 500));
  const late = await call(url, "ask", { requestState: result?.requestState, inputResponses: { elicitation_1: accepted } });
  expect(late.error?.code).toBe(-32602);
});

it("answers with what the client lacks where a call fails for it", async () => {
  const { url } = await openBridge();
  const { result } = await call(url, "ask", {}, {});
  // This tool is content with the refusal.
  expect(result?.content).toEqual([{ type: "text", text: '{"refused":-32021}' }]);
});

it("keeps two clients' questions apart, each with a process of its own for as long as it waits", async () => {
  const { url, pids } = await openBridge();
  const first = await call(url, "ask");
  const second = await call(url, "ask");
  // Theirs, and one for whoever comes next.
  await vi.waitFor(() => expect(pids.size).toBe(3), { timeout: 20_000 });
  const answer = (state: string | undefined, name: string) =>
    call(url, "ask", { requestState: state, inputResponses: { elicitation_1: { action: "accept", content: { name } } } });
  const bob = await answer(second.result?.requestState, "Bob");
  const ann = await answer(first.result?.requestState, "Ann");
  expect([JSON.stringify(ann.result?.content), JSON.stringify(bob.result?.content)]).toEqual([
    expect.stringContaining("Ann"),
    expect.stringContaining("Bob"),
  ]);
});

it("tells a subscription of what it asked for, under the client's own id", async () => {
  const { url } = await openBridge();
  const response = await modernPost(url, "mine", "subscriptions/listen", { notifications: { resourceSubscriptions: ["test://a"] } });
  let text = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const seen = async (word: string) => {
    while (!text.includes(word)) text += (await reader?.read())?.value ?? "";
  };
  await seen("acknowledged");
  await call(url, "touch", { arguments: { uri: "test://b" } });
  await call(url, "touch", { arguments: { uri: "test://a" } });
  await seen("updated");
  expect(text).not.toContain("test://b");
  expect(text.match(/"io.modelcontextprotocol\/subscriptionId":"mine"/g)).toHaveLength(2);
  await vi.waitFor(() => reader?.cancel());
});
