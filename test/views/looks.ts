import { type Paint, plainPaint } from "../../src/diagnostics/render/paint.ts";
import type { ViewOptions } from "../../src/views/view-options.ts";

/** Colours as readable tags. */
const tags: Paint = {
  red: (text) => `<red>${text}</red>`,
  yellow: (text) => `<yellow>${text}</yellow>`,
  green: (text) => `<green>${text}</green>`,
  cyan: (text) => `<cyan>${text}</cyan>`,
  dim: (text) => `<dim>${text}</dim>`,
  bold: (text) => `<bold>${text}</bold>`,
};

export const at80: ViewOptions = { paint: plainPaint, width: 80 };
export const at120: ViewOptions = { paint: plainPaint, width: 120 };
export const inColour: ViewOptions = { paint: tags, width: 80 };

/** Removes the tags of `inColour`. */
export function withoutColour(text: string): string {
  return text.replace(/<\/?(red|yellow|green|cyan|dim|bold)>/g, "");
}

/** Longest line of a screen. */
export function widest(screen: string): number {
  return Math.max(...screen.split("\n").map((line) => line.length));
}

/** The time at which all screens are looked at. */
export const now = Date.parse("2026-11-23T12:00:00Z");
