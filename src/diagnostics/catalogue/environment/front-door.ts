import { define } from "../../definition.ts";
import { enumerated } from "../listed.ts";

/** 633x: what the front door answers instead of passing a request on. */
export const frontDoorDiagnostics = {
  MCPC6330: define<{ server: string; state: string; reason: string | undefined }>({
    severity: "error",
    title: "server is not ready",
    message: ({ server, state, reason }) => `server "${server}" is not ready: ${state}${reason ? `, ${reason}` : ""}`,
    hint: ({ server }) => `mcpc logs ${server} shows what it wrote last`,
    page: {
      why: "Its process is starting, failing or stopped. The call was not sent, so it may be tried again.",
      wrong: "$ mcpc call weather forecast '{}'   # the server waits for its next start",
      right: "$ mcpc status\n$ mcpc logs weather",
    },
  }),
  MCPC6331: define<{ path: string; known: readonly string[] }>({
    severity: "error",
    title: "no server at this path",
    message: ({ path, known }) =>
      `no MCP server at "${path}"${known.length > 0 ? `; there is ${enumerated(known.map((entry) => `"${entry}"`))}` : ""}`,
    page: {
      why: "The front door serves each server at its own path, and all of them at /mcp.",
      wrong: "http://127.0.0.1:7420/memory",
      right: "http://127.0.0.1:7420/memory/mcp",
    },
  }),
  MCPC6332: define<{ host: string }>({
    severity: "error",
    title: "host name not allowed",
    message: ({ host }) => `host "${host}" is not allowed here`,
    hint: () => "add the name to gateway.hosts, or give it to mcpc bridge as --allow-host",
    page: {
      why: "A web page can make a browser call a server on this machine under a name of its own (DNS rebinding), so only known names are answered.",
      wrong: "gateway: {}   # and a client that uses http://mcp.example.com",
      right: "gateway: {hosts: [mcp.example.com]}",
    },
  }),
  MCPC6333: define<{ origin: string }>({
    severity: "error",
    title: "origin not allowed",
    message: ({ origin }) => `origin "${origin}" is not allowed here`,
    hint: () => "add it to gateway.origins, or give it to mcpc bridge as --allow-origin",
    page: {
      why: "Requests that a web page sends carry its origin. Pages of strangers have no business with these servers.",
      wrong: "gateway: {}   # and a page at https://app.example.com",
      right: 'gateway: {origins: ["https://app.example.com"]}',
    },
  }),
  MCPC6334: define<{ server: string; reason: string | undefined }>({
    severity: "error",
    title: "server went away during a call",
    message: ({ server, reason }) => `server "${server}" went away before it answered${reason ? `: ${reason}` : ""}`,
    hint: () => "the call may have run; look before trying it again",
    page: {
      why: "The process ended or was replaced while the call was under way. Nobody knows how far it came.",
      wrong: "$ mcpc restart tasks   # while a call is under way",
      right: "$ mcpc status",
    },
  }),
  MCPC6335: define<{ server: string; reason: string }>({
    severity: "error",
    title: "server behind the front door does not answer",
    message: ({ server, reason }) => `server "${server}" gave no answer: ${reason}`,
    page: {
      why: "The request was passed on, and the connection to the server failed.",
      wrong: "servers:\n  tasks: {run: {command: [node, main.js]}, transport: http, port: 8001}   # it listens on 8000",
      right: "servers:\n  tasks: {run: {command: [node, main.js]}, transport: http, port: 8000}",
    },
  }),
};
