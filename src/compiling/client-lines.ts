import type { Model } from "../model/model.ts";
import { secretsIn } from "../model/value.ts";

type Entry = readonly [name: string, url: string];

/** What a client has to send along: nothing, or a token that it gets from a variable of the shell or stands in its file. */
interface Credentials {
  readonly shell: string;
  readonly headers: { readonly headers?: { readonly Authorization: string } };
}

const none: Credentials = { shell: "", headers: {} };
const bearer: Credentials = { shell: ' --header "Authorization: Bearer $TOKEN"', headers: { headers: { Authorization: "Bearer TOKEN" } } };

/** How the servers are entered in each client that the stack names. With tokens in front, an entry without one would only be refused. */
export function clientLines(model: Model, door: string): readonly string[] {
  const { tokens } = model.gateway.auth.bearer ?? {};
  const credentials = tokens === undefined ? none : bearer;
  const secrets = secretsIn(tokens).map((name) => `"${name}"`);
  const note = tokens === undefined ? [] : ["", `\`TOKEN\` is one of the tokens in secret ${secrets.join(" or ")}.`];
  const entries: readonly Entry[] = model.servers.map((server) => [server.name, `${door}${server.expose.path}/mcp`]);
  if (entries.length === 0) return [];
  return model.clients.flatMap((client) => {
    const form = forms[client];
    return form === undefined ? [] : ["", `## In ${form.title}`, "", form.where, "", ...form.lines(entries, credentials), ...note];
  });
}

interface ClientForm {
  readonly title: string;
  readonly where: string;
  readonly lines: (entries: readonly Entry[], credentials: Credentials) => readonly string[];
}

const shell = (line: (entry: Entry, credentials: Credentials) => string) => (entries: readonly Entry[], credentials: Credentials) => [
  "```sh",
  ...entries.map((entry) => line(entry, credentials)),
  "```",
];

const json =
  (key: string, server: (url: string, credentials: Credentials) => object) => (entries: readonly Entry[], credentials: Credentials) => [
    "```json",
    JSON.stringify({ [key]: Object.fromEntries(entries.map(([name, url]) => [name, server(url, credentials)])) }, undefined, 2),
    "```",
  ];

/** Each client's own way, from its documentation. */
const forms: Readonly<Record<string, ClientForm>> = {
  "claude-code": {
    title: "Claude Code",
    where: "In a shell:",
    lines: shell(([name, url], credentials) => `claude mcp add --transport http ${name} ${url}${credentials.shell}`),
  },
  "claude-desktop": {
    title: "Claude Desktop",
    where: "`claude_desktop_config.json` takes programs that speak stdio, so a program in between is needed:",
    lines: json("mcpServers", (url, { headers }) => ({
      command: "npx",
      args: [
        "-y",
        "mcp-remote",
        url,
        ...Object.entries(headers.headers ?? {}).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
      ],
    })),
  },
  cursor: { title: "Cursor", where: "`.cursor/mcp.json`:", lines: json("mcpServers", (url, { headers }) => ({ url, ...headers })) },
  vscode: {
    title: "Visual Studio Code",
    where: "`.vscode/mcp.json`:",
    lines: json("servers", (url, { headers }) => ({ type: "http", url, ...headers })),
  },
  windsurf: {
    title: "Windsurf",
    where: "`~/.codeium/windsurf/mcp_config.json`:",
    lines: json("mcpServers", (url, { headers }) => ({ serverUrl: url, ...headers })),
  },
  zed: { title: "Zed", where: "`settings.json`:", lines: json("context_servers", (url, { headers }) => ({ url, ...headers })) },
  codex: {
    title: "Codex",
    where: "In a shell:",
    lines: shell(
      ([name, url], credentials) => `codex mcp add ${name} --url ${url}${credentials === none ? "" : " --bearer-token-env-var TOKEN"}`,
    ),
  },
  "gemini-cli": {
    title: "Gemini CLI",
    where: "In a shell:",
    lines: shell(([name, url], credentials) => `gemini mcp add --transport http ${name} ${url}${credentials.shell}`),
  },
};
