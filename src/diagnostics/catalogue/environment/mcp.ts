import { define } from "../../definition.ts";
import { enumerated } from "../listed.ts";

/** 630x to 632x: conversations with MCP servers, and the arguments of calls. */
export const mcpDiagnostics = {
  MCPC6301: define<{ where: string; reason: string }>({
    severity: "error",
    title: "server cannot be reached",
    message: ({ where, reason }) => `cannot reach ${where}: ${reason}`,
    hint: () => "is it running, and is the port the one it listens on? mcpc status shows the servers of a stack",
    page: {
      why: "Nothing took the connection, so no request was sent.",
      wrong: 'servers:\n  tasks:\n    run: {url: "http://127.0.0.1:3999/mcp"}   # nothing listens here',
      right: 'servers:\n  tasks:\n    run: {url: "http://127.0.0.1:3000/mcp"}',
    },
  }),
  MCPC6302: define<{ where: string; method: string; timeoutMs: number; strayLines: number }>({
    severity: "error",
    title: "no answer in time",
    message: ({ where, method, timeoutMs, strayLines }) =>
      `${where} did not answer ${method} within ${seconds(timeoutMs)}${strays(strayLines)}`,
    hint: ({ strayLines }) => (strayLines > 0 ? "stdout belongs to the protocol; let the server log to stderr" : undefined),
    page: {
      why: "The connection is there, and the answer is not: the server is still starting, hangs, or speaks something else on this channel.",
      wrong: "servers:\n  slow:\n    run: {command: [node, server.js]}   # loads a model for two minutes",
      right: "servers:\n  slow:\n    run: {command: [node, server.js]}\n    health: {startup: {timeout: 180s}}",
    },
  }),
  MCPC6303: define<{ where: string; contentType: string }>({
    severity: "error",
    title: "answer is not MCP",
    message: ({ where, contentType }) => `${where} answered with content type "${contentType}" instead of JSON or an event stream`,
    hint: () => "the URL most likely points to a web page or a login form, not to the MCP endpoint (often /mcp)",
    page: {
      why: "Something answers, but it is no MCP server: a web site, a proxy's error page, a login form.",
      wrong: 'servers:\n  docs:\n    run: {url: "https://example.com/"}',
      right: 'servers:\n  docs:\n    run: {url: "https://example.com/mcp"}',
    },
  }),
  MCPC6304: define<{ where: string; status: number }>({
    severity: "error",
    title: "server wants credentials",
    message: ({ where, status }) =>
      `${where} is alive and ${status === 401 ? "needs credentials (401)" : "refuses these credentials (403)"}`,
    hint: ({ status }) =>
      status === 401
        ? 'give it a header: headers: {Authorization: "Bearer ${secret.NAME}"} in the stack, --token-env VARIABLE beside a URL'
        : "check the token's scopes, and the host and origin the server allows",
    page: {
      why: "The server answers, so it runs; it only does not let this caller in.",
      wrong: 'servers:\n  hub:\n    run: {url: "https://hub.example.com/mcp"}',
      right: 'servers:\n  hub:\n    run: {url: "https://hub.example.com/mcp", headers: {Authorization: "Bearer ${secret.hub-token}"}}',
    },
  }),
  MCPC6305: define<{ where: string; detail: string }>({
    severity: "error",
    title: "protocol violated",
    message: ({ where, detail }) => `${where} broke the protocol: ${detail}`,
    page: {
      why: "The answer does not have the shape that MCP prescribes, so nothing can be concluded from it.",
      wrong: '{"jsonrpc": "2.0", "id": 1, "result": {"tools": "none"}}',
      right: '{"jsonrpc": "2.0", "id": 1, "result": {"tools": []}}',
    },
  }),
  MCPC6306: define<{ where: string }>({
    severity: "error",
    title: "server ended on the version probe",
    message: ({ where }) => `${where} ended before it said which protocol revision it speaks`,
    hint: () => "its log tells why; if it ends only because it was asked, set protocol: legacy",
    page: {
      why: "It failed at its start, or its SDK is one of those that end the process on any request before initialize. The question is part of the current revision; such a server is older.",
      wrong: "servers:\n  old:\n    protocol: auto",
      right: "servers:\n  old:\n    protocol: legacy",
    },
  }),
  MCPC6307: define<{ where: string; reason: string; strayLines: number }>({
    severity: "error",
    title: "conversation ended",
    message: ({ where, reason, strayLines }) => `the conversation with ${where} ended: ${reason}${strays(strayLines)}`,
    hint: () => "mcpc logs shows what the server wrote last",
    page: {
      why: "The process exited or the connection broke, so requests under way get no answer any more.",
      wrong: "$ mcpc call tasks export '{}'   # the server crashes meanwhile",
      right: "$ mcpc logs tasks\n$ mcpc restart tasks",
    },
  }),
  MCPC6308: define<{ where: string; status: number }>({
    severity: "error",
    title: "HTTP error instead of an answer",
    message: ({ where, status }) => `${where} answered with HTTP status ${status}`,
    hint: ({ status }) =>
      status === 404 || status === 405
        ? "no MCP endpoint answers there; check the path, or say transport: sse for a server of the old HTTP+SSE kind"
        : undefined,
    page: {
      why: "An HTTP server answers, but it takes no MCP request at this path.",
      wrong: 'servers:\n  tasks:\n    run: {url: "http://127.0.0.1:3000/"}',
      right: 'servers:\n  tasks:\n    run: {url: "http://127.0.0.1:3000/mcp"}',
    },
  }),
  MCPC6309: define<{ where: string; wanted: string; offered: string }>({
    severity: "error",
    title: "no protocol revision in common",
    message: ({ where, wanted, offered }) => `${where} does not speak protocol revision ${wanted}${offered && `, only ${offered}`}`,
    hint: () => "protocol: auto takes what the server offers",
    page: {
      why: "The server speaks MCP in other revisions than those that were allowed.",
      wrong: "servers:\n  memory:\n    run: {npm: '@modelcontextprotocol/server-memory@2026.8.31'}\n    protocol: modern",
      right: "servers:\n  memory:\n    run: {npm: '@modelcontextprotocol/server-memory@2026.8.31'}\n    protocol: auto",
    },
  }),
  MCPC6310: define<{ where: string; method: string; code: number; message: string }>({
    severity: "error",
    title: "server answered with an error",
    message: ({ where, method, code, message }) => `${where} refused ${method || "the request"}: ${message} (${code})`,
    page: {
      why: "The server understood the request and did not carry it out. This is an error of the protocol, not the result of a tool.",
      wrong: "$ mcpc call memory no_such_tool '{}'",
      right: "$ mcpc tools memory\n$ mcpc call memory read_graph '{}'",
    },
  }),
  MCPC6320: define<{ tool: string; pointer: string; property: string; suggestion: string | undefined; known: readonly string[] }>({
    severity: "error",
    title: "argument the tool does not know",
    message: ({ tool, pointer, property }) => `tool "${tool}" takes no argument "${property}"${at(pointer)}`,
    hint: ({ suggestion, known }) => {
      if (suggestion !== undefined) return `did you mean "${suggestion}"?`;
      return known.length === 0 ? "it takes none" : `it takes ${enumerated(known.map((name) => `"${name}"`))}`;
    },
    page: {
      why: "The tool's input schema forbids properties it does not name; the server would refuse the call.",
      wrong: `$ mcpc call files read_file '{"pth": "notes.txt"}'`,
      right: `$ mcpc call files read_file '{"path": "notes.txt"}'`,
    },
  }),
  MCPC6321: define<{ tool: string; pointer: string; property: string; expected: string; given: string | undefined }>({
    severity: "error",
    title: "missing argument",
    message: ({ tool, pointer, property, expected }) =>
      `tool "${tool}" needs argument "${property}"${at(pointer)}${expected && ` (${expected})`}`,
    hint: ({ property, given }) => (given === undefined ? undefined : `"${given}" was given; did you mean "${property}"?`),
    page: {
      why: "The tool's input schema requires this property; the server would refuse the call.",
      wrong: "$ mcpc call files read_file '{}'",
      right: `$ mcpc call files read_file '{"path": "notes.txt"}'`,
    },
  }),
  MCPC6322: define<{ tool: string; pointer: string; expected: string; found: string }>({
    severity: "error",
    title: "argument of the wrong kind",
    message: ({ tool, pointer, expected, found }) => `argument ${pointer || "/"} of tool "${tool}" must be ${expected}, and is ${found}`,
    page: {
      why: "The tool's input schema wants another kind of value here; the server would refuse the call.",
      wrong: `$ mcpc call files read_file '{"path": "notes.txt", "head": "ten"}'`,
      right: `$ mcpc call files read_file '{"path": "notes.txt", "head": 10}'`,
    },
  }),
  MCPC6324: define<{ tool: string; pointer: string; property: string; suggestion: string }>({
    severity: "warning",
    title: "argument that looks misspelt",
    message: ({ tool, pointer, property }) => `tool "${tool}" does not name an argument "${property}"${at(pointer)}, and may ignore it`,
    hint: ({ suggestion }) => `did you mean "${suggestion}"?`,
    page: {
      why: "The tool's input schema lets any further property pass, so the server will not complain about one that is misspelt.",
      wrong: `$ mcpc call files read_file '{"path": "notes.txt", "haed": 10}'`,
      right: `$ mcpc call files read_file '{"path": "notes.txt", "head": 10}'`,
    },
  }),
  MCPC6323: define<{ tool: string; problem: string }>({
    severity: "warning",
    title: "input schema of a tool is broken",
    message: ({ tool, problem }) => `the input schema of tool "${tool}" cannot be used (${problem}), so its arguments were not checked`,
    page: {
      why: "The server describes its tool with a schema that is not valid JSON Schema. The call is sent unchecked.",
      wrong: '{"name": "add", "inputSchema": {"type": "objekt"}}',
      right: '{"name": "add", "inputSchema": {"type": "object"}}',
    },
  }),
};

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}

function strays(lines: number): string {
  if (lines === 0) return "";
  return `; it wrote ${lines === 1 ? "1 line to stdout that is" : `${lines} lines to stdout that are`} not JSON-RPC`;
}

function at(pointer: string): string {
  return pointer === "" ? "" : ` at ${pointer}`;
}
