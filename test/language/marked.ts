import { expect } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { type LoadedStack, type LoadRequest, loadStack } from "../../src/language/load-stack.ts";

/** A text with the places marked where something is wrong: `⟦` and `⟧` around a token, `‸` for an empty place. */
export interface Marked {
  readonly text: string;
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

/** Takes the markers out of a text and remembers where they stood. */
export function marked(withMarkers: string): Marked {
  const places: { start: number; end: number }[] = [];
  let text = "";
  let open = 0;
  for (const character of withMarkers) {
    if (character === "⟦") open = text.length;
    else if (character === "⟧") places.push({ start: open, end: text.length });
    else if (character === "‸") places.push({ start: text.length, end: text.length });
    else text += character;
  }
  return { text, places };
}

export interface Surroundings extends Omit<LoadRequest, "file"> {
  /** Further files of the folder `/work`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Loads a stack that stands in `/work/mcp.stack.yaml`. */
export function loadText(text: string | Uint8Array, { files = {}, env, ...request }: Surroundings = {}): Promise<LoadedStack> {
  const others = Object.entries(files).map(([name, content]) => [`/work/${name}`, content]);
  const host = createMemoryHost({ cwd: "/work", env, files: { "/work/mcp.stack.yaml": text, ...Object.fromEntries(others) } });
  return loadStack(host, request);
}

/** Expects exactly these codes in this order, each at its marked place. */
export async function expectMarked(withMarkers: string, codes: readonly string[], surroundings?: Surroundings): Promise<LoadedStack> {
  const { text, places } = marked(withMarkers);
  const loaded = await loadText(text, surroundings);
  const found = loaded.diagnostics.map(({ code, range }) => ({
    code,
    text: range && text.slice(range.start.offset, range.end.offset),
    at: range?.start.offset,
  }));
  const wanted = codes.map((code, index) => {
    const place = places[index];
    return { code, text: place && text.slice(place.start, place.end), at: place?.start };
  });
  expect(found).toEqual(wanted);
  return loaded;
}

/** Loads a stack that must be right. */
export async function loadRight(text: string, surroundings?: Surroundings) {
  const { stack, diagnostics } = await loadText(text, surroundings);
  expect(diagnostics).toEqual([]);
  if (stack === undefined) throw new Error("no stack and no diagnostic");
  return stack;
}

/** A complete stack around a part of one. */
export function stackWith(body: string): string {
  return `apiVersion: mcpc/v1\nname: team\n${body}`;
}

/** A stack with one server `a`, whose fields are given in flow style. */
export function serverWith(fields: string): string {
  return stackWith(`servers: {a: {run: {npm: x@1.0.0}, ${fields}}}\n`);
}
