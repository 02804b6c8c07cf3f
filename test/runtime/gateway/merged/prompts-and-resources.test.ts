import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, McpServer, ResourceTemplate } from "@modelcontextprotocol/server";
import { expect, it, onTestFinished } from "vitest";
import { openHttp } from "../../../mcp/open-http.ts";
import { startScripted } from "../../../mcp/start-child.ts";
import { modernPost, openDoor, putBehind, unit } from "../open-door.ts";

/** A server with prompts, resources and a template of these names; each answers with its own name. */
async function openServer(name: string, prompts: readonly string[], uris: readonly string[], template: string): Promise<string> {
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name, version: "1.0.0" });
    for (const prompt of prompts)
      server.registerPrompt(prompt, {}, () => ({ messages: [{ role: "user", content: { type: "text", text: `${prompt} of ${name}` } }] }));
    const read = (uri: URL) => ({ contents: [{ uri: uri.href, text: `from ${name}` }] });
    for (const uri of uris) server.registerResource(uri, uri, {}, read);
    server.registerResource("template", new ResourceTemplate(template, { list: undefined }), {}, read);
    return server;
  });
  onTestFinished(() => handler.close());
  return `${await openHttp(toNodeHandler(handler))}/mcp`;
}

async function openTwo() {
  const { door, url } = await openDoor();
  const one = await openServer("one", ["greet", "review"], ["notes://a", "shared://x"], "file:///one/{path}");
  const two = await openServer("two", ["greet"], ["notes://b", "shared://x"], "file:///two/{path}");
  door.set(unit("one"), { kind: "http", url: one, headers: {} });
  door.set(unit("two"), { kind: "http", url: two, headers: {} });
  await putBehind(door, "tools-only", startScripted());
  const ask = async (method: string, params: Record<string, unknown> = {}) =>
    (await (await modernPost(`${url}/mcp`, 1, method, params)).json()) as { result?: Record<string, unknown>; error?: object };
  return { door, ask };
}

const namesOf = (list: unknown, key: string) => (list as Record<string, string>[]).map((item) => item[key]);

it("merges prompts under names of their own, and brings each to its server", async () => {
  const { ask } = await openTwo();
  const { result } = await ask("prompts/list");
  expect(namesOf(result?.["prompts"], "name")).toEqual(["one_greet", "review", "two_greet"]);
  expect(JSON.stringify((await ask("prompts/get", { name: "two_greet" })).result)).toContain("greet of two");
  expect(JSON.stringify((await ask("prompts/get", { name: "review" })).result)).toContain("review of one");
  expect((await ask("prompts/get", { name: "greet" })).error).toMatchObject({ message: "Unknown prompt: greet" });
});

it("merges resources and templates that one server has, and refuses what several have by name", async () => {
  const { ask } = await openTwo();
  expect(namesOf((await ask("resources/list")).result?.["resources"], "uri")).toEqual(["notes://a", "notes://b"]);
  expect(namesOf((await ask("resources/templates/list")).result?.["resourceTemplates"], "uriTemplate")).toEqual([
    "file:///one/{path}",
    "file:///two/{path}",
  ]);
  expect(JSON.stringify((await ask("resources/read", { uri: "notes://b" })).result)).toContain("from two");
  expect(JSON.stringify((await ask("resources/read", { uri: "file:///one/readme" })).result)).toContain("from one");
  expect((await ask("resources/read", { uri: "shared://x" })).error).toMatchObject({
    message: '"shared://x" is a resource of "one" and "two"',
    data: { code: "MCPC6349" },
  });
  expect((await ask("resources/read", { uri: "nowhere://x" })).error).toMatchObject({ message: "Unknown resource: nowhere://x" });
});

it("a server that goes takes its ambiguity along", async () => {
  const { door, ask } = await openTwo();
  await ask("resources/list");
  door.remove("two");
  expect(namesOf((await ask("resources/list")).result?.["resources"], "uri")).toEqual(["notes://a", "shared://x"]);
  expect(namesOf((await ask("prompts/list")).result?.["prompts"], "name")).toEqual(["greet", "review"]);
});
