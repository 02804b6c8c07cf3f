import { expect, it } from "vitest";
import { EventReader } from "./event-reader.ts";
import { LegacyClient } from "./legacy-client.ts";
import { openBridge } from "./open-bridge.ts";

it("asks the client on the stream of its call, and gives the answer to the server", async () => {
  const { url } = await openBridge();
  const client = await LegacyClient.open(url, { elicitation: {} });
  const stream = new EventReader(await client.call("ask"));
  const asked = await stream.until("elicitation/create");
  expect(asked.message?.params).toMatchObject({ message: "Name?" });
  expect((await client.answer(asked.message?.id, { action: "accept", content: { name: "Ann" } })).status).toBe(202);
  const { message } = await stream.until(undefined);
  expect(message?.result).toMatchObject({ content: [{ text: '{"action":"accept","content":{"name":"Ann"}}' }] });
  expect(await stream.next()).toBeUndefined();
});

it("goes on with a stream that broke off, after the event that was seen last", async () => {
  const { url } = await openBridge();
  const client = await LegacyClient.open(url);
  const stream = new EventReader(await client.call("log", { tag: "a", ms: 400 }));
  const seen = await stream.until("notifications/message");
  expect(seen.id).toBe("r1_1");
  await stream.leave();
  const resumed = await client.listen(seen.id);
  const { id, message } = await resumed.until(undefined);
  expect([id, message?.result]).toEqual(["r1_2", { content: [{ type: "text", text: "a" }] }]);
  expect(await resumed.next()).toBeUndefined();
});

it("gives the whole of a stream again to a client that saw nothing of it but its beginning", async () => {
  const { url } = await openBridge();
  const client = await LegacyClient.open(url);
  const stream = new EventReader(await client.call("log", { tag: "b", ms: 100 }));
  expect((await stream.next())?.id).toBe("r1_0");
  await stream.leave();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const resumed = await client.listen("r1_0");
  expect((await resumed.until("notifications/message")).message?.params).toEqual({ level: "info", data: "b" });
  expect((await resumed.until(undefined)).message?.result).toEqual({ content: [{ type: "text", text: "b" }] });
});

it("tells a client that opens the stream of its session again what it was not told, and nothing twice", async () => {
  const { url } = await openBridge();
  const client = await LegacyClient.open(url);
  await client.request("resources/subscribe", { uri: "test://a" });
  await client.request("resources/subscribe", { uri: "test://b" });
  const first = await client.listen();
  await client.text("touch", { uri: "test://a" });
  const seen = await first.until("notifications/resources/updated");
  await first.leave();
  await new Promise((resolve) => setTimeout(resolve, 200));
  await client.text("touch", { uri: "test://b" });
  const second = await client.listen();
  expect((await second.until("notifications/resources/updated")).message?.params).toEqual({ uri: "test://b" });
  const resumed = await client.listen(seen.id);
  expect((await resumed.until("notifications/resources/updated")).message?.params).toEqual({ uri: "test://b" });
});

it("tells what belongs to no call on the stream of the session, also when it was said before that opened", async () => {
  const { url } = await openBridge();
  const client = await LegacyClient.open(url);
  await client.request("resources/subscribe", { uri: "test://a" });
  await client.text("touch", { uri: "test://a" });
  const stream = await client.listen();
  expect((await stream.until("notifications/resources/updated")).message?.params).toEqual({ uri: "test://a" });
});
