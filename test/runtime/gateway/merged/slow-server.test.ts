import { expect, it } from "vitest";
import { openHttp } from "../../../mcp/open-http.ts";
import { startScripted } from "../../../mcp/start-child.ts";
import { modernPost, openDoor, putBehind, unit } from "../open-door.ts";

it("a server that hangs is waited for no longer than a list may take, and the others are listed and called", async () => {
  const { door, url } = await openDoor();
  await putBehind(door, "good", startScripted(), { tools: { allow: ["echo"], deny: [], rename: {}, limits: {} } });
  const hanging = await openHttp(() => {});
  door.set(unit("hangs"), { kind: "http", url: `${hanging}/mcp`, headers: {} });
  const started = performance.now();
  const { result } = (await (await modernPost(`${url}/mcp`, 1, "tools/list")).json()) as { result: { tools: { name: string }[] } };
  expect(result.tools.map(({ name }) => name)).toEqual(["echo"]);
  expect(performance.now() - started).toBeLessThan(8000);
  expect((await modernPost(`${url}/mcp`, 1, "tools/call", { name: "echo", arguments: {} })).status).toBe(200);
});
