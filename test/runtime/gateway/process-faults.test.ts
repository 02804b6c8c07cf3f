import { expect, it } from "vitest";
import { startBystanders } from "../bridge/bystanders.ts";
import { callModern, HttpSession, textIn } from "../bridge/http-session.ts";
import { modernPost, openDoor } from "./open-door.ts";
import { putProcess } from "./put-process.ts";

const fixture = (name: string) => new URL(`../bridge/fixtures/${name}`, import.meta.url).pathname;

/** A door with a server that goes wrong and a good one; `fault` runs while the good one is called at both of its endpoints. */
async function besideGood(fault: (url: string) => Promise<void>): Promise<void> {
  const { door, url } = await openDoor();
  await putProcess(door, "bad", fixture("faulty-server.mjs"));
  await putProcess(door, "good", fixture("faulty-server.mjs"));
  const others = await startBystanders(`${url}/good/mcp`, 2);
  let [calls, running] = [0, true];
  const errors: string[] = [];
  const merged = (async () => {
    while (running) {
      const answer = await callModern(`${url}/mcp`, "good_echo", { text: `call ${calls}` });
      if (textIn(answer) !== `call ${calls}`) errors.push(answer.text);
      calls += 1;
    }
  })();
  await fault(url);
  running = false;
  await merged;
  expect([(await others.stop()).errors, errors]).toEqual([[], []]);
  expect(calls).toBeGreaterThan(0);
}

it.each(["die", "kill", "halfAndDie", "close"])(
  "answers calls in which a server goes away (%s) with 502, at its own endpoint and the merged one, and nobody else notices",
  async (tool) => {
    await besideGood(async (url) => {
      const session = await HttpSession.open(`${url}/bad/mcp`);
      expect((await session.call(tool)).status).toBe(502);
      expect((await callModern(`${url}/bad/mcp`, tool)).status).toBe(502);
      await expect.poll(async () => textIn(await callModern(`${url}/mcp`, "bad_echo", { text: "back" })), { timeout: 8000 }).toBe("back");
      expect((await callModern(`${url}/mcp`, `bad_${tool}`)).status).toBe(502);
      await expect.poll(async () => textIn(await callModern(`${url}/bad/mcp`, "echo", { text: "back" })), { timeout: 8000 }).toBe("back");
    });
  },
);

it.each([
  ["garbage", "after garbage"],
  ["half", "two hälves"],
  ["twice", "first"],
  ["stranger", "mine"],
  ["flood", "flooded"],
])("finds the answer among lines that are none, and in a flood (%s)", async (tool, text) => {
  await besideGood(async (url) => {
    const args = { messages: 5000 };
    const session = await HttpSession.open(`${url}/bad/mcp`);
    expect(textIn(await session.call(tool, args))).toBe(text);
    await session.delete();
    expect(textIn(await callModern(`${url}/bad/mcp`, tool, args))).toBe(text);
    expect(textIn(await callModern(`${url}/mcp`, `bad_${tool}`, args))).toBe(text);
  });
});

it("refuses merged calls whose arguments are not the ones that the headers repeat", async () => {
  await besideGood(async (url) => {
    const call = (headers: Record<string, string>) =>
      modernPost(`${url}/mcp`, 1, "tools/call", { name: "bad_region", arguments: { region: "west" } }, headers);
    expect((await call({ "mcp-param-region": "west" })).status).toBe(200);
    for (const headers of [{}, { "mcp-param-region": "east" }] as Record<string, string>[]) {
      const answer = await call(headers);
      expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: -32020 } }]);
    }
  });
});
