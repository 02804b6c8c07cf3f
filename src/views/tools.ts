import { widthOf } from "../diagnostics/render/visible-text.ts";
import type { ToolDescription } from "../mcp/session.ts";
import { lastLine } from "./text/last-line.ts";
import { shortenEnd, shortenWords } from "./text/shorten.ts";
import { table } from "./text/table.ts";
import { count } from "./text/units.ts";
import { visible } from "./text/visible.ts";
import { exampleArguments, parameters } from "./tools/parameters.ts";
import type { ViewOptions } from "./view-options.ts";

/** The tools of one server, or why they could not be listed. */
export interface ServerTools {
  readonly name: string;
  readonly tools: readonly ToolDescription[];
  readonly message?: string;
}

/** Tools by server with their parameters (optional ones in brackets), for people. */
export function toolsText(servers: readonly ServerTools[], options: ViewOptions & { readonly environment: string }): string {
  const blocks = servers.map((server) => block(server, options));
  const total = servers.reduce((sum, { tools }) => sum + tools.length, 0);
  const summary = `${count(total, "tool")} of ${count(servers.length, "server")}.`;
  return `${[...blocks, ""].join("\n\n")}${lastLine(summary, `${nextCommand(servers)} -e ${options.environment}`, options)}`.replace(
    /^\n+/,
    "",
  );
}

/** The same as data. */
export function toolsJson(servers: readonly ServerTools[]): unknown {
  return {
    formatVersion: "1.0",
    servers: servers.map(({ name, tools, message }) => ({
      name,
      ...(message === undefined ? {} : { message }),
      tools: tools.map(({ name: tool, description = null, inputSchema }) => ({ name: tool, description, inputSchema })),
    })),
  };
}

function block({ name, tools, message }: ServerTools, { paint, width }: ViewOptions): string {
  if (message !== undefined) return `${paint.bold(visible(name))} · ${paint.red(visible(message))}`;
  const title = `${paint.bold(visible(name))} · ${count(tools.length, "tool")}`;
  const names = tools.map((tool) => visible(tool.name));
  const room = Math.max(16, Math.floor(width * 0.6) - Math.max(0, ...names.map((text) => widthOf(text))) - 4);
  const rows = tools.map((tool, index) => [names[index] ?? "", shortenWords(parameters(tool.inputSchema), room)]);
  const lines = table([{}, {}], rows, { width, indent: "  " });
  const column = Math.max(0, ...lines.map((line) => widthOf(line))) + 2;
  const described = lines.map((line, index) => {
    const first = visible(tools[index]?.description?.trim().split("\n")[0] ?? "");
    return first === "" ? line : line + " ".repeat(column - widthOf(line)) + paint.dim(shortenEnd(first, Math.max(16, width - column)));
  });
  return [title, ...described].join("\n");
}

/** A call that can be typed as it is: of a tool that needs no argument, where there is one. Without tools: why. */
function nextCommand(servers: readonly ServerTools[]): string {
  const all = servers.flatMap(({ name, tools }) => tools.map((tool) => ({ server: name, tool })));
  const chosen = all.find(({ tool }) => exampleArguments(tool.inputSchema) === "{}") ?? all[0];
  if (chosen === undefined) return "mcpc status";
  return `mcpc call ${visible(chosen.server)} ${visible(chosen.tool.name)} '${exampleArguments(chosen.tool.inputSchema)}'`;
}
