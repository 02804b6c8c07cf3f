import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { Host } from "../../host/host.ts";
import type { McpEndpoint } from "../../mcp/endpoint.ts";
import type { Options, ValuesOf } from "./option.ts";

/** How to reach a server that is given by its URL; on every command that takes one. */
export const remoteOptions = {
  transport: { kind: "choice", placeholder: "KIND", choices: ["http", "sse"], summary: "how to reach a URL (default: http)" },
  header: { kind: "list", placeholder: "NAME:VALUE", summary: "send a header to a URL, ${VARIABLE} from the environment; may be repeated" },
  tokenEnv: { kind: "text", placeholder: "VARIABLE", summary: "environment variable that holds a bearer token for a URL" },
  protocol: { kind: "choice", placeholder: "ERA", choices: ["auto", "legacy", "modern"], summary: "speak only this to it (default: auto)" },
} as const satisfies Options;

export function isUrl(word: string): boolean {
  return /^https?:\/\//.test(word);
}

/**
 * The endpoint at a URL, with the headers that were asked for. Credentials come from the environment: arguments are for all to see.
 *
 * @throws {DiagnosticError} for what is no URL, no header, or names a variable that is not set.
 */
export function remoteEndpoint(
  url: string,
  { transport: kind = "http", header, tokenEnv }: ValuesOf<typeof remoteOptions>,
  host: Host,
): Exclude<McpEndpoint, { readonly kind: "stdio" }> {
  if (!isUrl(url) || !URL.canParse(url)) throw new DiagnosticError(diagnose("MCPC6368", { target: url }));
  const headers = Object.fromEntries(header.map((text) => readHeader(text, host)));
  if (tokenEnv !== undefined) headers["Authorization"] = `Bearer ${variable("--token-env", tokenEnv, host)}`;
  return { kind, url, ...(Object.keys(headers).length === 0 ? {} : { headers }) };
}

/** Token and visible characters of RFC 9110, 5.1 and 5.5. */
function readHeader(text: string, host: Host): [string, string] {
  const [, name = "", value = ""] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):\s*([^\r\n\0]*)$/.exec(text) ?? [];
  if (name === "") throw wrong("--header", "is a name, a colon and a value");
  return [name, value.replace(/\$\{(\w+)\}/g, (_, variableName: string) => variable("--header", variableName, host))];
}

function variable(option: string, name: string, host: Host): string {
  const value = host.env(name);
  if (value === undefined || value === "") throw wrong(option, `names "${name}", which is not set in the environment`);
  return value;
}

function wrong(option: string, problem: string): DiagnosticError {
  return new DiagnosticError(diagnose("MCPC6352", { option, problem }));
}
