import { expect, it } from "vitest";
import { callResultJson, callResultText } from "../../src/views/call-result.ts";
import { at80 } from "./looks.ts";

it("gives text as text and everything else by kind and size", () => {
  const content = [
    { type: "text", text: "one\n\ttwo\u001b[2J\n" },
    { type: "image", mimeType: "image/png", data: "A".repeat(16_384) },
    { type: "audio", mimeType: "audio/wav", data: "AAAA" },
    { type: "resource_link", uri: "file:///a.txt", name: "a.txt" },
    { type: "resource", resource: { uri: "demo://1", mimeType: "text/plain", text: "inside" } },
    { type: "resource", resource: { uri: "demo://2", blob: "AAA=" } },
    { type: "hologram", depth: 3 },
    null,
  ];
  expect(callResultText({ content, isError: false }, at80)).toMatchInlineSnapshot(`
    "one
    	two\\u{1b}[2J
    [image/png, 12 KiB]
    [audio/wav, 3 B]
    [link a.txt: file:///a.txt]
    [demo://1, text/plain]
    inside
    [demo://2, 2 B]
    {"type":"hologram","depth":3}
    null
    "
  `);
});

it("shows structured content unless the text holds it already", () => {
  const structuredContent = { temperature: 22.5 };
  const text = JSON.stringify(structuredContent);
  expect(callResultText({ content: [{ type: "text", text }], structuredContent, isError: false }, at80)).toBe(`${text}\n`);
  expect(callResultText({ content: [{ type: "text", text: "warm" }], structuredContent, isError: false }, at80)).toMatchInlineSnapshot(`
    "warm
    {
      "temperature": 22.5
    }
    "
  `);
});

it("marks an error of the tool", () => {
  expect(callResultText({ content: [{ type: "text", text: "no such file" }], isError: true }, at80)).toMatchInlineSnapshot(`
    "the tool reports an error:
    no such file
    "
  `);
});

it("says that an answer is empty", () => {
  expect(callResultText({ content: [], isError: false }, at80)).toMatchInlineSnapshot(`
    "(the tool answered without content)
    "
  `);
});

it("is data for programs, as the server gave it", () => {
  const content = [{ type: "text", text: "a\u0007" }];
  expect(callResultJson({ content, isError: true })).toEqual({ formatVersion: "1.0", isError: true, content });
});
