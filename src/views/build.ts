import { diagnosticJson } from "../diagnostics/render/json.ts";
import type { BuiltFile, BuiltFileState } from "../engine/build/built-file.ts";
import type { ToolCheck } from "../engine/tool-check.ts";
import { lastLine } from "./text/last-line.ts";
import { type Column, table } from "./text/table.ts";
import { bytes, count } from "./text/units.ts";
import { visible } from "./text/visible.ts";
import { refusingTools, toolCheckJson, toolCheckLines } from "./tool-checks.ts";
import type { ViewOptions } from "./view-options.ts";

export interface BuildReport {
  readonly stack: string;
  readonly environment: string;
  readonly target: string;
  /** The output folder as the user would type it: `deploy/dev`. */
  readonly directory: string;
  readonly files: readonly BuiltFile[];
  /** True for `build --check`, which writes nothing. */
  readonly check: boolean;
  /** What the platform's own tools say of the files. */
  readonly tools: readonly ToolCheck[];
}

const signs: Readonly<Record<BuiltFileState, readonly [sign: string, colour: "green" | "yellow" | "red" | "dim"]>> = {
  created: ["+", "green"],
  changed: ["~", "yellow"],
  unchanged: [" ", "dim"],
  removed: ["-", "red"],
  missing: ["+", "red"],
  stale: ["~", "red"],
  unexpected: ["-", "red"],
};
const columns: readonly Column[] = [{}, { shrinkTo: 24 }, {}, { align: "right" }];

/** The generated files and what became of them, for people. */
export function buildText(report: BuildReport, options: ViewOptions): string {
  const rows = report.files.map(({ path, state, bytes: size }) => {
    const [sign, colour] = signs[state];
    const paint = options.paint[colour];
    return [{ text: sign, paint }, visible(path), { text: state, paint }, size === undefined ? "" : bytes(size)];
  });
  const lines = table(columns, rows, { width: options.width, indent: "  " });
  const body = lines.length === 0 ? "" : `${visible(report.directory)}/\n${lines.join("\n")}\n\n`;
  const tools = report.check ? toolCheckLines(report.tools, options) : [];
  return `${body}${tools.length === 0 ? "" : `${tools.join("\n")}\n\n`}${closing(report, options)}`;
}

/** What became of `--lock-images`; `file` is absent when there is nothing to lock. */
export function lockedText(images: number, file: string | undefined): string {
  return file === undefined ? "No images of others to lock.\n" : `${count(images, "image")} locked in ${visible(file)}.\n`;
}

/** The same as data. */
export function buildJson({ stack, environment, target, directory, files, check, tools }: BuildReport): unknown {
  const upToDate = files.every(({ state }) => state === "unchanged");
  const list = files.map(({ path, state, bytes: size = null }) => ({ path, state, bytes: size }));
  const diagnostics = tools.flatMap((tool) => tool.diagnostics).map(diagnosticJson);
  const about = { stack, environment, target, directory, check, upToDate, files: list };
  return { formatVersion: "1.0", ...about, tools: tools.map(toolCheckJson), diagnostics };
}

function closing({ files, check, directory, environment, target, tools }: BuildReport, options: ViewOptions): string {
  const unchanged = files.filter(({ state }) => state === "unchanged").length;
  const others = files.length - unchanged;
  if (files.length === 0) return lastLine(`Target ${target} needs no files.`, `mcpc plan -e ${environment}`, options);
  if (check && others > 0) {
    return lastLine(`${count(others, "file")} in ${visible(directory)} not as the stack wants.`, `mcpc build -e ${environment}`, options);
  }
  const refusing = refusingTools(tools);
  if (check && refusing.length > 0) {
    const code = tools.flatMap(({ diagnostics }) => diagnostics)[0]?.code ?? "";
    return lastLine(`${refusing.join(", ")} refuses what the stack gives.`, `mcpc explain ${code}`, options);
  }
  if (check) return lastLine(`${visible(directory)} is up to date: ${count(files.length, "file")}.`, "", options);
  const removed = files.filter(({ state }) => state === "removed").length;
  const counts = [
    [others - removed, "written"],
    [removed, "removed"],
    [unchanged, "unchanged"],
  ] as const;
  const words = counts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  if (others === 0) words.unshift("nothing to write");
  return lastLine(`${words.join(", ")} in ${visible(directory)}.`, `mcpc plan -e ${environment}`, options);
}
