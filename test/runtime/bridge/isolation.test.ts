import { expect, it } from "vitest";
import { EventReader } from "./event-reader.ts";
import { LegacyClient } from "./legacy-client.ts";
import { openBridge } from "./open-bridge.ts";

const shared = { stateful: false, poolSize: 1 };

it("asks nobody where several calls share a process and it cannot tell whom", async () => {
  const { url } = await openBridge(shared);
  const [asking, other] = [await LegacyClient.open(url, { elicitation: {} }), await LegacyClient.open(url, { elicitation: {} })];
  const waits = other.call("wait", { ms: 600 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await asking.text("ask")).toBe('{"refused":-32603}');
  expect(await (await waits).text()).not.toContain("elicitation");
});

it("gives a process that asks one call at a time from then on, and others when there may be others", async () => {
  const { url } = await openBridge({ ...shared, poolSize: 2 });
  const clients = await Promise.all(Array.from({ length: 2 }, () => LegacyClient.open(url, { elicitation: {} })));
  const once = async (client: LegacyClient, name: string) => {
    const stream = new EventReader(await client.call("ask"));
    const { message } = await stream.until("elicitation/create");
    await client.answer(message?.id, { action: "accept", content: { name } });
    return (await stream.until(undefined)).message?.result;
  };
  const [first, second] = clients;
  if (first === undefined || second === undefined) throw new Error("two clients");
  await once(first, "warms up");
  const results = await Promise.all([once(first, "Ann"), once(second, "Bob")]);
  expect(JSON.stringify(results[0])).toContain("Ann");
  expect(JSON.stringify(results[1])).toContain("Bob");
});

it("does not ask a client for what it did not declare", async () => {
  const { url } = await openBridge(shared);
  const client = await LegacyClient.open(url);
  expect(await client.text("ask")).toBe('{"refused":-32021}');
});

it("tells of a resource only those who watch it, and a log message only the session it belongs to", async () => {
  const { url } = await openBridge(shared);
  const [watching, other] = [await LegacyClient.open(url), await LegacyClient.open(url)];
  const [seen, unseen] = [await watching.listen(), await other.listen()];
  await watching.request("resources/subscribe", { uri: "test://a" });
  await other.request("resources/subscribe", { uri: "test://b" });
  const logged = new EventReader(await other.call("log", { tag: "mine", ms: 50 }));
  expect((await logged.until("notifications/message")).message?.params).toEqual({ level: "info", data: "mine" });
  await other.text("touch", { uri: "test://a" });
  await other.text("touch", { uri: "test://b" });
  expect((await seen.until("notifications/resources/updated")).message?.params).toEqual({ uri: "test://a" });
  const first = await unseen.next();
  expect((first?.message ?? (await unseen.next())?.message)?.params).toEqual({ uri: "test://b" });
});

it("keeps the same ids of two sessions apart", async () => {
  const { url } = await openBridge(shared);
  const clients = await Promise.all(Array.from({ length: 8 }, () => LegacyClient.open(url)));
  const texts = await Promise.all(
    clients.map(async (client, index) => (await client.request("tools/call", { name: "echo", arguments: { index } }, 7)).text()),
  );
  expect(texts.map((text) => /\\"index\\":(\d)/.exec(text)?.[1])).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
});

it("answers many who are asked at the same time one after the other, and never asks one for another", async () => {
  const { url } = await openBridge(shared);
  const clients = await Promise.all(Array.from({ length: 4 }, () => LegacyClient.open(url, { elicitation: {} })));
  const [warm] = clients;
  const finish = async (client: LegacyClient, stream: EventReader, name: string) => {
    const { message } = await stream.until("elicitation/create");
    await client.answer(message?.id, { action: "accept", content: { name } });
    return JSON.stringify((await stream.until(undefined)).message?.result);
  };
  if (warm === undefined) throw new Error("a client");
  await finish(warm, new EventReader(await warm.call("ask")), "warm");
  const results = await Promise.all(
    clients.map(async (client, index) => finish(client, new EventReader(await client.call("ask")), `client ${index}`)),
  );
  expect(results.map((text) => /client \d/.exec(text)?.[0])).toEqual(["client 0", "client 1", "client 2", "client 3"]);
});
