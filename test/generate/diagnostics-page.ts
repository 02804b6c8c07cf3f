import { catalogue } from "../../src/diagnostics/catalogue/index.ts";
import type { DiagnosticDefinition } from "../../src/diagnostics/definition.ts";
import { anchor, generatedNote, table } from "./markdown.ts";

const groups = [
  ["1", "YAML", "The text cannot be read."],
  ["2", "Shape", "It is not the shape of a stack."],
  ["3", "Meaning", "The shape is right, the meaning is not."],
  ["4", "Targets", "The chosen target cannot express what is asked."],
  ["5", "Safety", "It would work, and hurt."],
  ["6", "World", "The machine, the network, the state or a running server is in the way."],
] as const;

type Entry = readonly [string, DiagnosticDefinition<never>];

/** docs/diagnostics.md: every code with its page, as `mcpc explain CODE` shows it. */
export function diagnosticsPage(): string {
  const entries: Entry[] = Object.entries(catalogue);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    generatedNote("the catalogue (src/diagnostics/catalogue)"),
    "# Every diagnostic",
    "Codes are stable. `mcpc explain CODE` shows the same page in the terminal. Examples that do not start with `apiVersion` show only the part that matters; `# NAME.yaml` starts a file.",
    ...groups.flatMap(([digit, title, summary]) => {
      const members = entries.filter(([code]) => code.startsWith(`MCPC${digit}`));
      return [`## ${title}: ${digit}xxx`, summary, overview(members), ...members.map(page)];
    }),
    "",
  ].join("\n\n");
}

function overview(members: readonly Entry[]): string {
  return table(
    ["Code", "Severity", "Title"],
    members.map(([code, { severity, title }]) => [`[${code}](#${anchor(code)})`, severity, title]),
  );
}

function page([
  code,
  {
    severity,
    title,
    page: { why, wrong, right },
  },
]: Entry): string {
  return [`### ${code}`, `**${title}** (${severity})`, why, "Wrong:", fenced(code, wrong), "Right:", fenced(code, right)].join("\n\n");
}

function fenced(code: string, example: string): string {
  return `\`\`\`${languageOf(code, example)}\n${example.trimEnd()}\n\`\`\``;
}

/** What is wrong with the world is mostly shown as a command; everything else is a piece of a stack. */
function languageOf(code: string, example: string): string {
  if (/^\$ /.test(example)) return "console";
  if (/^\{"/.test(example)) return "json";
  if (/^https?:/.test(example)) return "text";
  return code.startsWith("MCPC6") && !/^(?:#|[\w-]+:(?:\s|$))/.test(example) ? "sh" : "yaml";
}
