import type { ToolResult } from "../mcp/session.ts";
import { bytes } from "./text/units.ts";
import { visible, visibleLines } from "./text/visible.ts";
import type { ViewOptions } from "./view-options.ts";

/**
 * What a tool answered, for people: text as text, pictures and sounds as `[image/png, 12 KiB]`, structured content as JSON where the text
 * does not hold it already. An error of the tool says so first.
 */
export function callResultText(result: ToolResult, { paint }: Pick<ViewOptions, "paint">): string {
  const blocks = result.content.map(blockText);
  const { structuredContent } = result;
  if (structuredContent !== undefined && !blocks.some((block) => sameJson(block, structuredContent))) {
    blocks.push(visibleJson(JSON.stringify(structuredContent, undefined, 2)));
  }
  if (blocks.length === 0) blocks.push(paint.dim("(the tool answered without content)"));
  const body = `${blocks.join("\n")}\n`;
  return result.isError ? `${paint.red("the tool reports an error:")}\n${body}` : body;
}

/** The same as data, content as the server gave it. */
export function callResultJson({ content, structuredContent, isError }: ToolResult): unknown {
  return { formatVersion: "1.0", isError, content, ...(structuredContent === undefined ? {} : { structuredContent }) };
}

function blockText(block: unknown): string {
  const { type, text, data, mimeType, resource, uri, name } = asRecord(block);
  if (type === "text" && typeof text === "string") return plainText(text);
  if ((type === "image" || type === "audio") && typeof data === "string") return `[${visible(String(mimeType ?? type))}, ${sizeOf(data)}]`;
  if (type === "resource_link") return `[link ${visible(String(name ?? ""))}: ${visible(String(uri ?? ""))}]`;
  if (type === "resource") return resourceText(asRecord(resource));
  return visibleJson(JSON.stringify(block) ?? "null");
}

function resourceText({ uri, mimeType, text, blob }: Readonly<Record<string, unknown>>): string {
  const head = visible([uri, mimeType].filter((part) => typeof part === "string").join(", "));
  if (typeof text === "string") return `[${head}]\n${plainText(text)}`;
  return typeof blob === "string" ? `[${head}, ${sizeOf(blob)}]` : `[${head}]`;
}

/** Lines and tabs stay as they are: the text may be for a program behind a pipe. */
function plainText(text: string): string {
  const pieces = text.replace(/\r?\n$/, "").split("\t");
  return pieces.map((piece) => visibleLines(piece).join("\n")).join("\t");
}

/** Size of what a base64 text stands for. */
function sizeOf(base64: string): string {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return bytes(Math.max(0, Math.floor((base64.length * 3) / 4) - padding));
}

function sameJson(text: string, value: unknown): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(value);
  } catch {
    return false;
  }
}

function visibleJson(json: string): string {
  return visibleLines(json).join("\n");
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
