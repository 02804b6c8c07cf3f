import type { Model } from "../model/model.ts";

type Entry = readonly [name: string, url: string];

/** How the servers are entered in each client that the stack names. */
export function clientLines(model: Model, door: string): readonly string[] {
  const entries: readonly Entry[] = model.servers.map((server) => [server.name, `${door}${server.expose.path}/mcp`]);
  if (entries.length === 0) return [];
  return model.clients.flatMap((client) => {
    const form = forms[client];
    return form === undefined ? [] : ["", `## In ${form.title}`, "", form.where, "", ...form.lines(entries)];
  });
}

interface ClientForm {
  readonly title: string;
  readonly where: string;
  readonly lines: (entries: readonly Entry[]) => readonly string[];
}

const shell = (line: (entry: Entry) => string) => (entries: readonly Entry[]) => ["```sh", ...entries.map(line), "```"];

const json = (key: string, server: (url: string) => object) => (entries: readonly Entry[]) => [
  "```json",
  JSON.stringify({ [key]: Object.fromEntries(entries.map(([name, url]) => [name, server(url)])) }, undefined, 2),
  "```",
];

/** Each client's own way, from its documentation. */
const forms: Readonly<Record<string, ClientForm>> = {
  "claude-code": {
    title: "Claude Code",
    where: "In a shell:",
    lines: shell(([name, url]) => `claude mcp add --transport http ${name} ${url}`),
  },
  "claude-desktop": {
    title: "Claude Desktop",
    where: "`claude_desktop_config.json` takes programs that speak stdio, so a program in between is needed:",
    lines: json("mcpServers", (url) => ({ command: "npx", args: ["-y", "mcp-remote", url] })),
  },
  cursor: { title: "Cursor", where: "`.cursor/mcp.json`:", lines: json("mcpServers", (url) => ({ url })) },
  vscode: { title: "Visual Studio Code", where: "`.vscode/mcp.json`:", lines: json("servers", (url) => ({ type: "http", url })) },
  windsurf: {
    title: "Windsurf",
    where: "`~/.codeium/windsurf/mcp_config.json`:",
    lines: json("mcpServers", (url) => ({ serverUrl: url })),
  },
  zed: { title: "Zed", where: "`settings.json`:", lines: json("context_servers", (url) => ({ url })) },
  codex: { title: "Codex", where: "In a shell:", lines: shell(([name, url]) => `codex mcp add ${name} --url ${url}`) },
  "gemini-cli": {
    title: "Gemini CLI",
    where: "In a shell:",
    lines: shell(([name, url]) => `gemini mcp add --transport http ${name} ${url}`),
  },
};
